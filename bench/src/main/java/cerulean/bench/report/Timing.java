package cerulean.bench.report;

import java.util.Arrays;
import java.util.List;

/// How long one run takes: the middle one of several rounds.
///
/// - `nanos`: median time of a run
/// - `spread`: distance between the quartiles, as a part of the median
/// - `bytes`: median of the bytes allocated in a run, on the Java heap; NaN if not known
public record Timing(double nanos, double spread, double bytes) {

  /// The timing of rounds; `bytes` has one number per round or none.
  public static Timing of(List<Double> nanos, List<Double> bytes) {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("timing: at least one round is needed; got none");
    }
    double[] sorted = nanos.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = quantile(sorted, 0.5);
    double spread = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / median;
    double[] allocated = bytes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Timing(
        median, spread, allocated.length == 0 ? Double.NaN : quantile(allocated, 0.5));
  }

  /// The quantile of sorted numbers, between neighbours in proportion (Hyndman and Fan 1996, type
  /// 7).
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (above - sorted[below]);
  }

  @Override
  public String toString() {
    return Arrays.toString(new double[] {nanos, spread, bytes});
  }
}
