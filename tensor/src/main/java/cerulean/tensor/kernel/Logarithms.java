package cerulean.tensor.kernel;

/// Logarithms of numbers that are known to more than 53 bits.
///
/// An inverse hyperbolic function is the logarithm of something that is itself rounded; taking the
/// logarithm of a sum `hi + lo` keeps that rounding out of the result. Error bounds count units of
/// the last place (ulp) of the result and were measured against 60-digit values.
public final class Logarithms {

  /// `ln 2` in two parts; the high one has 21 zero bits at its end, so that a product with an
  /// exponent is exact.
  private static final double LN2_HIGH = 0x1.62e42feep-1;

  private static final double LN2_LOW = 1.9082149292705877e-10;

  /// `1 / ln 2` in two parts, the second being the rounding error of the first.
  private static final double INVERSE_LN2 = 1.4426950408889634;

  private static final double INVERSE_LN2_LOW = 2.0355273740931033e-17;

  private static final double SQRT2 = 1.4142135623730951;

  private static final double TWO_TO_54 = 0x1p54;

  /// Taylor coefficients of `(artanh(s) / s - 1) / s^2` in `s^2`. With `s^2 <= 0.0295` the first
  /// one left out is below `2^-63` of the sum.
  private static final double[] ARTANH = {
    1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21,
    1.0 / 23
  };

  private Logarithms() {}

  /// Returns the logarithm of `x` to base 2, at most 0.52 ulp off and exact at powers of two.
  ///
  /// NaN below zero, `-Infinity` at both zeros.
  public static double log2(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return Math.log(x); // the same special values for every base
    }
    if (x < Double.MIN_NORMAL) {
      return log(x * TWO_TO_54, 0, -54, 1, 0, INVERSE_LN2, INVERSE_LN2_LOW);
    }
    return log(x, 0, 0, 1, 0, INVERSE_LN2, INVERSE_LN2_LOW);
  }

  /// Returns `ln((high + low) 2^power)`, at most 0.52 ulp off, for normal and finite `high > 0` and
  /// `|low|` of at most one ulp of it.
  static double ln(double high, double low, int power) {
    return log(high, low, power, LN2_HIGH, LN2_LOW, 1, 0);
  }

  /// Returns `(power + e) unit + factor ln m` where `high + low = m 2^e` and `m` is within
  /// `[sqrt(1/2), sqrt(2)]`; unit and factor are two-part constants that choose the base.
  ///
  /// `ln m = 2 artanh(s)` with `s = (m - 1) / (m + 1)` (DLMF 4.6.4 and 4.37.24). The leading term
  /// `2 s` is carried in two parts; all others together are below one percent of it, so their
  /// rounding hardly counts.
  private static double log(
      double high,
      double low,
      int power,
      double unit,
      double unitLow,
      double factor,
      double factorLow) {
    int exponent = Math.getExponent(high);
    double m = Double.longBitsToDouble(Double.doubleToRawLongBits(high) - ((long) exponent << 52));
    if (m > SQRT2) {
      m *= 0.5;
      exponent++;
    }
    double mLow = low == 0 ? 0 : Math.scalb(low, -exponent);
    double f = (m - 1) + mLow;
    double fLow = ((m - 1) - f) + mLow;

    // s + sLow = (f + fLow) / (2 + f + fLow)
    double d = 2 + f;
    double dLow = ((2 - d) + f) + fLow;
    double s = f / d;
    double sLow = (Math.fma(-s, d, f) + fLow - s * dLow) / d;

    double square = s * s;
    double rest = 2 * (sLow + s * (square * Polynomial.at(square, ARTANH)));
    double term = 2 * s * factor;
    double termLow = Math.fma(2 * s, factor, -term) + 2 * s * factorLow + rest * factor;
    double whole = (exponent + power) * unit;
    double sum = whole + term;
    // The error of the sum, without knowing which part is the larger (Knuth, TAOCP 2, 4.2.2).
    double part = sum - whole;
    double sumLow = (whole - (sum - part)) + (term - part);
    return sum + (sumLow + termLow + (exponent + power) * unitLow);
  }
}
