package cerulean.studies.gonogo;

import cerulean.studies.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// All runs of one condition.
///
/// - `key`, `title`: of the condition
/// - `seeds`: of each run; at the rate level the number of the run
record Sample(String key, String title, List<Long> seeds, List<Behaviour> behaviours) {

  /// Trials over which curves are smoothed.
  static final int SMOOTH = 20;

  private static final double LEVEL = 0.95;

  /// A curve over trials: the mean over runs and its 95 % limits.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
  record Band(double[] mean, double[] low, double[] high) {}

  List<Outcome> outcomes() {
    return behaviours.stream().map(Behaviour::outcome).toList();
  }

  /// One number of every run.
  double[] all(ToDoubleFunction<Outcome> number) {
    return outcomes().stream().mapToDouble(number).toArray();
  }

  /// The mean over runs of a number, NaN left out.
  double mean(ToDoubleFunction<Outcome> number) {
    return Arrays.stream(all(number)).filter(x -> !Double.isNaN(x)).average().orElse(Double.NaN);
  }

  /// The 95 % limits of a mean, by Student's t.
  Interval interval(ToDoubleFunction<Outcome> number) {
    double[] known = Arrays.stream(all(number)).filter(x -> !Double.isNaN(x)).toArray();
    return Interval.ofMean(known, LEVEL);
  }

  Proportion solved() {
    return Proportion.of(
        (int) outcomes().stream().filter(Outcome::solved).count(), behaviours.size());
  }

  /// The median number of trials to the criterion of the runs that solved the task; NaN without
  /// any.
  double medianTrials() {
    double[] sorted =
        outcomes().stream()
            .filter(outcome -> outcome.solved() && !Double.isNaN(outcome.trials()))
            .mapToDouble(Outcome::trials)
            .sorted()
            .toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /// The runs that solved the task, or those that did not.
  Sample that(boolean solved) {
    List<Integer> chosen =
        java.util.stream.IntStream.range(0, behaviours.size())
            .filter(i -> behaviours.get(i).outcome().solved() == solved)
            .boxed()
            .toList();
    return new Sample(
        key,
        title,
        chosen.stream().map(seeds::get).toList(),
        chosen.stream().map(behaviours::get).toList());
  }

  /// Share of correct trials, over the last [#SMOOTH] trials of the same rule.
  Band accuracy() {
    return band(behaviour -> {
      double[] smooth = new double[behaviour.correct().length];
      for (int t = 0; t < smooth.length; t++) {
        int rule = t < behaviour.task().before() ? 0 : behaviour.task().before();
        int from = Math.max(rule, t - SMOOTH + 1);
        for (int i = from; i <= t; i++) {
          smooth[t] += behaviour.correct()[i];
        }
        smooth[t] /= t + 1 - from;
      }
      return smooth;
    });
  }

  Band noradrenaline() {
    return band(Behaviour::noradrenaline);
  }

  Band entropy() {
    return band(Behaviour::entropy);
  }

  /// Mean and limits over runs at every trial; with one run, or none known, the limits are the
  /// mean.
  private Band band(Function<Behaviour, double[]> curve) {
    List<double[]> curves = behaviours.stream().map(curve).toList();
    int n = curves.getFirst().length;
    Band band = new Band(new double[n], new double[n], new double[n]);
    double[] column = new double[curves.size()];
    for (int t = 0; t < n; t++) {
      int known = 0;
      double sum = 0;
      for (double[] one : curves) {
        if (!Double.isNaN(one[t])) {
          column[known++] = one[t];
          sum += one[t];
        }
      }
      band.mean[t] = sum / known;
      Interval limits = Interval.ofMean(Arrays.copyOf(column, known), LEVEL);
      boolean one = Double.isNaN(limits.low());
      band.low[t] = one ? band.mean[t] : Math.max(0, limits.low());
      band.high[t] = one ? band.mean[t] : Math.min(1, limits.high());
    }
    return band;
  }
}
