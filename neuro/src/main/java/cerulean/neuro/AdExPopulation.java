package cerulean.neuro;

import java.util.Arrays;

/// Adaptive exponential integrate-and-fire cells (Brette & Gerstner 2005).
///
///     C v'     = -g_L (v - E_L) + g_L D_T e^((v - V_T) / D_T) - w + I
///     tau_w w' = a (v - E_L) - w
///
/// Parameters: [AdExParameters]; as arrays by the same names.
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `v` | E_L | membrane voltage in mV |
/// | `w` | 0 | adaptation current in pA |
///
/// One compartment, `soma`; currents are in pA. Conductances, in nS, are taken as currents with the
/// voltage at the start of the step.
///
/// **Spike and reset.** A cell at or above `peakMv` after a step has fired in that step; then v = V_r and w = w
/// + b. In both equations v counts at most as the peak: in the step of a spike it overshoots by orders of
/// magnitude, which must not leak into w.
///
/// **Integration** by one of the [AdExScheme]s.
public final class AdExPopulation extends Population {

  private final AdExScheme scheme;
  private final double[] capacitance = addParameter("capacitancePf");
  private final double[] leak = addParameter("leakNs");
  private final double[] rest = addParameter("restMv");
  private final double[] threshold = addParameter("thresholdMv");
  private final double[] slope = addParameter("slopeMv");
  private final double[] adaptationMs = addParameter("adaptationMs");
  private final double[] a = addParameter("a");
  private final double[] jump = addParameter("jumpPa");
  private final double[] resetTo = addParameter("resetMv");
  private final double[] peak = addParameter("peakMv");

  private final double[] v = addState("v");
  private final double[] w = addState("w");
  private final Compartment soma = addCompartment("soma", v, "pA");

  private AdExPopulation(int size, AdExParameters cell, AdExScheme scheme) {
    super(size);
    this.scheme = scheme;
    Arrays.fill(capacitance, cell.capacitancePf());
    Arrays.fill(leak, cell.leakNs());
    Arrays.fill(rest, cell.restMv());
    Arrays.fill(threshold, cell.thresholdMv());
    Arrays.fill(slope, cell.slopeMv());
    Arrays.fill(adaptationMs, cell.adaptationMs());
    Arrays.fill(a, cell.a());
    Arrays.fill(jump, cell.jumpPa());
    Arrays.fill(resetTo, cell.resetMv());
    Arrays.fill(peak, cell.peakMv());
    Arrays.fill(v, cell.restMv());
  }

  /// `size` cells of one kind, integrated by Euler.
  public static AdExPopulation of(int size, AdExParameters cell) {
    return of(size, cell, AdExScheme.EULER);
  }

  /// `size` cells of one kind, integrated by `scheme`.
  public static AdExPopulation of(int size, AdExParameters cell, AdExScheme scheme) {
    return new AdExPopulation(size, cell, scheme);
  }

  /// How the cells are integrated.
  public AdExScheme scheme() {
    return scheme;
  }

  @Override
  protected void prepare(double dtMs) {
    requireAbove0("capacitancePf");
    requireAbove0("leakNs");
    requireAbove0("slopeMv");
    requireAbove0("adaptationMs");
    requireFinite("restMv", "thresholdMv", "a", "jumpPa", "resetMv", "peakMv");
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    switch (scheme) {
      case EULER -> euler(dtMs, soma.current(), from, to);
      case RUNGE_KUTTA_4 -> rungeKutta(dtMs, soma.current(), from, to);
    }
    return reset(step, dtMs, from, to, fired);
  }

  private void euler(double h, double[] current, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = v[i];
      double y = w[i];
      v[i] = x + h * voltageRate(i, x, y, current[i]);
      w[i] = y + h * adaptationRate(i, x, y);
    }
  }

  private void rungeKutta(double h, double[] current, int from, int to) {
    double half = 0.5 * h;
    double sixth = h / 6;
    for (int i = from; i < to; i++) {
      double x = v[i];
      double y = w[i];
      double in = current[i];
      double v1 = voltageRate(i, x, y, in);
      double w1 = adaptationRate(i, x, y);
      double v2 = voltageRate(i, x + half * v1, y + half * w1, in);
      double w2 = adaptationRate(i, x + half * v1, y + half * w1);
      double v3 = voltageRate(i, x + half * v2, y + half * w2, in);
      double w3 = adaptationRate(i, x + half * v2, y + half * w2);
      double v4 = voltageRate(i, x + h * v3, y + h * w3, in);
      double w4 = adaptationRate(i, x + h * v3, y + h * w3);
      v[i] = x + sixth * (v1 + 2 * (v2 + v3) + v4);
      w[i] = y + sixth * (w1 + 2 * (w2 + w3) + w4);
    }
  }

  private double voltageRate(int i, double x, double y, double in) {
    double cut = Math.min(x, peak[i]);
    double rise = slope[i] * Math.exp((cut - threshold[i]) / slope[i]);
    return (leak[i] * (rise - (cut - rest[i])) - y + in) / capacitance[i];
  }

  private double adaptationRate(int i, double x, double y) {
    return (a[i] * (Math.min(x, peak[i]) - rest[i]) - y) / adaptationMs[i];
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (!(v[i] < peak[i])) {
        if (Double.isNaN(v[i])) {
          throw notANumber("v", i, step, dtMs);
        }
        fired[at++] = i;
        v[i] = resetTo[i];
        w[i] += jump[i];
      }
    }
    return at - from;
  }

  @Override
  public String description() {
    return "AdEx, " + scheme + ", reset at the peak";
  }
}
