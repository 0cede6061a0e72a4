package cerulean.tensor.kernel;

/// The error function, its complement and its inverse (DLMF 7.2).
///
/// The polynomials are Chebyshev interpolants of the functions named beside them, computed with 60
/// digits and written in powers; truncation is below `1e-17` of the result everywhere. The variable
/// `(x - 3) / (x + 3)` is that of Shepherd & Laframboise, "Chebyshev approximation of (1 + 2x)
/// exp(x^2) erfc x in 0 <= x < infinity", Math. Comp. 36 (1981). Error bounds count units of the
/// last place (ulp) of the result and were measured against 60-digit values.
public final class ErrorFunctions {

  private static final double INVERSE_SQRT_PI = 0.5641895835477563;

  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  /// `sqrt(pi) / 2` in two parts, the second being the rounding error of the first.
  private static final double HALF_SQRT_PI = 0.886226925452758;

  private static final double HALF_SQRT_PI_LOW = -3.8332932499128993e-17;

  /// Up to here `erf` has its own polynomial.
  private static final double NEAR = 0.75;

  /// From here on `erfc` is below half an ulp of 1.
  private static final double ERF_IS_ONE = 6;

  private static final double E_TO_MINUS_700 = 9.85967654375977e-305;

  /// From here on `erfc` is below half of the smallest double.
  private static final double ERFC_IS_ZERO = 27.3;

  /// `erf(x) / x - 1` in `x^2`, for `x <= 0.75`.
  private static final double[] NEAR_ZERO = {
    0.1283791670955126,
    -0.37612638903183754,
    0.11283791670955087,
    -0.026866170645118446,
    0.005223977625222192,
    -0.0008548327001135946,
    0.00012055331545294116,
    -1.4925589383821143e-05,
    1.646038320985815e-06,
    -1.63332293434337e-07,
    1.4413879289095029e-08,
    -9.502840894774706e-10
  };

  /// `e^(x^2) erfc(x)` at 1.25.
  private static final double AT_ONE_AND_A_QUARTER = 0.3678229164523611;

  /// `(e^(x^2) erfc(x) - AT_ONE_AND_A_QUARTER) / t` in `t = (x - 1.25) / (x + 1.25)`, for `0.75 <=
  /// x <= 2`.
  private static final double[] AROUND_ONE = {
    -0.5220546899115246,
    0.14541763194221738,
    0.028229416359890385,
    -0.013800420609214648,
    -0.007730661442520399,
    -3.931470421054052e-05,
    0.0016411746334089323,
    0.000816332800982339,
    2.78791929180281e-05,
    -0.00020752588013456705,
    -0.00014292280229451652,
    -3.480186868613478e-05,
    2.269689340340341e-05,
    2.511818691562736e-05
  };

  /// `e^(x^2) erfc(x)` at 3.
  private static final double AT_THREE = 0.17900115118138996;

  /// `(e^(x^2) erfc(x) - AT_THREE) / t` in `t = (x - 3) / (x + 3)`, for `2 <= x <= 4`.
  private static final double[] AROUND_THREE = {
    -0.3262335600430372,
    0.24560380171233098,
    -0.1501159365007789,
    0.0716658371979234,
    -0.024392499318295464,
    0.004269136343381414,
    0.0007077464129470202,
    -0.000597062881781027,
    4.5255053348606714e-05,
    6.409482977495112e-05,
    -1.2778096602847505e-05,
    -8.541599973139636e-06
  };

  /// `(sqrt(pi) x e^(x^2) erfc(x) - 1) / v` in `v = 1 / x^2`, for `x >= 4`.
  private static final double[] TAIL = {
    -0.5,
    0.7499999999998078,
    -1.8749999997683513,
    6.562499888985968,
    -29.53122190736748,
    162.41755120765248,
    -1055.302324321468,
    7886.859182317291,
    -65701.22230029559,
    578168.5946988681,
    -4930746.006604222,
    36521513.72868084,
    -207675883.3430929,
    774078642.9698492,
    -1384793411.6990204
  };

  /// Giles, "Approximating the erfinv function", GPU Computing Gems Jade (2012), table for single
  /// precision: `erfinv(y) / y` in `w - 2.5` for `w = -ln(1 - y^2) < 5`.
  private static final double[] INVERSE_CENTRE = {
    1.50140941,
    0.246640727,
    -0.00417768164,
    -0.00125372503,
    0.00021858087,
    -4.39150654e-06,
    -3.5233877e-06,
    3.43273939e-07,
    2.81022636e-08
  };

  /// The same in `sqrt(w) - 3` for `w >= 5`.
  private static final double[] INVERSE_TAIL = {
    2.83297682,
    1.00167406,
    0.00943887047,
    -0.0076224613,
    0.00573950773,
    -0.00367342844,
    0.00134934322,
    0.000100950558,
    -0.000200214257
  };

  private ErrorFunctions() {}

  /// Returns the error function `2 / sqrt(pi)` times the integral of `e^(-t^2)` from 0 to `x`, at
  /// most 1.3 ulp off.
  ///
  /// Odd, so that `-0` stays `-0`; `-1` and `1` at the infinities.
  public static double erf(double x) {
    double a = Math.abs(x);
    if (a < NEAR) {
      return nearZero(x);
    }
    if (a >= ERF_IS_ONE) {
      return Math.copySign(1, x);
    }
    return Math.copySign(1 - farFromZero(a), x); // NaN passes through
  }

  /// Returns `1 - erf(x)`, at most 2.5 ulp off also where it is tiny.
  ///
  /// 2 at `-Infinity`; subnormal from 26.55 on and zero from 27.3 on.
  public static double erfc(double x) {
    if (x >= NEAR) {
      return x >= ERFC_IS_ZERO ? 0 : farFromZero(x);
    }
    if (x > 0.25) {
      // 1/2 - (erf(x) - 1/2), where x - 1/2 is exact: no cancellation is left.
      return 0.5 - ((x - 0.5) + x * Polynomial.at(x * x, NEAR_ZERO));
    }
    if (x > -NEAR) {
      return 1 - nearZero(x);
    }
    return x <= -ERF_IS_ONE ? 2 : 2 - farFromZero(-x);
  }

  /// Returns the number whose error function is `y`, at most 2 ulp off.
  ///
  /// Infinite at `-1` and `1`, NaN outside; `-0` stays `-0`.
  public static double erfinv(double y) {
    double a = Math.abs(y);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    if (a < 0x1p-28) {
      // The next term of the series is pi / 12 y^2 of the first.
      return Math.copySign(Math.fma(a, HALF_SQRT_PI, a * HALF_SQRT_PI_LOW), y);
    }
    double w = -Math.log((1 - a) * (1 + a));
    double x;
    if (w < 5) {
      x = a * Polynomial.at(w - 2.5, INVERSE_CENTRE);
    } else if (w < 16) {
      x = a * Polynomial.at(Math.sqrt(w) - 3, INVERSE_TAIL);
    } else {
      // Beyond single precision: erfc(x) is near e^(-x^2) / (x sqrt(pi)), three digits of x.
      double log = -Math.log(1 - a);
      x = halley(Math.sqrt(log - 0.5 * Math.log(Math.PI * log)), a);
    }
    // Halley's method triples the digits.
    return Math.copySign(halley(x, a), y);
  }

  /// One step of Halley's method for `erf(x) = y`; the second derivative is `-2 x` times the first.
  private static double halley(double x, double y) {
    // Each difference is of two close numbers and thus exact; above 1/2 so is 1 - y.
    double excess = y < 0.5 ? erf(x) - y : (1 - y) - erfc(x);
    double newton = excess / (TWO_OVER_SQRT_PI * Math.exp(-x * x));
    return x - newton / (1 + x * newton);
  }

  /// `erf(x)` for `|x| < 0.75`, at most 0.7 ulp off: the polynomial adds at most 13 percent to x.
  private static double nearZero(double x) {
    return x + x * Polynomial.at(x * x, NEAR_ZERO);
  }

  /// `erfc(x)` for `0.75 <= x <= 27.3`, as `e^(-x^2) (head + tail) / divisor`.
  ///
  /// The tail takes what rounding would lose: the low half of `x^2`, since `e^(-x^2) = e^(-square)
  /// (1 - squareLow)`.
  private static double farFromZero(double x) {
    double square = x * x;
    double squareLow = Math.fma(x, x, -square);
    double divisor = 1;
    double head;
    double tail;
    if (x < 2) {
      double t = (x - 1.25) / (x + 1.25);
      head = AT_ONE_AND_A_QUARTER;
      tail = t * Polynomial.at(t, AROUND_ONE);
    } else if (x < 4) {
      double t = (x - 3) / (x + 3);
      head = AT_THREE;
      tail = t * Polynomial.at(t, AROUND_THREE);
    } else {
      double v = 1 / square;
      head = INVERSE_SQRT_PI;
      tail = head * v * Polynomial.at(v, TAIL);
      divisor = x;
    }
    tail -= (head + tail) * squareLow;
    if (square < 700) {
      double power = Math.exp(-square);
      return Math.fma(power, head, power * tail) / divisor;
    }
    // e^(-x^2) is subnormal from 708 on and would lose digits before the last step.
    double power = Math.exp(700 - square);
    return Math.fma(power, head, power * tail) / divisor * E_TO_MINUS_700;
  }
}
