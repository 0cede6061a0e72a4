package cerulean.neuro;

/// A cell with the shape of spike that the voltage rule was fitted with: AdEx with an
/// after-depolarisation, an adaptive threshold, and a voltage held at the peak for 2 ms, of the
/// parameters and in the order of events of NEST's test. Made to fire by jumps of 80 mV at the end
/// of given steps.
///
/// Runge-Kutta of fourth order, ten parts to a step.
final class ClopathCell extends Population {

  private static final double LEAK = 30;
  private static final double REST = -70.6;
  private static final double SLOPE = 2;
  private static final double PEAK = 33;
  private static final double RESET = REST + 21;
  private static final int HELD = 20;

  private final double[] jumpsMs;
  private final double[] v = addState("v");
  private final double[] y = {REST, 0, 0, -50.4};
  private int held;

  ClopathCell(double... jumpsMs) {
    super(1);
    this.jumpsMs = jumpsMs;
    addCompartment("soma", v, "pA");
    v[0] = REST;
  }

  /// Derivatives of voltage, adaptation current, after-depolarising current and threshold.
  private double[] slope(double[] at) {
    double voltage = held > 0 ? PEAK : Math.min(at[0], PEAK);
    double spike = LEAK * SLOPE * Math.exp((voltage - at[3]) / SLOPE);
    return new double[] {
      held > 0 ? 0 : (-LEAK * (voltage - REST) + spike - at[1] + at[2]) / 281,
      held > 0 ? 0 : (4 * (voltage - REST) - at[1]) / 144,
      -at[2] / 40,
      -(at[3] + 50.4) / 50
    };
  }

  private static double[] moved(double[] from, double[] slope, double by) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += by * slope[i];
    }
    return to;
  }

  private boolean jumpsIn(long step, double dtMs) {
    for (double jump : jumpsMs) {
      if (Math.abs((step + 1) * dtMs - jump) < 1e-6) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    boolean fires = false;
    boolean released = held == 1;
    double h = dtMs / 10;
    for (int part = 0; part < 10; part++) {
      double[] k1 = slope(y);
      double[] k2 = slope(moved(y, k1, h / 2));
      double[] k3 = slope(moved(y, k2, h / 2));
      double[] k4 = slope(moved(y, k3, h));
      for (int i = 0; i < y.length; i++) {
        y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
      if (!fires && held == 0 && y[0] >= PEAK) {
        fires = true;
        y[0] = PEAK;
        y[1] += 0.0805;
        y[2] = 400;
        y[3] = 30.4;
        held = HELD + 1;
      }
    }
    if (released) {
      y[0] = RESET;
    }
    held = Math.max(0, held - 1);
    if (held == 0 && jumpsIn(step, dtMs)) {
      y[0] += 80;
    }
    v[0] = y[0];
    fired[from] = 0;
    return fires ? 1 : 0;
  }
}
