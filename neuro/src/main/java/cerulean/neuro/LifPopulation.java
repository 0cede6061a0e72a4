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
/// | `refractory` | 0 | steps that the voltage is still held at the reset; call [#changed] after writing |
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

  /// Whether all cells have one membrane: a loop with numbers instead of arrays is twice as fast.
  private boolean sameMembrane;

  private final Refractory held;

  private LifPopulation(int size, LifParameters cell) {
    super(size);
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
    held = new Refractory(refractory);
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
    sameMembrane = same(tau) && same(capacitance) && same(rest);
    held.find();
  }

  private static boolean same(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return values.length > 0;
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
    double[] current = soma.current();
    if (soma.hasConductance()) {
      double[] g = soma.conductance();
      double[] drive = soma.drive();
      if (sameMembrane) {
        LifKernels.withConductances(
            current, g, drive, leak[0], leakDrive[0], stepOverC[0], v, from, to);
      } else {
        // Nobody reads the drive after this: the next step adds it up anew.
        LifKernels.addDrive(current, leakDrive, drive, from, to);
        LifKernels.withConductances(g, drive, leak, stepOverC, v, from, to);
      }
    } else if (sameMembrane) {
      LifKernels.withCurrents(current, rest[0], resistance[0], decay[0], v, from, to);
    } else {
      LifKernels.withCurrents(current, rest, resistance, decay, v, from, to);
    }
    held.keep(v, resetTo, from, to);
    return reset(step, dtMs, from, to, fired);
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    double[] v = this.v;
    double[] threshold = this.threshold;
    int at = from;
    for (int i = from; i < to; i++) {
      if (!(v[i] < threshold[i])) {
        if (Double.isNaN(v[i])) {
          throw notANumber("v", i, step, dtMs);
        }
        fired[at++] = i;
        v[i] = resetTo[i];
        held.hold(i, refractorySteps[i]);
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
