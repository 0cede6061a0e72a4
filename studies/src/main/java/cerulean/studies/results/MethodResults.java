package cerulean.studies.results;

import java.util.List;

/// All numbers of one method, aggregated both ways: metrics averaged over seeds, and metrics of the
/// curve averaged over seeds.
public record MethodResults(
    List<SeedMetrics> perSeed, MetricSummary meanOfSeeds, CurveMetrics ofMeanCurve) {
  public MethodResults {
    perSeed = List.copyOf(perSeed);
  }

  /// Returns the results of some seeds, summarised here.
  public static MethodResults of(List<SeedMetrics> perSeed, CurveMetrics ofMeanCurve) {
    return new MethodResults(perSeed, MetricSummary.of(perSeed), ofMeanCurve);
  }
}
