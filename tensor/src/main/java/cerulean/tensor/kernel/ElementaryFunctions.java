package cerulean.tensor.kernel;

/// Elementary functions that [Math] lacks.
///
/// Error bounds count units of the last place (ulp) of the result and were measured against
/// 60-digit values. NaN in gives NaN out unless stated.
public final class ElementaryFunctions {

  private static final double LN2 = 0.6931471805599453;

  /// `ln 2 - LN2`.
  private static final double LN2_LOW = 2.3190468138462996e-17;

  /// `pi - Math.PI`.
  private static final double PI_LOW = 1.2246467991473532e-16;

  private ElementaryFunctions() {}

  /// Returns `x^y` of the JDK, at most 1 ulp off, with IEEE 754's results where the JDK has NaN: 1
  /// for `1^y` whatever `y`, and for `(-1)^y` with `y` infinite.
  public static double pow(double x, double y) {
    boolean one = x == 1 || (x == -1 && Double.isInfinite(y));
    return one ? 1 : Math.pow(x, y);
  }

  /// Returns `2^x`, at most 1 ulp off (2 in results below [Double#MIN_NORMAL]) and exact at
  /// integers.
  public static double exp2(double x) {
    if (!(x < 1024)) {
      return x + Double.POSITIVE_INFINITY; // NaN stays NaN
    }
    if (x < -1076) {
      return 0;
    }
    double whole = Math.rint(x);
    double rest = x - whole;
    // e^(high + low) = e^high (1 + low), as the product rest * ln 2 does not fit one double.
    double high = rest * LN2;
    double low = Math.fma(rest, LN2, -high) + rest * LN2_LOW;
    double power = Math.exp(high);
    return Math.scalb(power + power * low, (int) whole);
  }

  /// Returns `1 / sqrt(x)`, at most 1.5 ulp off: infinite with the sign of `x` at zero, NaN below.
  public static double rsqrt(double x) {
    return 1 / Math.sqrt(x);
  }

  /// Returns `sin(pi x)`, at most 1.1 ulp off however large `x` is.
  ///
  /// Exactly zero at integers, with the sign of `x`; NaN at the infinities.
  public static double sinPi(double x) {
    double a = Math.abs(x);
    if (!(a < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    double r = Math.abs(a - 2 * Math.rint(a / 2)); // the distance to an even integer, exact
    double sign = a - 2 * Math.floor(a / 2) > 1 ? -x : x; // integers keep the sign of x
    if (r > 0.5) {
      r = 1 - r;
    }
    double y = r <= 0.25 ? r : 0.5 - r;
    double high = y * Math.PI;
    double low = Math.fma(y, Math.PI, -high) + y * PI_LOW;
    // sin(h + l) = sin h + l cos h; l is so small that cos h need not be better than 3 percent.
    double result =
        r <= 0.25 ? Math.sin(high) + low * (1 - 0.5 * high * high) : Math.cos(high) - low * high;
    return Math.copySign(result, sign);
  }

  /// Returns `sin(pi x) / (pi x)`, 1 at zero, at most 2.5 ulp off.
  ///
  /// Exactly zero at all other integers. NaN at the infinities, as in NumPy and PyTorch.
  public static double sinc(double x) {
    double y = Math.PI * x;
    if (Math.abs(x) > 0.25) {
      double sine = sinPi(x);
      if (sine == 0) {
        return 0; // where y may overflow
      }
      double low = Math.fma(x, Math.PI, -y) + x * PI_LOW;
      double quotient = sine / y;
      return quotient - quotient * (low / y);
    }
    // Here sin(y) / y hardly feels the rounding of y. Below 1e-9 it is 1 - 1.7e-18.
    return Math.abs(x) < 1e-9 ? 1 : Math.sin(y) / y;
  }

  /// Returns `ln(e^a + e^b)` without overflow.
  ///
  /// The error is at most 1 ulp of the largest of `|a|`, `|b|` and the result; where the result
  /// crosses zero its relative error has no bound. Two equal infinities give that infinity.
  public static double logaddexp(double a, double b) {
    if (a == b) {
      return a + LN2;
    }
    double difference = a - b;
    if (difference > 0) {
      return a + Math.log1p(Math.exp(-difference));
    }
    return b + Math.log1p(Math.exp(difference));
  }

  /// Returns `x ln y`, and 0 where `x` is 0 unless `y` is NaN.
  public static double xlogy(double x, double y) {
    return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log(y);
  }

  /// Returns `ln(1 + e^(beta x)) / beta`, or `x` itself where `beta x > threshold`.
  ///
  /// At most 2 ulp off (when `beta x` is exact); needs `beta > 0`. Never overflows, whatever the
  /// threshold.
  public static double softplus(double x, double beta, double threshold) {
    double scaled = beta * x;
    if (scaled > threshold) {
      return x;
    }
    return (Math.max(scaled, 0) + Math.log1p(Math.exp(-Math.abs(scaled)))) / beta;
  }

  /// Returns `ln(1 / (1 + e^-x))`, at most 2 ulp off.
  public static double logSigmoid(double x) {
    return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
  }
}
