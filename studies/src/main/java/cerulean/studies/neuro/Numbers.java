package cerulean.studies.neuro;

import java.util.Arrays;
import java.util.Locale;

/// Numbers as reports show them, and means over seeds.
final class Numbers {

  private Numbers() {}

  /// A number with so many decimals; a dash for what does not exist.
  static String text(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : "\u2013";
  }

  /// `mean ± deviation`, or the mean alone of one value.
  static String spread(double[] values, int decimals) {
    double sd = deviation(values);
    String mean = text(mean(values), decimals);
    return Double.isFinite(sd) ? mean + " \u00b1 " + text(sd, decimals) : mean;
  }

  /// The mean of the numbers that exist; NaN of none.
  static double mean(double... values) {
    return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /// The standard deviation of a sample of the numbers that exist; NaN of fewer than two.
  static double deviation(double... values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
    double mean = mean(known);
    double square = Arrays.stream(known).map(x -> (x - mean) * (x - mean)).sum();
    return known.length < 2 ? Double.NaN : Math.sqrt(square / (known.length - 1));
  }
}
