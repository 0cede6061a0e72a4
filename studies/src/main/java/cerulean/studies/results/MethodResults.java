package cerulean.studies.results;

import java.util.List;

/// All numbers of one method, aggregated both ways: metrics averaged over seeds, and metrics of the
/// curve averaged over seeds; `gainPerTask` is the mean gain within each context, over seeds.
public record MethodResults(
    List<SeedMetrics> perSeed,
    MetricSummary meanOfSeeds,
    CurveMetrics ofMeanCurve,
    List<Double> gainPerTask) {
  public MethodResults {
    perSeed = List.copyOf(perSeed);
    gainPerTask = List.copyOf(gainPerTask);
  }

  /// Returns the results of some seeds, summarised here.
  public static MethodResults of(
      List<SeedMetrics> perSeed, CurveMetrics ofMeanCurve, List<Double> gainPerTask) {
    return new MethodResults(perSeed, MetricSummary.of(perSeed), ofMeanCurve, gainPerTask);
  }
}
