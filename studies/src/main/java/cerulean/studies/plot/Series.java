package cerulean.studies.plot;

import org.jspecify.annotations.Nullable;

/// One curve: a mean and, if given, a band around it.
///
/// NaN in the mean is a gap in the line. Arrays are kept, not copied: a run has thousands of points
/// and the caller has just made them for the chart.
public final class Series {
  private final String name;
  private final Tone tone;
  private final double[] x;
  private final double[] mean;
  private final double @Nullable [] lower;
  private final double @Nullable [] upper;
  private final boolean strong;

  private Series(
      String name,
      Tone tone,
      double[] x,
      double[] mean,
      double @Nullable [] lower,
      double @Nullable [] upper,
      boolean strong) {
    this.name = name;
    this.tone = tone;
    this.x = x;
    this.mean = mean;
    this.lower = lower;
    this.upper = upper;
    this.strong = strong;
  }

  /// Returns a curve without a band; `x` ascends.
  public static Series of(String name, Tone tone, double[] x, double[] mean) {
    if (x.length != mean.length) {
      throw lengths(name, "mean", mean.length, x.length);
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] >= x[i - 1])) {
        throw new IllegalArgumentException(
            "series: x must ascend, got "
                + x[i]
                + " after "
                + x[i - 1]
                + " in '"
                + name
                + "'; sort the points first");
      }
    }
    return new Series(name, tone, x, mean, null, null, false);
  }

  /// Returns this curve with a band from `low` to `high`.
  public Series band(double[] low, double[] high) {
    if (low.length != x.length || high.length != x.length) {
      throw lengths(name, "band", low.length != x.length ? low.length : high.length, x.length);
    }
    return new Series(name, tone, x, mean, low, high, strong);
  }

  /// Returns this curve with the band `mean - sd` to `mean + sd`.
  public Series spread(double[] sd) {
    if (sd.length != x.length) {
      throw lengths(name, "sd", sd.length, x.length);
    }
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = mean[i] - sd[i];
      high[i] = mean[i] + sd[i];
    }
    return new Series(name, tone, x, mean, low, high, strong);
  }

  /// Returns this curve with a heavier line, for the method a study is about.
  public Series emphasised() {
    return new Series(name, tone, x, mean, lower, upper, true);
  }

  /// This curve without its band.
  Series bare() {
    return new Series(name, tone, x, mean, null, null, strong);
  }

  /// The name in the legend.
  public String name() {
    return name;
  }

  /// The colour role.
  public Tone tone() {
    return tone;
  }

  double[] x() {
    return x;
  }

  double[] mean() {
    return mean;
  }

  double @Nullable [] lower() {
    return lower;
  }

  double @Nullable [] upper() {
    return upper;
  }

  boolean strong() {
    return strong;
  }

  private static IllegalArgumentException lengths(String name, String what, int got, int need) {
    return new IllegalArgumentException(
        "series: " + what + " has " + got + " values, x has " + need + " in '" + name + "'");
  }
}
