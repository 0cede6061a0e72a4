package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.List;

/// A model of cells for a [SpikingLayer]: the equations by which its voltage moves between spikes.
///
/// Parameters are those of the populations of [cerulean.neuro], under the same names; integration
/// is theirs too, so that a population and a layer of one model, one step and one input fire at the
/// same steps.
///
/// | model | like | input, per cell | states |
/// |---|---|---|---|
/// | [#lif] | [cerulean.neuro.LifPopulation] | current, pA | `v` |
/// | [#leaky] | the same, without units | current | `v` |
/// | [#conductanceLif] | the same with two [cerulean.neuro.ExponentialConductancePort]s | jumps of both conductances, nS | `v`, `excitatory`, `inhibitory` |
/// | [#adaptiveLif] | [cerulean.neuro.AdaptiveLifPopulation] | current, pA | `v`, `w`, `theta` |
/// | [#izhikevich] | [cerulean.neuro.IzhikevichPopulation] | current, mV/ms | `v`, `u` |
/// | [#twoCompartments] | [cerulean.neuro.NaudSprekelerPopulation] | currents into soma and dendrite, pA | `soma.v`, `dendrite.v`, `soma.w`, `dendrite.w`, `threshold` |
/// | [#readout] | | current | `v` |
///
/// Where a cell has two inputs, those of the second kind stand behind those of the first: `[.., 2
/// n]`.
public abstract sealed class Neuron
    permits AdaptiveLif, ConductanceLif, Izhikevich, Lif, Readout, TwoCompartments {

  Neuron() {}

  /// The voltage that the dynamics give, the threshold it is held against, and the other states
  /// after the step.
  record Free(Variable voltage, Variable threshold, List<Variable> others) {}

  /// Leaky integrate-and-fire cells, `tau v' = rest - v + (tau / C) x`, exact for an input that is constant during
  /// the step:
  ///
  ///     e = rest + (tau / C) x,  v = e + (v - e) e^(-dt / tau)
  public static Neuron lif(LifParameters cell) {
    return new Lif(cell);
  }

  /// Leaky integrate-and-fire cells without units, for steps of 1 ms: `v = beta v + x`, threshold
  /// 1, reset 0.
  ///
  /// - `beta`: what is left of the voltage after a step, above 0 and below 1; the time constant is
  ///   `-1 / ln beta` steps
  public static Neuron leaky(double beta) {
    if (!(beta > 0 && beta < 1)) {
      throw badBeta(beta);
    }
    double tau = -1 / Math.log(beta);
    return new Lif(new LifParameters(tau, tau * (1 - beta), 0, 1, 0, 0));
  }

  /// Leaky integrate-and-fire cells with an excitatory and an inhibitory conductance, which jump by the input and
  /// decay:
  ///
  ///     C v' = (C / tau) (rest - v) + g_e (E_e - v) + g_i (E_i - v),   g' = -g / tau_g
  ///
  /// - `excitatoryMs`, `excitatoryMv`: time constant and reversal voltage of g_e; traits `excitatoryMs`,
  ///   `excitatoryMv`
  /// - `inhibitoryMs`, `inhibitoryMv`: those of g_i
  public static Neuron conductanceLif(
      LifParameters cell,
      double excitatoryMs,
      double excitatoryMv,
      double inhibitoryMs,
      double inhibitoryMv) {
    return new ConductanceLif(cell, excitatoryMs, excitatoryMv, inhibitoryMs, inhibitoryMv);
  }

  /// Leaky integrate-and-fire cells that tire: a current and a threshold that spikes push up; see
  /// [cerulean.neuro.AdaptiveLifPopulation].
  public static Neuron adaptiveLif(AdaptiveLifParameters cell) {
    return new AdaptiveLif(cell);
  }

  /// Cells of Izhikevich (2003), integrated by one of the Euler schemes; see
  /// [cerulean.neuro.IzhikevichPopulation].
  public static Neuron izhikevich(IzhikevichParameters cell, IzhikevichScheme scheme) {
    return new Izhikevich(cell, scheme);
  }

  /// Pyramidal cells of two compartments (Naud & Sprekeler 2018): what is fed forward goes to the
  /// soma, feedback or context to the dendrite, whose regenerative current turns spikes into
  /// bursts; see [cerulean.neuro.NaudSprekelerPopulation]. The current that a spike sends back into
  /// the dendrite has no gradient.
  public static Neuron twoCompartments(NaudSprekelerParameters cell) {
    return new TwoCompartments(cell);
  }

  /// Cells that do not fire: a running mean of the input, `v = x + (v - x) e^(-dt / tau)`, which is
  /// their output.
  ///
  /// - `tauMs`: time constant in ms
  public static Neuron readout(double tauMs) {
    return new Readout(tauMs);
  }

  abstract String name();

  abstract Model model();

  /// The parameters and their values.
  abstract List<Trait> traits();

  abstract List<String> states();

  boolean fires() {
    return true;
  }

  /// Whether a cell fires only above the threshold.
  boolean isStrict() {
    return false;
  }

  /// The voltage after a reset to a value.
  abstract Variable reset(Traits traits);

  /// The threshold at rest.
  abstract Variable threshold(Traits traits);

  /// Steps of the timer that a spike starts, `[1]` or `[n]`; all 0 where there is none.
  double[] timer(Traits traits) {
    return new double[1];
  }

  /// Whether the timer is read by the model; else it holds the voltage.
  boolean readsTimer() {
    return false;
  }

  /// The model's coefficients, each `[1]` or `[n]`, in the order of the kernel.
  abstract List<Variable> coefficients(Traits traits);

  /// The states before the first step, each `[1]` or `[n]`.
  abstract List<Tensor> start(Traits traits);

  /// What the kernel computes, in operations of variables.
  ///
  /// - `c`: coefficients, rows of `[n]`
  /// - `x`: inputs of each kind, `[batch, n]`
  /// - `states`: before the step, a timer last
  abstract Free advance(Variable[] c, Variable[] x, List<Variable> states);

  /// The row of the coefficients by which a state jumps at a spike, 0 for none.
  int jump(int state) {
    return 0;
  }

  @Override
  public String toString() {
    return name();
  }

  private static IllegalArgumentException badBeta(double beta) {
    return new IllegalArgumentException(
        "Neuron.leaky: beta must be above 0 and below 1; got " + beta);
  }
}
