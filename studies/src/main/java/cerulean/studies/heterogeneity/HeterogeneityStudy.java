package cerulean.studies.heterogeneity;

import cerulean.tensor.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What was computed: the tutorial's cell, and every condition with every seed on each task that
/// was asked for; empty maps for others.
record HeterogeneityStudy(
    TutorialCell tutorial,
    Map<Condition, Sample<IntervalRun>> intervals,
    Map<Condition, Sample<StreamRun>> stream) {

  /// Several runs go side by side, each on one thread; a run's numbers do not depend on that.
  ///
  /// - `digits`: null if the stream is not asked for
  static HeterogeneityStudy run(
      HeterogeneitySettings settings, @Nullable DigitStream digits, Runnable progress) {
    CellPlan cells = settings.cells();
    Map<Condition, Sample<IntervalRun>> intervals =
        settings.tasks().temporal()
            ? all(
                settings,
                (condition, seed) ->
                    IntervalRun.of(settings.intervals(), cells, condition, seed, progress))
            : Map.of();
    Map<Condition, Sample<StreamRun>> stream =
        digits == null
            ? Map.of()
            : all(
                settings,
                (condition, seed) ->
                    StreamRun.of(settings.stream(), cells, digits, condition, seed, progress));
    return new HeterogeneityStudy(TutorialCell.measure(), intervals, stream);
  }

  private static <T> Map<Condition, Sample<T>> all(
      HeterogeneitySettings settings, BiFunction<Condition, Long, T> one) {
    List<Condition> conditions = settings.conditions();
    List<Long> seeds = settings.seeds();
    Object[] done = new Object[conditions.size() * seeds.size()];
    Parallel.forRange(
        done.length,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            done[i] = one.apply(conditions.get(i / seeds.size()), seeds.get(i % seeds.size()));
          }
        });
    Map<Condition, Sample<T>> samples = new EnumMap<>(Condition.class);
    for (int c = 0; c < conditions.size(); c++) {
      @SuppressWarnings("unchecked") // Only `one` writes into it.
      List<T> runs =
          (List<T>) Arrays.asList(done).subList(c * seeds.size(), (c + 1) * seeds.size());
      samples.put(conditions.get(c), new Sample<>(conditions.get(c), List.copyOf(runs)));
    }
    return samples;
  }

  /// Every comparison of the temporal task, quantity by quantity.
  List<Comparison> intervalComparisons() {
    return comparisons(Quantity.OF_INTERVALS, intervals);
  }

  /// Every comparison of the stream.
  List<Comparison> streamComparisons() {
    return comparisons(Quantity.OF_STREAM, stream);
  }

  private static <T> List<Comparison> comparisons(
      List<Quantity<T>> quantities, Map<Condition, Sample<T>> samples) {
    List<Comparison> all = new ArrayList<>();
    for (Quantity<T> quantity : quantities) {
      if (quantity.compared()) {
        all.addAll(Comparison.of(samples, quantity.name(), quantity.unit(), quantity.of()));
      }
    }
    return all;
  }
}
