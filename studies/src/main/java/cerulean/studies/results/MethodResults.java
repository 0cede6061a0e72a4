package cerulean.studies.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All numbers of one method, aggregated both ways: metrics averaged over seeds, and metrics of the
/// curve averaged over seeds; `gainPerTask` is the mean gain within each context, over seeds.
/// `allTasks` is null in files of versions that tested the first task alone.
public record MethodResults(
    List<SeedMetrics> perSeed,
    MetricSummary meanOfSeeds,
    CurveMetrics ofMeanCurve,
    List<Double> gainPerTask,
    @Nullable AllTasks allTasks) {
  public MethodResults {
    perSeed = List.copyOf(perSeed);
    gainPerTask = List.copyOf(gainPerTask);
  }

  /// Returns the results of some seeds, summarised here.
  public static MethodResults of(
      List<SeedMetrics> perSeed,
      CurveMetrics ofMeanCurve,
      List<Double> gainPerTask,
      List<AccuracyMatrix> matrices) {
    return new MethodResults(
        perSeed, MetricSummary.of(perSeed), ofMeanCurve, gainPerTask, AllTasks.of(matrices));
  }
}
