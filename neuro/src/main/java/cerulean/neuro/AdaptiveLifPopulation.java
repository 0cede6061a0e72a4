package cerulean.neuro;

import java.util.Arrays;

/// Leaky integrate-and-fire cells that tire: a current and a threshold that spikes push up.
///
///     C v'     = (C / tau) (E_L - v) + gain (I + sum of g (E - v)) - w
///     w'       = -w / tau_w,           w <- w + b at a spike
///     theta'   = -theta / tau_theta,   theta <- theta + jump at a spike
///
/// A cell fires where v is at or above `V_th + theta`. Parameters: [AdaptiveLifParameters]; as arrays
/// `tauMs`, `capacitancePf`, `restMv`, `thresholdMv`, `resetMv`, `refractoryMs`, `jumpPa`,
/// `adaptationMs`, `thresholdJumpMv`, `thresholdMs`, `gain`. `gain`, `jumpPa` and `thresholdMv` are what
/// noradrenaline moves.
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `v` | E_L | membrane voltage in mV |
/// | `w` | 0 | adaptation current in pA |
/// | `theta` | 0 | rise of the threshold in mV |
/// | `refractory` | 0 | steps that the voltage is still held at the reset |
///
/// One compartment, `soma`; currents are in pA, conductances in nS.
///
/// **Spike and reset** as in [LifPopulation]; w and theta decay on while the cell is refractory.
///
/// **Integration** is exact for currents that are constant or decay exponentially, w among them. With
/// conductances, held during the step, the voltage follows the formula of [LifPopulation], and w is its mean over the
/// step.
public final class AdaptiveLifPopulation extends Population {

  private final double[] tau = addParameter("tauMs");
  private final double[] capacitance = addParameter("capacitancePf");
  private final double[] rest = addParameter("restMv");
  private final double[] threshold = addParameter("thresholdMv");
  private final double[] resetTo = addParameter("resetMv");
  private final double[] refractoryMs = addParameter("refractoryMs");
  private final double[] jump = addParameter("jumpPa");
  private final double[] adaptationMs = addParameter("adaptationMs");
  private final double[] thresholdJump = addParameter("thresholdJumpMv");
  private final double[] thresholdMs = addParameter("thresholdMs");
  private final double[] gain = addParameter("gain");

  private final double[] v = addState("v");
  private final double[] w = addState("w");
  private final double[] theta = addState("theta");
  private final double[] refractory = addState("refractory");
  private final Compartment soma = addCompartment("soma", v, "pA").withConductances();

  // Computed in prepare.
  private final double[] decay;
  private final double[] resistance;
  private final double[] leak;
  private final double[] stepOverC;
  private final double[] heldW;
  private final double[] meanW;
  private final double[] decayW;
  private final double[] decayTheta;
  private final double[] refractorySteps;

  private final double[] scratch;

  private AdaptiveLifPopulation(int size, AdaptiveLifParameters cell) {
    super(size);
    decay = new double[size];
    resistance = new double[size];
    leak = new double[size];
    stepOverC = new double[size];
    heldW = new double[size];
    meanW = new double[size];
    decayW = new double[size];
    decayTheta = new double[size];
    refractorySteps = new double[size];
    scratch = new double[size];
    Arrays.fill(tau, cell.membrane().tauMs());
    Arrays.fill(capacitance, cell.membrane().capacitancePf());
    Arrays.fill(rest, cell.membrane().restMv());
    Arrays.fill(threshold, cell.membrane().thresholdMv());
    Arrays.fill(resetTo, cell.membrane().resetMv());
    Arrays.fill(refractoryMs, cell.membrane().refractoryMs());
    Arrays.fill(jump, cell.jumpPa());
    Arrays.fill(adaptationMs, cell.adaptationMs());
    Arrays.fill(thresholdJump, cell.thresholdJumpMv());
    Arrays.fill(thresholdMs, cell.thresholdMs());
    Arrays.fill(gain, cell.gain());
    Arrays.fill(v, cell.membrane().restMv());
  }

  /// `size` cells of one kind; write into the parameter arrays to make them differ.
  public static AdaptiveLifPopulation of(int size, AdaptiveLifParameters cell) {
    return new AdaptiveLifPopulation(size, cell);
  }

  @Override
  protected void prepare(double dtMs) {
    requireAbove0("tauMs");
    requireAbove0("capacitancePf");
    requireAbove0("adaptationMs");
    requireAbove0("thresholdMs");
    requireAtLeast0("refractoryMs");
    requireFinite("restMv", "thresholdMv", "resetMv", "jumpPa", "thresholdJumpMv", "gain");
    for (int i = 0; i < tau.length; i++) {
      decay[i] = Math.exp(-dtMs / tau[i]);
      resistance[i] = tau[i] / capacitance[i];
      leak[i] = capacitance[i] / tau[i];
      stepOverC[i] = dtMs / capacitance[i];
      heldW[i] = Responses.heldDecay(tau[i], adaptationMs[i], dtMs);
      meanW[i] = -Math.expm1(-dtMs / adaptationMs[i]) * adaptationMs[i] / dtMs;
      decayW[i] = Math.exp(-dtMs / adaptationMs[i]);
      decayTheta[i] = Math.exp(-dtMs / thresholdMs[i]);
      refractorySteps[i] = Math.rint(refractoryMs[i] / dtMs);
    }
  }

  @Override
  protected void heldCurrent(Compartment compartment, double tauMs, double dtMs, double[] factors) {
    for (int i = 0; i < factors.length; i++) {
      factors[i] = Responses.heldDecay(tau[i], tauMs, dtMs);
    }
  }

  @Override
  protected void heldAlphaCurrent(
      Compartment compartment, double tauMs, double dtMs, double[] factors) {
    for (int i = 0; i < factors.length; i++) {
      factors[i] = Responses.heldRamp(tau[i], tauMs, dtMs);
    }
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    if (soma.hasConductance()) {
      withConductances(soma.current(), soma.conductance(), soma.drive(), from, to);
    } else {
      withCurrents(soma.current(), from, to);
    }
    hold(from, to);
    scale(w, decayW, from, to);
    scale(theta, decayTheta, from, to);
    return reset(step, dtMs, from, to, fired);
  }

  /// The voltages of cells that are not refractory, into the scratch array. Two loops: of one with
  /// that many arrays the compiler makes no vectors.
  private void withCurrents(double[] current, int from, int to) {
    double[] w = this.w;
    double[] gain = this.gain;
    double[] heldW = this.heldW;
    double[] free = scratch;
    for (int i = from; i < to; i++) {
      free[i] = gain[i] * current[i] - heldW[i] * w[i];
    }
    double[] v = this.v;
    double[] rest = this.rest;
    double[] resistance = this.resistance;
    double[] decay = this.decay;
    for (int i = from; i < to; i++) {
      double end = rest[i] + resistance[i] * free[i];
      free[i] = end + (v[i] - end) * decay[i];
    }
  }

  private void withConductances(
      double[] current, double[] conductance, double[] drive, int from, int to) {
    double[] w = this.w;
    double[] gain = this.gain;
    double[] meanW = this.meanW;
    double[] free = scratch;
    for (int i = from; i < to; i++) {
      free[i] = gain[i] * (drive[i] + current[i]) - meanW[i] * w[i];
    }
    double[] rest = this.rest;
    double[] leak = this.leak;
    for (int i = from; i < to; i++) {
      free[i] += leak[i] * rest[i];
    }
    double[] v = this.v;
    double[] stepOverC = this.stepOverC;
    for (int i = from; i < to; i++) {
      double x = (leak[i] + gain[i] * conductance[i]) * stepOverC[i];
      double even = 1 + x * x * (1.0 / 12);
      double odd = 0.5 * x;
      free[i] = (v[i] * (even - odd) + stepOverC[i] * free[i]) / (even + odd);
    }
  }

  /// Keeps refractory cells at the reset; two loops, so that each has one store.
  private void hold(int from, int to) {
    double[] v = this.v;
    double[] free = scratch;
    double[] refractory = this.refractory;
    double[] resetTo = this.resetTo;
    for (int i = from; i < to; i++) {
      double held = Math.min(refractory[i], 1);
      v[i] = held * resetTo[i] + (1 - held) * free[i];
    }
    for (int i = from; i < to; i++) {
      refractory[i] -= Math.min(refractory[i], 1);
    }
  }

  private static void scale(double[] values, double[] factors, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] *= factors[i];
    }
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (!(v[i] < threshold[i] + theta[i])) {
        if (Double.isNaN(v[i])) {
          throw notANumber("v", i, step, dtMs);
        }
        fired[at++] = i;
        v[i] = resetTo[i];
        w[i] += jump[i];
        theta[i] += thresholdJump[i];
        refractory[i] = refractorySteps[i];
      }
    }
    return at - from;
  }

  @Override
  public String description() {
    return soma.hasConductance()
        ? "adaptive LIF, conductances held during the step, Padé [2/2] of the exponential"
        : "adaptive LIF, exact";
  }
}
