package cerulean.neuro;

import java.util.Arrays;

/// Leaky integrate-and-fire cells.
///
///     tau v' = E_L - v + (tau / C) I          voltage, mV; I in pA
///     with conductances: C v' = (C / tau) (E_L - v) + I + sum of g (E - v)
///
/// Parameters: [LifParameters]; as arrays `tauMs`, `capacitancePf`, `restMv`, `thresholdMv`,
/// `resetMv`, `refractoryMs`.
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `v` | E_L | membrane voltage in mV |
/// | `refractory` | 0 | steps that the voltage is still held at the reset |
///
/// One compartment, `soma`; currents are in pA, conductances in nS.
///
/// **Spike and reset.** A cell whose voltage is at or above the threshold after a step has fired in
/// that step; then v = V_r, and stays there for the next `round(refractoryMs / dt)` steps. Input in that time is lost,
/// synaptic currents decay on.
///
/// **Integration.** Without conductances the solution for a current that is constant during the step
/// is exact, `v = v_inf + (v - v_inf) e^(-dt / tau)`, and for an exponentially decaying current
/// ([ExponentialCurrentPort]) too. With conductances, held during the step, it is the same formula with the
/// effective `x = dt (1 / tau + g / C)`, and `e^-x` is its Padé approximation
/// `(1 - x/2 + x^2/12) / (1 + x/2 + x^2/12)`: between -1 and 1 for every x, error below `x^5 / 720`. As `1 -
/// e^-x` is then x over the same denominator, one division serves for the decay and for v_inf.
/// A spike is at the end of its step; the threshold is not looked for within the step.
///
/// References: S. Rotter & M. Diesmann (1999), Exact digital simulation of time-invariant linear systems
/// with applications to neuronal modeling, Biological Cybernetics 81, 381-402.
public final class LifPopulation extends Population {

  private final double[] tau = addParameter("tauMs");
  private final double[] capacitance = addParameter("capacitancePf");
  private final double[] rest = addParameter("restMv");
  private final double[] threshold = addParameter("thresholdMv");
  private final double[] resetTo = addParameter("resetMv");
  private final double[] refractoryMs = addParameter("refractoryMs");

  private final double[] v = addState("v");
  private final double[] refractory = addState("refractory");
  private final Compartment soma = addCompartment("soma", v, "pA").withConductances();

  // Computed in prepare.
  private final double[] decay;
  private final double[] resistance;
  private final double[] leak;
  private final double[] leakDrive;
  private final double[] stepOverC;
  private final double[] refractorySteps;

  private final double[] scratch;

  private LifPopulation(int size, LifParameters cell) {
    super(size);
    scratch = new double[size];
    decay = new double[size];
    resistance = new double[size];
    leak = new double[size];
    leakDrive = new double[size];
    stepOverC = new double[size];
    refractorySteps = new double[size];
    Arrays.fill(tau, cell.tauMs());
    Arrays.fill(capacitance, cell.capacitancePf());
    Arrays.fill(rest, cell.restMv());
    Arrays.fill(threshold, cell.thresholdMv());
    Arrays.fill(resetTo, cell.resetMv());
    Arrays.fill(refractoryMs, cell.refractoryMs());
    Arrays.fill(v, cell.restMv());
  }

  /// `size` cells of one kind; write into the parameter arrays to make them differ.
  public static LifPopulation of(int size, LifParameters cell) {
    return new LifPopulation(size, cell);
  }

  @Override
  protected void prepare(double dtMs) {
    requireAbove0("tauMs");
    requireAbove0("capacitancePf");
    requireAtLeast0("refractoryMs");
    requireFinite("restMv", "thresholdMv", "resetMv");
    for (int i = 0; i < tau.length; i++) {
      decay[i] = Math.exp(-dtMs / tau[i]);
      resistance[i] = tau[i] / capacitance[i];
      leak[i] = capacitance[i] / tau[i];
      leakDrive[i] = leak[i] * rest[i];
      stepOverC[i] = dtMs / capacitance[i];
      refractorySteps[i] = Math.rint(refractoryMs[i] / dtMs);
    }
  }

  /// The voltage at the end of the step is exact: the response to `e^(-t / tauMs)` is the
  /// difference of two exponentials, divided here by the response to a constant.
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
    return reset(step, dtMs, from, to, fired);
  }

  /// The voltages of cells that are not refractory, into the scratch array.
  private void withCurrents(double[] current, int from, int to) {
    double[] v = this.v;
    double[] rest = this.rest;
    double[] resistance = this.resistance;
    double[] decay = this.decay;
    double[] free = scratch;
    for (int i = from; i < to; i++) {
      double end = rest[i] + resistance[i] * current[i];
      free[i] = end + (v[i] - end) * decay[i];
    }
  }

  /// The same with conductances. Two loops: of one with that many arrays the compiler makes no
  /// vectors.
  private void withConductances(
      double[] current, double[] conductance, double[] drive, int from, int to) {
    double[] free = scratch;
    double[] leakDrive = this.leakDrive;
    for (int i = from; i < to; i++) {
      free[i] = leakDrive[i] + drive[i] + current[i];
    }
    double[] v = this.v;
    double[] leak = this.leak;
    double[] stepOverC = this.stepOverC;
    for (int i = from; i < to; i++) {
      double x = (leak[i] + conductance[i]) * stepOverC[i];
      double even = 1 + x * x * (1.0 / 12);
      double odd = 0.5 * x;
      free[i] = (v[i] * (even - odd) + stepOverC[i] * free[i]) / (even + odd);
    }
  }

  /// Keeps refractory cells at the reset, the others get their new voltage, and counts down.
  private void hold(int from, int to) {
    double[] v = this.v;
    double[] free = scratch;
    double[] refractory = this.refractory;
    double[] resetTo = this.resetTo;
    for (int i = from; i < to; i++) {
      // 1 for a refractory cell and 0 otherwise: a branch would keep the loop from being
      // vectorised.
      double held = Math.min(refractory[i], 1);
      v[i] = held * resetTo[i] + (1 - held) * free[i];
    }
    for (int i = from; i < to; i++) {
      refractory[i] -= Math.min(refractory[i], 1);
    }
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (!(v[i] < threshold[i])) {
        if (Double.isNaN(v[i])) {
          throw notANumber("v", i, step, dtMs);
        }
        fired[at++] = i;
        v[i] = resetTo[i];
        refractory[i] = refractorySteps[i];
      }
    }
    return at - from;
  }

  @Override
  public String description() {
    return soma.hasConductance()
        ? "LIF, conductances held during the step, Padé [2/2] of the exponential"
        : "LIF, exact";
  }
}
