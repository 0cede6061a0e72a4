package cerulean.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Geometric means of ratios.
final class Means {

  private Means() {}

  /// The geometric mean of the `count` ratios of a group to one peer on so many threads.
  record Mean(String group, int threads, String peerName, double ratio, int count) {}

  private record Key(String group, int threads, String peerName) {}

  /// The means of all groups, threads and peers that have rows, in the order of these.
  static List<Mean> of(List<Row> rows) {
    Map<Key, List<Double>> ratios = new LinkedHashMap<>();
    for (Row row : rows) {
      String peer = row.peerName();
      Double ratio = row.ratio();
      if (peer != null && ratio != null) {
        ratios
            .computeIfAbsent(new Key(row.group(), row.threads(), peer), key -> new ArrayList<>())
            .add(ratio);
      }
    }
    List<Mean> means = new ArrayList<>();
    ratios.forEach((key, values) ->
        means.add(
            new Mean(key.group, key.threads, key.peerName, geometric(values), values.size())));
    return means;
  }

  private static double geometric(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += Math.log(value);
    }
    return Math.exp(sum / values.size());
  }
}
