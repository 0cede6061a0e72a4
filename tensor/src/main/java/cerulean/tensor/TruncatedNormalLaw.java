package cerulean.tensor;

/// The normal distribution under the condition that the result lies in an interval.
///
/// Rejection after Robert, "Simulation of truncated normal variables" (Statistics and Computing 5,
/// 1995), which needs no distribution function and so is as right 1000 standard deviations out as
/// in the middle. The interval in standard deviations from the mean, `[a, b]`, decides:
///
/// - around 0, wider than `sqrt(2 pi)`: normal numbers until one lies inside
/// - around 0, narrower: uniform numbers, taken with probability `e^(-z^2/2)`
/// - on one side of 0: exponential numbers from the near end, cut at the far end, or, where the
///   interval is short, uniform ones; an interval below 0 is reflected
///
/// Close to one candidate in two is taken, or more, whatever the interval.
final class TruncatedNormalLaw {

  private enum Method {
    NORMAL,
    UNIFORM,
    SIDE_UNIFORM,
    SIDE_EXPONENTIAL
  }

  private final double mean;
  private final double sd;
  private final double low;
  private final double high;

  private final Method method;

  /// Whether the interval lies below the mean.
  private final boolean below;

  /// The end nearer to the mean, and the width, in standard deviations.
  private final double near;

  private final double width;

  /// Rate of the exponential candidates, Robert's best: `(near + sqrt(near^2 + 4)) / 2`.
  private final double rate;

  /// `e^(-rate width) - 1`: the exponential numbers are cut at the far end.
  private final double cut;

  /// The law for `low < high`, `sd > 0`, `mean` finite; the ends may be infinite, but not the
  /// distance in standard deviations from the mean to the interval.
  TruncatedNormalLaw(double mean, double sd, double low, double high) {
    this.mean = mean;
    this.sd = sd;
    this.low = low;
    this.high = high;
    width = (high - low) / sd;
    below = high <= mean;
    if (below || low >= mean) {
      near = distance(mean, sd, low, high);
      rate = 0.5 * (near + StrictMath.hypot(near, 2));
      cut = StrictMath.expm1(-rate * width);
      boolean isShort = rate * width <= StrictMath.exp(0.5 * (1 - near / rate));
      method = isShort ? Method.SIDE_UNIFORM : Method.SIDE_EXPONENTIAL;
    } else {
      near = 0;
      rate = 0;
      cut = 0;
      method = width * width > 2 * Math.PI ? Method.NORMAL : Method.UNIFORM;
    }
  }

  /// Returns how many standard deviations the interval is away from the mean, 0 if it holds it.
  static double distance(double mean, double sd, double low, double high) {
    return Math.max(0, Math.max((low - mean) / sd, (mean - high) / sd));
  }

  /// Returns the next number: two words of the stream per candidate of the normal method, four per
  /// candidate of the others.
  double next(Philox random) {
    return switch (method) {
      case NORMAL -> normal(random);
      case UNIFORM -> uniform(random);
      case SIDE_UNIFORM, SIDE_EXPONENTIAL -> {
        double step = sd * (method == Method.SIDE_UNIFORM ? shortStep(random) : longStep(random));
        yield below ? Math.max(low, high - step) : Math.min(high, low + step);
      }
    };
  }

  private double normal(Philox random) {
    while (true) {
      double x = mean + sd * random.nextGaussian();
      if (x >= low && x <= high) {
        return x;
      }
    }
  }

  private double uniform(Philox random) {
    while (true) {
      double x = Math.min(high, low + (high - low) * random.nextDouble());
      double z = (x - mean) / sd;
      if (random.nextDouble() <= StrictMath.exp(-0.5 * z * z)) {
        return x;
      }
    }
  }

  /// Returns the way from the near end in standard deviations: uniform over the width.
  private double shortStep(Philox random) {
    while (true) {
      double step = width * random.nextDouble();
      // half of near^2 - (near + step)^2
      if (random.nextDouble() <= StrictMath.exp(-step * (near + 0.5 * step))) {
        return step;
      }
    }
  }

  /// Returns the way from the near end in standard deviations: exponential, cut at the width.
  private double longStep(Philox random) {
    while (true) {
      double step = -StrictMath.log1p(random.nextOpenDouble() * cut) / rate;
      // The distance of near + step from the rate, since rate - near is 1 / rate.
      double gap = step - 1 / rate;
      if (random.nextDouble() <= StrictMath.exp(-0.5 * gap * gap)) {
        return step;
      }
    }
  }
}
