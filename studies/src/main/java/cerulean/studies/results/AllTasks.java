package cerulean.studies.results;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What is left of all tasks at the end, over seeds; the definitions are those of [AccuracyMatrix].
///
/// - `acc`: mean accuracy on all tasks after the last, percent
/// - `learned`: mean accuracy on each task when it had just been learned, percent
/// - `forgetting`: from when a task was learned to the end, percent
/// - `forgettingFromBest`: from the best before the last task to the end, percent
public record AllTasks(Spread acc, Spread learned, Spread forgetting, Spread forgettingFromBest) {

  /// The summary of some seeds.
  public static AllTasks of(List<AccuracyMatrix> seeds) {
    return new AllTasks(
        spread(seeds, AccuracyMatrix::averageAccuracy),
        spread(seeds, AccuracyMatrix::learningAccuracy),
        spread(seeds, AccuracyMatrix::forgettingFromLearned),
        spread(seeds, AccuracyMatrix::forgettingFromBest));
  }

  private static Spread spread(
      List<AccuracyMatrix> seeds, ToDoubleFunction<AccuracyMatrix> metric) {
    return Spread.of(seeds.stream().map(metric::applyAsDouble).toList());
  }
}
