package cerulean.tensor.kernel;

/// The logarithm of the gamma function and its derivative (DLMF 5.2).
///
/// Both use recurrence into an interval with a polynomial for small arguments, the asymptotic
/// series for large ones (as Bernardo, AS 103, Applied Statistics 25 (1976), does for digamma) and
/// reflection below zero. The polynomials are Chebyshev interpolants of the functions named beside
/// them, computed with 60 digits and written in powers; truncation is below `1e-17` of the result.
/// Error bounds count units of the last place (ulp) of the result and were measured against
/// 60-digit values.
public final class GammaFunctions {

  /// From here on eight terms of the asymptotic series suffice.
  private static final double ASYMPTOTIC = 10;

  /// From here on every double is an integer.
  private static final double ALL_INTEGERS = 0x1p52;

  /// `ln(2 pi) / 2 - 1 / 2`.
  private static final double HALF_LOG_TWO_PI_LESS_HALF = 0.4189385332046727;

  private static final double LOG_PI = 1.1447298858494002;

  /// Where the gamma function of positive numbers is least and digamma is zero; minus one, in two
  /// parts (DLMF 5.4.20).
  private static final double MINIMUM_LESS_ONE = 0.46163214496836236;

  private static final double MINIMUM_LESS_ONE_LOW = -1.5522348162858677e-17;

  private static final double LGAMMA_AT_MINIMUM = -0.12148629053584961;

  /// `lgamma(1 + z) / z` for `-0.3 <= z <= 0.25`.
  private static final double[] AT_ONE = {
    -0.5772156649015329,
    0.8224670334241131,
    -0.400685634386554,
    0.2705808084278825,
    -0.20738555101971953,
    0.16955717697516598,
    -0.1440498981418011,
    0.1255096715658394,
    -0.1113341595401981,
    0.10009937395902005,
    -0.09095869134732844,
    0.08335495622476262,
    -0.07681020523504192,
    0.07145759342516507,
    -0.06856934269183798,
    0.06146515894566288,
    -0.04235172942416915,
    0.06824514144601941,
    -0.11820639826377789
  };

  /// `(lgamma(1 + m + z) - lgamma(1 + m)) / z^2`, `m` the minimum less one, for `0.25 <= m + z <=
  /// 0.7`.
  private static final double[] AT_MINIMUM = {
    0.48383612272381044,
    -0.14758772299452239,
    0.06462494023913888,
    -0.032788541093261694,
    0.017970675056720214,
    -0.010314222241196573,
    0.006100541432213013,
    -0.003684627056619541,
    0.0022595461159435563,
    -0.001400215031366271,
    0.0008819823586911338,
    -0.000588982060610569,
    0.00033685475075401016
  };

  /// `lgamma(2 + z) / z` for `-0.3 <= z <= 0.5`.
  private static final double[] AT_TWO = {
    0.42278433509846713,
    0.3224670334241132,
    -0.06735230105319784,
    0.0205808084277826,
    -0.007385551028711944,
    0.0028905103309664394,
    -0.0011927539096578742,
    0.0005096695128488303,
    -0.0002231548057992897,
    9.945783684478007e-05,
    -4.492584905626761e-05,
    2.050260373487692e-05,
    -9.437308642194982e-06,
    4.405608977390469e-06,
    -2.0915785644812208e-06,
    9.042641952002226e-07,
    -2.3608925677363613e-07
  };

  /// `digamma(1 + m + z) / z`, `m` the minimum less one, for `0 <= m + z <= 1`.
  private static final double[] DIGAMMA = {
    0.9676722454476212,
    -0.4427631689835921,
    0.2584997609556486,
    -0.16394270544241185,
    0.1078240506916922,
    -0.07219956125611147,
    0.048804288134436574,
    -0.03316112647814546,
    0.02259764928437279,
    -0.015424766261277919,
    0.010538769938576956,
    -0.007204519666511045,
    0.0049270580267742016,
    -0.0033700680515484165,
    0.0023028895420557894,
    -0.00157420216813665,
    0.0010901225234458578,
    -0.0007549229618596274,
    0.0004717939701691318,
    -0.0002843132292526133,
    0.0002805343686746867,
    -0.0002785074876883787,
    0.00011881232908510335
  };

  /// `digamma(2.5 + z)` for `-0.5 <= z <= 0.5`.
  private static final double[] DIGAMMA_ABOVE_TWO = {
    0.7031566406452432,
    0.49035775610023485,
    -0.11810202582086309,
    0.03731764146954176,
    -0.013073166646180193,
    0.004821409821419739,
    -0.0018305640355441625,
    0.0007073881640957325,
    -0.00027643930999581804,
    0.00010882586435206692,
    -4.3052048513574485e-05,
    1.708891125596372e-05,
    -6.803232576993842e-06,
    2.7109965480846823e-06,
    -1.0640705254157975e-06,
    4.2481223325063033e-07,
    -2.0687583795242883e-07,
    8.267815845287522e-08
  };

  /// `B(2k) / (2k (2k - 1))` for `k = 1, 2, ...` (DLMF 5.11.1).
  private static final double[] LGAMMA_SERIES = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400
  };

  /// `-B(2k) / (2k)` for `k = 1, 2, ...` (DLMF 5.11.2).
  private static final double[] DIGAMMA_SERIES = {
    -1.0 / 12, 1.0 / 120, -1.0 / 252, 1.0 / 240, -1.0 / 132, 691.0 / 32760, -1.0 / 12, 3617.0 / 8160
  };

  private GammaFunctions() {}

  /// Returns the logarithm of the absolute value of the gamma function.
  ///
  /// At most 2.5 ulp off for `x > -0.3`. Below, at most 5 ulp of the largest of 1, `|x|` and the
  /// result: between negative integers it crosses zero, where its relative error has no bound.
  /// `+Infinity` at zero, at negative integers and at both infinities.
  public static double lgamma(double x) {
    if (x > -0.3 && x < 0.7) {
      return offsetFromOne(x) - Math.log(Math.abs(x));
    }
    if (x > 0) {
      return positive(x);
    }
    if (x <= -ALL_INTEGERS || x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY;
    }
    double sine = Math.abs(ElementaryFunctions.sinPi(x)); // NaN passes through
    return LOG_PI - Math.log(sine * -x) - positive(-x);
  }

  /// Returns the derivative of the logarithm of the gamma function.
  ///
  /// At most 2.5 ulp off for `x > 0`. Below, at most 5 ulp of the largest of 1, `ln |x|` and the
  /// result: between negative integers it crosses zero, where its relative error has no bound.
  /// `-Infinity` at `0`, `+Infinity` at `-0`, NaN at negative integers and `-Infinity`.
  public static double digamma(double x) {
    if (x > 0) {
      return x < 1 ? digammaOneAbove(x) - 1 / x : digammaFromOne(x);
    }
    if (x == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    double r = x - Math.rint(x);
    if (!(x > Double.NEGATIVE_INFINITY) || r == 0) {
      return Double.NaN;
    }
    if (x > -0.5) {
      return digammaFromOne(1 + x + 1) - 1 / (1 + x) - 1 / x;
    }
    return digammaFromOne(1 - x) - Math.PI / Math.tan(Math.PI * r);
  }

  /// `lgamma(x)` for `x >= 0.3`.
  private static double positive(double x) {
    if (x >= ASYMPTOTIC) {
      if (x >= ALL_INTEGERS) {
        return x * (Math.log(x) - 1);
      }
      double v = 1 / (x * x);
      double rest = HALF_LOG_TWO_PI_LESS_HALF + Polynomial.at(v, LGAMMA_SERIES) / x;
      return (x - 0.5) * (Math.log(x) - 1) + rest;
    }
    if (x < 0.7) {
      return offsetFromOne(x) - Math.log(x);
    }
    if (x < 2.5) {
      return offsetFromOne(x - 1);
    }
    double product = 1;
    double y = x;
    while (y >= 2.5) {
      y -= 1; // exact, as is y - 2 below
      product *= y;
    }
    return Math.log(product) + offsetFromOne(y - 1);
  }

  /// `lgamma(1 + z)` for `-0.3 <= z <= 1.5`.
  private static double offsetFromOne(double z) {
    if (z < 0.25) {
      return z * Polynomial.at(z, AT_ONE) + 0.0; // 0, not -0, where z is 0
    }
    if (z < 0.7) {
      double y = z - MINIMUM_LESS_ONE;
      return LGAMMA_AT_MINIMUM + y * y * Polynomial.at(y, AT_MINIMUM);
    }
    return (z - 1) * Polynomial.at(z - 1, AT_TWO);
  }

  /// `digamma(x)` for `x >= 1`.
  private static double digammaFromOne(double x) {
    if (x >= ASYMPTOTIC) {
      double v = 1 / (x * x);
      return Math.log(x) + (v * Polynomial.at(v, DIGAMMA_SERIES) - 0.5 / x);
    }
    if (x < 2) {
      return digammaOneAbove(x - 1);
    }
    double y = x;
    double sum = 0;
    while (y >= 3) {
      y -= 1;
      sum += 1 / y;
    }
    return sum + Polynomial.at(y - 2.5, DIGAMMA_ABOVE_TWO);
  }

  /// `digamma(1 + y)` for `0 <= y <= 1`.
  private static double digammaOneAbove(double y) {
    double z = (y - MINIMUM_LESS_ONE) - MINIMUM_LESS_ONE_LOW;
    return z * Polynomial.at(z, DIGAMMA);
  }
}
