package cerulean.testing;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Tests of samples against distributions, and the special functions they need.
///
/// Formulas are those of the NIST Digital Library of Mathematical Functions (DLMF); nothing is
/// shared with the methods under test.
public final class GoodnessOfFit {

  private GoodnessOfFit() {}

  /// Probability that a sample of this distribution lies at least as far from it as `sample` does,
  /// by Kolmogorov and Smirnov. The asymptotic series, with Stephens' correction for finite samples
  /// (J. Royal Statistical Society B 32, 1970).
  public static double kolmogorovSmirnov(double[] sample, DoubleUnaryOperator distribution) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = distribution.applyAsDouble(sorted[i]);
      if (!(p >= -1e-12 && p <= 1 + 1e-12)) {
        throw new AssertionError("no probability: " + p + " at " + sorted[i]);
      }
      distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
    }
    double x = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int j = 1; j <= 100; j++) {
      sum += (j % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * j * j * x * x);
    }
    return sum;
  }

  /// Probability that counts with these expectations differ from them at least as much as `counts`
  /// do, by Pearson's chi square. Expectations below 5 are a fault of the test.
  public static double chiSquare(long[] counts, double[] expected) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (!(expected[i] >= 5)) {
        throw new AssertionError("expectation " + expected[i] + " of bin " + i + " is below 5");
      }
      double gap = counts[i] - expected[i];
      sum += gap * gap / expected[i];
    }
    return 1 - gammaLower((counts.length - 1) / 2.0, sum / 2);
  }

  /// `log Gamma(x)` for `x > 0`: Stirling's series from 15 on (DLMF 5.11.1), before by the
  /// recurrence.
  public static double logGamma(double x) {
    double product = 1;
    double y = x;
    while (y < 15) {
      product *= y;
      y++;
    }
    double square = y * y;
    double series =
        (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / y;
    return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
  }

  /// The distribution function of the gamma distribution of scale 1, `P(a, x)`: the series DLMF
  /// 8.11.4, or 1 less [#gammaUpper].
  public static double gammaLower(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    if (x >= a + 1) {
      return 1 - gammaUpper(a, x);
    }
    double term = 1;
    double sum = 1;
    for (double k = a + 1; term > 1e-17 * sum; k++) {
      term *= x / k;
      sum += term;
    }
    return sum * Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  }

  /// `1 - P(a, x)` with small relative error in the tail: the continued fraction DLMF 8.9.2 or 1
  /// less [#gammaLower].
  public static double gammaUpper(double a, double x) {
    if (x < a + 1) {
      return 1 - gammaLower(a, x);
    }
    Fraction fraction = new Fraction(x + 1 - a);
    for (int k = 1; fraction.moves(); k++) {
      fraction.append(k * (a - k), x + 2 * k + 1 - a);
    }
    return Math.exp(a * Math.log(x) - x - logGamma(a)) / fraction.value;
  }

  /// The distribution function of the beta distribution, `I_x(a, b)`: the continued fraction DLMF
  /// 8.17.22, on the side where it converges fast.
  public static double betaLower(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - betaLower(b, a, 1 - x);
    }
    Fraction fraction = new Fraction(1);
    for (int m = 1; fraction.moves(); m++) {
      fraction.append(-(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1)), 1);
      fraction.append(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1);
    }
    double logFactor =
        a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a + 1) - logGamma(b);
    return Math.exp(logFactor) / fraction.value;
  }

  /// The distribution function of the standard normal distribution.
  public static double normalLower(double x) {
    if (Double.isInfinite(x)) {
      return x < 0 ? 0 : 1;
    }
    double half = 0.5 * gammaUpper(0.5, x * x / 2);
    return x < 0 ? half : 1 - half;
  }

  /// `P(Z > x) / P(Z > a)` for a standard normal `Z` and `0 <= a <= x`, also where both underflow:
  /// quotient of densities times quotient of Mills' ratios (Laplace's continued fraction, DLMF
  /// 7.9.3).
  public static double normalTailRatio(double a, double x) {
    if (a < 2) {
      return gammaUpper(0.5, x * x / 2) / gammaUpper(0.5, a * a / 2);
    }
    return Math.exp(-0.5 * (x - a) * (x + a)) * mills(x) / mills(a);
  }

  private static double mills(double x) {
    Fraction fraction = new Fraction(x);
    for (int k = 1; fraction.moves(); k++) {
      fraction.append(k, x);
    }
    return 1 / fraction.value;
  }

  /// The continued fraction `b0 + a1 / (b1 + a2 / (b2 + ...))`, from the near end by Lentz' method
  /// as modified by Thompson & Barnett (DLMF 3.10(iii)).
  private static final class Fraction {

    private double value;
    private double above;
    private double below;
    private double factor;

    Fraction(double b0) {
      value = b0;
      above = b0;
    }

    void append(double a, double b) {
      below = 1 / (b + a * below);
      above = b + a / above;
      factor = above * below;
      value *= factor;
    }

    /// Whether the last term changed the value.
    boolean moves() {
      return Math.abs(factor - 1) > 1e-15;
    }
  }
}
