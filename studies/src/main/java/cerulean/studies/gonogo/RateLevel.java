package cerulean.studies.gonogo;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// All conditions of the rate level, each with all runs.
///
/// - `samples`: in the order of the conditions
/// - `shown`: the weights after every trial of the first run of the condition whose weights are
///   drawn, DA + NA if it is there, else the first; `[trials][8]`
/// - `of`: that condition
@SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
record RateLevel(List<Sample> samples, double[][] shown, Condition of) {

  /// Runs every condition with runs 0 to `runs`, whose streams of chance are split off the seed.
  /// The same run sees the same chance in all conditions; results do not depend on threads.
  static RateLevel run(
      RateProtocol protocol, List<Condition> conditions, long seed, int runs, Runnable progress) {
    Behaviour[] done = new Behaviour[conditions.size() * runs];
    Parallel.forRange(
        done.length,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            done[i] = course(protocol, conditions.get(i / runs), seed, i % runs).behaviour();
            progress.run();
          }
        });
    List<Long> numbers = LongStream.range(0, runs).boxed().toList();
    List<Sample> samples = new ArrayList<>();
    for (int c = 0; c < conditions.size(); c++) {
      Condition condition = conditions.get(c);
      samples.add(
          new Sample(
              condition.key(),
              condition.title(),
              numbers,
              Arrays.asList(done).subList(c * runs, (c + 1) * runs)));
    }
    Condition drawn =
        conditions.contains(Condition.DA_NA) ? Condition.DA_NA : conditions.getFirst();
    return new RateLevel(samples, course(protocol, drawn, seed, 0).weights(), drawn);
  }

  private static RateRun.Course course(
      RateProtocol protocol, Condition condition, long seed, int run) {
    return RateRun.of(protocol, condition, Philox.of(seed).split(run));
  }
}
