package cerulean.studies.results;

import java.util.Collection;

/// A mean and its standard deviation over seeds.
///
/// The deviation is that of a sample (divided by `n - 1`); of a single seed it is NaN.
public record Spread(double mean, double sd) {
  /// Returns mean and deviation of `values`; both are NaN if there are none.
  public static Spread of(Collection<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(mean, n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN);
  }
}
