package cerulean.tensor;

import cerulean.tensor.kernel.SpikingDynamics;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Spiking cells run over sequences, and their gradients, each one loop over the steps.
///
/// What is done in a step is the same for all models: the dynamics give a voltage, cells at the
/// threshold fire and are reset, other states jump at a spike, and a timer may start. A spike has
/// no derivative; one chosen by the caller ([Surrogate]) stands for it. Examples do not depend on
/// each other: threads share them out once for all steps. F32 or F64, all operands of one type.
///
/// Coefficients are numbers per cell, `[rows, n]`: row 0 is what a reset adds, row 1 the length of
/// the timer in steps, and those of the model follow, in the order of the kernel's comment. States
/// are `[states, batch, n]`, the voltage first, a timer last. Inputs are `[steps, batch, channels
/// n]`.
public final class SpikingCells {

  private SpikingCells() {}

  /// How a cell goes from one step to the next until it fires.
  public enum Model {
    /// Leaky integrate-and-fire: `e = rest + r x`, `f = e + (v - e) d`. Rows: rest, r, d,
    /// threshold.
    LIF(SpikingDynamics.LIF),
    /// LIF with an adaptation current w and a rise theta of the threshold. Rows: rest, r, d,
    /// threshold, gain, mean of w during a step, decays of w and theta, their jumps.
    ADAPTIVE_LIF(SpikingDynamics.ADAPTIVE_LIF),
    /// LIF with decaying conductances, excitatory and inhibitory. Rows: leak, leak x rest, step /
    /// C, threshold, means of the conductances during a step, their decays, reversal voltages.
    CONDUCTANCE_LIF(SpikingDynamics.CONDUCTANCE_LIF),
    /// Izhikevich (2003), v by an Euler step and then u. Rows: step, k2, k1, k0, shift, leak, a, b,
    /// peak, d.
    IZHIKEVICH_2004(SpikingDynamics.IZHIKEVICH_2004),
    /// The same, v by two half steps.
    IZHIKEVICH_2003(SpikingDynamics.IZHIKEVICH_2003),
    /// The same, v and u together.
    IZHIKEVICH_EULER(SpikingDynamics.IZHIKEVICH_EULER),
    /// Soma and dendrite (Naud & Sprekeler 2018). Rows: step, rest, of the soma tau, C, g,
    /// adaptation and its decay, of the dendrite tau, C, g, slow conductance and its tau, of the
    /// threshold rest and tau, back-propagated current, half and width of the sigmoid, jumps of w
    /// and of the threshold.
    TWO_COMPARTMENTS(SpikingDynamics.TWO_COMPARTMENTS);

    final SpikingDynamics dynamics;

    Model(SpikingDynamics dynamics) {
      this.dynamics = dynamics;
    }

    /// States of a cell, a timer not counted.
    public int states() {
      return dynamics.states();
    }

    /// Numbers that go into a cell in a step.
    public int channels() {
      return dynamics.channels();
    }

    /// Rows of the coefficients.
    public int coefficients() {
      return dynamics.coefficients();
    }
  }

  /// What the timer does that a spike starts.
  public enum Timer {
    /// There is none.
    NONE,
    /// The voltage stays and the cell cannot fire while it runs: a refractory period.
    HOLDS,
    /// The model reads it.
    READ
  }

  /// What happens at the threshold.
  ///
  /// @param fires false for cells that give their voltage in place of spikes
  /// @param strict whether a cell fires only above the threshold, not at it
  /// @param adds whether a reset adds row 0 of the coefficients to the voltage, not puts it in its
  ///   place
  /// @param through whether gradients go through reset and jumps, or spikes are constants there
  /// @param timer what a spike starts
  public record Firing(boolean fires, boolean strict, boolean adds, boolean through, Timer timer) {}

  /// Forms of a [Surrogate] that a kernel knows, with steepness k and height m.
  public enum Form {
    /// `m / (1 + k |u|)^2`.
    FAST_SIGMOID,
    /// `m / (1 + (k u)^2)`.
    ARCTAN,
    /// `m max(0, 1 - k |u|)`.
    TRIANGLE,
    /// `m` where `k |u| <= 1/2`.
    BOXCAR,
    /// `m e^(-(k u)^2 / 2)`.
    GAUSSIAN,
    /// `m`.
    CONSTANT
  }

  /// What stands for the derivative of a spike by `u`, the distance of the voltage from the
  /// threshold.
  ///
  /// @param form one that a kernel knows; null for a function
  /// @param function null, or one that gives a tensor of the shape and type of `u`
  public record Surrogate(
      @Nullable Form form,
      double steepness,
      double height,
      @Nullable UnaryOperator<Tensor> function) {}

  /// A run.
  ///
  /// @param output `[1 + steps + states, batch, n]`: the spikes before the first step and in each,
  ///   then the last states
  /// @param states `[steps + 1, states, batch, n]`: the states before the first step and after
  ///   each, if recorded; else of two of the steps only
  /// @param inputs what went into each step, that from the spikes of the step before with it
  public record Run(Tensor output, Tensor states, Tensor inputs) {}

  /// Gradients of a run; null where they were not wanted or there is no such operand.
  public record Gradient(
      Tensor inputs,
      Tensor states,
      @Nullable Tensor coefficients,
      @Nullable Tensor spikes,
      @Nullable Tensor weight) {}

  /// Runs cells over a sequence.
  ///
  /// - `inputs`: `[steps, batch, channels n]`; or `[1, batch, channels n]` for the same in each
  ///   step
  /// - `states`: `[states, batch, n]`
  /// - `spikes`: those before the first step, `[batch, n]`; read where there is a weight
  /// - `weight`: `[channels n, n]`, by which spikes reach the inputs of the next step; null for
  ///   none
  /// - `recorded`: whether a gradient may be asked for
  public static Run run(
      Model model,
      Firing firing,
      Tensor inputs,
      int steps,
      Tensor states,
      Tensor coefficients,
      Tensor spikes,
      @Nullable Tensor weight,
      boolean recorded) {
    return new SpikingOps(model, firing, inputs, steps, states, coefficients, weight)
        .run(spikes, recorded);
  }

  /// The gradients of a run that was recorded, given the one with respect to its output behind the
  /// first row.
  ///
  /// - `gradient`: `[steps + states, batch, n]`
  /// - `wanted`: whether the gradient of the coefficients is
  public static Gradient gradient(
      Model model,
      Firing firing,
      Surrogate surrogate,
      Run run,
      Tensor coefficients,
      @Nullable Tensor weight,
      Tensor gradient,
      boolean wanted) {
    int steps = run.states.dim(0) - 1;
    SpikingOps ops =
        new SpikingOps(
            model, firing, run.inputs, steps, run.states.select(0, 0), coefficients, weight);
    return ops.gradient(surrogate, run, gradient, wanted);
  }
}
