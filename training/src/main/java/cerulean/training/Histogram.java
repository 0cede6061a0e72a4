package cerulean.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How numbers are distributed: counts in buckets of equal width between the least and the
/// greatest. Numbers that are not finite are left out.
///
/// - `limits`: the upper end of each bucket
/// - `counts`: how many lie above the limit before and not above this one
@SuppressWarnings("ArrayRecordComponent") // written once, not compared
record Histogram(
    double least,
    double greatest,
    long count,
    double sum,
    double squares,
    double[] limits,
    double[] counts) {

  /// As many as TensorBoard draws.
  private static final int BUCKETS = 30;

  /// The distribution of `values`; null if none is finite.
  static @Nullable Histogram of(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return null;
    }
    double least = Arrays.stream(finite).min().orElseThrow();
    double greatest = Arrays.stream(finite).max().orElseThrow();
    double sum = 0;
    double squares = 0;
    int buckets = least < greatest ? BUCKETS : 1;
    double[] limits = new double[buckets];
    for (int i = 0; i < buckets; i++) {
      double part = (i + 1.0) / buckets;
      // Not as a width from the least on: the difference may be beyond doubles.
      limits[i] = (1 - part) * least + part * greatest;
    }
    double[] counts = new double[buckets];
    for (double value : finite) {
      sum += value;
      squares += value * value;
      int place = Arrays.binarySearch(limits, value);
      counts[Math.min(place < 0 ? -place - 1 : place, buckets - 1)]++;
    }
    return new Histogram(least, greatest, finite.length, sum, squares, limits, counts);
  }
}
