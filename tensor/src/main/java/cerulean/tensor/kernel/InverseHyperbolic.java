package cerulean.tensor.kernel;

/// Inverse hyperbolic functions by their logarithmic forms (DLMF 4.37.16 to 4.37.24), with the
/// argument of the logarithm carried in two doubles.
///
/// Error bounds count units of the last place (ulp) of the result and were measured against
/// 60-digit values.
public final class InverseHyperbolic {

  /// Below this the series of two terms is exact to `2^-75`.
  private static final double SMALL = 0x1p-20;

  /// Above this `sqrt(x^2 +- 1) = x` to `2^-59`.
  private static final double LARGE = 0x1p29;

  private InverseHyperbolic() {}

  /// Returns the inverse hyperbolic sine `ln(x + sqrt(x^2 + 1))`, at most 0.6 ulp off.
  ///
  /// Odd, so that `-0` stays `-0`; infinite at the infinities.
  public static double asinh(double x) {
    double a = Math.abs(x);
    if (!(a < Double.POSITIVE_INFINITY)) {
      return x;
    }
    if (a < SMALL) {
      return Math.copySign(a - a * (a * a / 6), x);
    }
    if (a > LARGE) {
      return Math.copySign(Logarithms.ln(a, 0, 1), x);
    }
    double square = a * a;
    double radicand = 1 + square;
    double larger = Math.max(1, square);
    double smaller = Math.min(1, square);
    double radicandLow = ((larger - radicand) + smaller) + Math.fma(a, a, -square);
    double root = Math.sqrt(radicand);
    double rootLow = (Math.fma(-root, root, radicand) + radicandLow) / (2 * root);
    double u = root + a;
    double uLow = ((root - u) + a) + rootLow;
    return Math.copySign(Logarithms.ln(u, uLow, 0), x);
  }

  /// Returns the inverse hyperbolic cosine `ln(x + sqrt(x^2 - 1))`, at most 0.6 ulp off; NaN below
  /// 1.
  public static double acosh(double x) {
    if (!(x > 1)) {
      return x == 1 ? 0 : Double.NaN;
    }
    if (x > LARGE) {
      return x == Double.POSITIVE_INFINITY ? x : Logarithms.ln(x, 0, 1);
    }
    double square = x * x;
    double radicand = square - 1;
    double radicandLow = ((square - radicand) - 1) + Math.fma(x, x, -square);
    double root = Math.sqrt(radicand);
    double rootLow = (Math.fma(-root, root, radicand) + radicandLow) / (2 * root);
    double u = x + root;
    double uLow = ((x - u) + root) + rootLow;
    return Logarithms.ln(u, uLow, 0);
  }

  /// Returns the inverse hyperbolic tangent `ln((1 + x) / (1 - x)) / 2`, at most 0.6 ulp off.
  ///
  /// Odd, so that `-0` stays `-0`; infinite at `-1` and `1`; NaN outside.
  public static double atanh(double x) {
    double a = Math.abs(x);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
    }
    if (a < SMALL) {
      return Math.copySign(a + a * (a * a / 3), x);
    }
    double above = 1 + a;
    double aboveLow = (1 - above) + a;
    double below = 1 - a;
    double belowLow = (1 - below) - a;
    double q = above / below;
    double qLow = (Math.fma(-q, below, above) + aboveLow - q * belowLow) / below;
    return Math.copySign(0.5 * Logarithms.ln(q, qLow, 0), x);
  }
}
