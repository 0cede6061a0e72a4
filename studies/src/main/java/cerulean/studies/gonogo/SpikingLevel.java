package cerulean.studies.gonogo;

import cerulean.tensor.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Conditions of the spiking level, each with all seeds.
///
/// - `conditions`, `samples`: in the same order
/// - `eligibility`: of each sample the mean over seeds of that of [SpikingRun.Course]
/// - `drawn`, `shown`: the condition whose run with the first seed is drawn, DA + NA if it is
///   there, else the first; and that run
@SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
record SpikingLevel(
    List<SpikingCondition> conditions,
    List<Sample> samples,
    double[] eligibility,
    SpikingCondition drawn,
    SpikingRun.Course shown) {

  /// Runs every condition with every seed, several side by side, each on one thread; `progress`
  /// hears of every trial.
  static SpikingLevel run(
      SpikingProtocol protocol,
      List<SpikingCondition> conditions,
      List<Long> seeds,
      Runnable progress) {
    Behaviour[] done = new Behaviour[conditions.size() * seeds.size()];
    double[] eligibility = new double[done.length];
    SpikingRun.Course[] shown = new SpikingRun.Course[1];
    int drawn = Math.max(0, conditions.indexOf(SpikingCondition.DA_NA));
    Parallel.forRange(
        done.length,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            SpikingCondition condition = conditions.get(i / seeds.size());
            SpikingRun.Course course =
                SpikingRun.of(protocol, condition, seeds.get(i % seeds.size()), progress);
            done[i] = course.behaviour();
            eligibility[i] = course.eligibility();
            if (i == drawn * seeds.size()) {
              shown[0] = course;
            }
          }
        });
    List<Sample> samples = new ArrayList<>();
    double[] means = new double[conditions.size()];
    for (int c = 0; c < conditions.size(); c++) {
      means[c] =
          Arrays.stream(eligibility, c * seeds.size(), (c + 1) * seeds.size()).average().orElse(0);
      samples.add(
          new Sample(
              conditions.get(c).key(),
              conditions.get(c).title(),
              seeds,
              Arrays.asList(done).subList(c * seeds.size(), (c + 1) * seeds.size())));
    }
    return new SpikingLevel(conditions, samples, means, conditions.get(drawn), shown[0]);
  }

  boolean has(SpikingCondition condition) {
    return conditions.contains(condition);
  }

  Sample of(SpikingCondition condition) {
    return samples.get(place(condition));
  }

  /// The mean eligibility of a condition.
  double eligibility(SpikingCondition condition) {
    return eligibility[place(condition)];
  }

  private int place(SpikingCondition condition) {
    int place = conditions.indexOf(condition);
    if (place < 0) {
      throw new IllegalArgumentException("SpikingLevel: " + condition.key() + " was not run");
    }
    return place;
  }
}
