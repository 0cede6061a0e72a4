package cerulean.neuro;

import java.util.Arrays;

/// Cells of Hodgkin and Huxley (1952): sodium, potassium and leak.
///
///     C v' = g_Na m^3 h (E_Na - v) + g_K n^4 (E_K - v) + g_L (E_L - v) + I + sum of g (E - v)
///     x'   = alpha_x(v) (1 - x) - beta_x(v) x       for x = m, h, n
///
///     alpha_m = 0.1 (v + 40) / (1 - e^(-(v + 40) / 10)),    beta_m = 4 e^(-(v + 65) / 18)
///     alpha_h = 0.07 e^(-(v + 65) / 20),                    beta_h = 1 / (1 + e^(-(v + 35) / 10))
///     alpha_n = 0.01 (v + 55) / (1 - e^(-(v + 55) / 10)),   beta_n = 0.125 e^(-(v + 65) / 80)
///
/// Parameters: [HodgkinHuxleyParameters]; as arrays by the same names.
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `v` | -65 | membrane voltage in mV |
/// | `m`, `h`, `n` | at rest for -65 mV | gates, 0 to 1 |
///
/// One compartment, `soma`; currents are in pA, conductances in nS.
///
/// **Spike.** A cell has fired in a step whose end is the first at or above 0 mV; there is no reset.
///
/// **Integration** is exponential Euler: v with the gates held, exactly, then the gates with the new v held,
/// exactly. So the gates stand half a step later than v: as such v has order 2 if the gates are at
/// rest at the start, gates and voltage at the same time have order 1. Stable for every step, faithful up
/// to 0.05 ms.
public final class HodgkinHuxleyPopulation extends Population {

  private static final double START_MV = -65;

  private final double[] capacitance = addParameter("capacitancePf");
  private final double[] sodium = addParameter("sodiumNs");
  private final double[] potassium = addParameter("potassiumNs");
  private final double[] leak = addParameter("leakNs");
  private final double[] sodiumMv = addParameter("sodiumMv");
  private final double[] potassiumMv = addParameter("potassiumMv");
  private final double[] leakMv = addParameter("leakMv");

  private final double[] v = addState("v");
  private final double[] m = addState("m");
  private final double[] h = addState("h");
  private final double[] n = addState("n");
  private final Compartment soma = addCompartment("soma", v, "pA").withConductances();
  private final double[] conductance = soma.conductance();
  private final double[] drive = soma.drive();
  private final double[] before;

  private HodgkinHuxleyPopulation(int size, HodgkinHuxleyParameters cell) {
    super(size);
    before = new double[size];
    Arrays.fill(capacitance, cell.capacitancePf());
    Arrays.fill(sodium, cell.sodiumNs());
    Arrays.fill(potassium, cell.potassiumNs());
    Arrays.fill(leak, cell.leakNs());
    Arrays.fill(sodiumMv, cell.sodiumMv());
    Arrays.fill(potassiumMv, cell.potassiumMv());
    Arrays.fill(leakMv, cell.leakMv());
    for (int i = 0; i < size; i++) {
      v[i] = START_MV;
      m[i] = alphaM(START_MV) / (alphaM(START_MV) + betaM(START_MV));
      h[i] = alphaH(START_MV) / (alphaH(START_MV) + betaH(START_MV));
      n[i] = alphaN(START_MV) / (alphaN(START_MV) + betaN(START_MV));
    }
  }

  /// `size` cells of one kind, at rest.
  public static HodgkinHuxleyPopulation of(int size, HodgkinHuxleyParameters cell) {
    return new HodgkinHuxleyPopulation(size, cell);
  }

  @Override
  protected void prepare(double dtMs) {
    requireAbove0("capacitancePf");
    requireAtLeast0("sodiumNs");
    requireAtLeast0("potassiumNs");
    requireAbove0("leakNs");
    requireFinite("sodiumMv", "potassiumMv", "leakMv");
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    System.arraycopy(v, from, before, from, to - from);
    voltages(dtMs, soma.current(), from, to);
    gates(dtMs, from, to);
    int at = from;
    for (int i = from; i < to; i++) {
      if (!(v[i] < 0)) {
        if (Double.isNaN(v[i])) {
          throw notANumber("v", i, step, dtMs);
        }
        if (before[i] < 0) {
          fired[at++] = i;
        }
      }
    }
    return at - from;
  }

  private void voltages(double dtMs, double[] current, int from, int to) {
    for (int i = from; i < to; i++) {
      double square = n[i] * n[i];
      double na = sodium[i] * m[i] * m[i] * m[i] * h[i];
      double k = potassium[i] * square * square;
      double g = na + k + leak[i] + conductance[i];
      double in = na * sodiumMv[i] + k * potassiumMv[i] + leak[i] * leakMv[i];
      double end = (in + drive[i] + current[i]) / g;
      v[i] = end + (v[i] - end) * Math.exp(-dtMs * g / capacitance[i]);
    }
  }

  private void gates(double dtMs, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = v[i];
      m[i] = gate(m[i], alphaM(x), betaM(x), dtMs);
      h[i] = gate(h[i], alphaH(x), betaH(x), dtMs);
      n[i] = gate(n[i], alphaN(x), betaN(x), dtMs);
    }
  }

  private static double gate(double now, double alpha, double beta, double dtMs) {
    double rate = alpha + beta;
    double end = alpha / rate;
    return end + (now - end) * Math.exp(-dtMs * rate);
  }

  private static double alphaM(double v) {
    return ratio((v + 40) / 10);
  }

  private static double betaM(double v) {
    return 4 * Math.exp(-(v + 65) / 18);
  }

  private static double alphaH(double v) {
    return 0.07 * Math.exp(-(v + 65) / 20);
  }

  private static double betaH(double v) {
    return 1 / (1 + Math.exp(-(v + 35) / 10));
  }

  private static double alphaN(double v) {
    return 0.1 * ratio((v + 55) / 10);
  }

  private static double betaN(double v) {
    return 0.125 * Math.exp(-(v + 65) / 80);
  }

  /// `x / (1 - e^-x)`, 1 at 0.
  private static double ratio(double x) {
    return x == 0 ? 1 : -x / Math.expm1(-x);
  }

  @Override
  public String description() {
    return "Hodgkin-Huxley, exponential Euler, spike at 0 mV upwards";
  }
}
