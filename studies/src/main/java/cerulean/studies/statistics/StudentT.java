package cerulean.studies.statistics;

import cerulean.tensor.Special;
import cerulean.tensor.Tensor;

/// Student's t distribution.
public final class StudentT {

  /// Terms after which the fraction has converged for any degrees of freedom that seeds give; it
  /// needs about the root of them.
  private static final int MOST_TERMS = 10_000;

  private StudentT() {}

  /// The probability of a value of at most `t`, to about 1e-12 for up to a thousand degrees of
  /// freedom.
  ///
  /// @param degrees of freedom, positive
  public static double cdf(double t, double degrees) {
    if (!(degrees > 0)) {
      throw new IllegalArgumentException(
          "StudentT: degrees of freedom must be positive, got " + degrees);
    }
    if (Double.isInfinite(t)) {
      return t < 0 ? 0 : 1;
    }
    // P(|T| > |t|) = I_x(n/2, 1/2) with x = n / (n + t^2)
    double tails = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
    return t < 0 ? tails / 2 : 1 - tails / 2;
  }

  /// The value that is exceeded with probability `1 - p`.
  ///
  /// @param p in `(0, 1)`
  public static double quantile(double p, double degrees) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("StudentT: p must be in (0, 1), got " + p);
    }
    if (p < 0.5) {
      return -quantile(1 - p, degrees);
    }
    double low = 0;
    double high = 1;
    while (cdf(high, degrees) < p) {
      high *= 2;
    }
    // Halving ends when no double is between the two.
    for (double middle = (low + high) / 2; low < middle && middle < high; ) {
      if (cdf(middle, degrees) < p) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return high;
  }

  /// The regularised incomplete beta function `I_x(a, b)` by its continued fraction, evaluated from
  /// the front (Lentz 1976; NIST Handbook of Mathematical Functions, 8.17.22).
  private static double incompleteBeta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    // The fraction converges fast below this point; above it the other tail does.
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(1 - x, b, a);
    }
    double front =
        Math.exp(
            lgamma(a + b)
                - lgamma(a)
                - lgamma(b)
                + a * Math.log(x)
                + b * Math.log1p(-x)
                - Math.log(a));
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      double factor = d * c;
      value *= factor;
      if (Math.abs(factor - 1) < 0x1p-52) {
        break;
      }
    }
    return front * value;
  }

  private static double lgamma(double x) {
    return Special.lgamma(Tensor.scalar(x)).itemDouble();
  }
}
