package cerulean.neuro;

/// Closed forms of what a leaky membrane makes of decaying currents within one step.
///
/// Each "held" factor is the constant current that leaves the membrane, after the step, at the same
/// voltage as the decaying one: response to the decaying current divided by the response to a
/// constant.
final class Responses {

  private Responses() {}

  /// For a current `e^(-t / tauMs)` into a membrane of time constant `membraneMs`.
  static double heldDecay(double membraneMs, double tauMs, double dtMs) {
    double rate = 1 / membraneMs - 1 / tauMs;
    // (e^(rate h) - 1) / rate, with its limit where the time constants agree.
    double response = rate == 0 ? dtMs : Math.expm1(dtMs * rate) / rate;
    return held(response, membraneMs, dtMs);
  }

  /// For a current `t e^(-t / tauMs)` into a membrane of time constant `membraneMs`.
  static double heldRamp(double membraneMs, double tauMs, double dtMs) {
    return held(ramp(1 / membraneMs - 1 / tauMs, dtMs), membraneMs, dtMs);
  }

  private static double held(double response, double membraneMs, double dtMs) {
    double e = -Math.expm1(-dtMs / membraneMs);
    return (1 - e) * response / (membraneMs * e);
  }

  /// The integral of `t e^(rate t)` from 0 to `h`.
  ///
  /// Near 0 the closed form loses its digits, so there it is the series `h^2 sum of (rate h)^k /
  /// (k! (k + 2))`, whose terms beyond the 20th are below 1e-24 for `|rate h| < 1/2`.
  static double ramp(double rate, double h) {
    double x = rate * h;
    if (Math.abs(x) >= 0.5) {
      return (h * Math.exp(x) - Math.expm1(x) / rate) / rate;
    }
    double power = 1;
    double sum = 0;
    for (int k = 0; k < 20; k++) {
      sum += power / (k + 2);
      power *= x / (k + 1);
    }
    return h * h * sum;
  }
}
