package cerulean.studies.gap;

import cerulean.studies.results.CurveMetrics;
import cerulean.tensor.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// All methods with all seeds on one stream.
///
/// - `trials`: by method, in the order of the seeds
public record Experiment(Map<Method, List<Trial>> trials) {

  /// Runs every method with every seed. Several runs go side by side, each on one thread; a run's
  /// numbers do not depend on that.
  static Experiment run(
      List<Method> methods,
      List<Long> seeds,
      TaskStream stream,
      Protocol protocol,
      Runnable progress) {
    Trial[] done = new Trial[methods.size() * seeds.size()];
    Parallel.forRange(
        done.length,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            Method method = methods.get(i % methods.size());
            long seed = seeds.get(i / methods.size());
            done[i] = Trial.run(method, seed, stream, protocol, progress);
          }
        });
    Map<Method, List<Trial>> trials = new EnumMap<>(Method.class);
    for (Trial trial : Arrays.asList(done)) {
      trials.computeIfAbsent(trial.method(), method -> new ArrayList<>()).add(trial);
    }
    return new Experiment(trials);
  }

  /// The runs of a method, in the order of the seeds.
  public List<Trial> trials(Method method) {
    return trials.getOrDefault(method, List.of());
  }

  /// The curve averaged over the seeds of a method.
  public Curve meanCurve(Method method) {
    return Curve.mean(trials(method).stream().map(Trial::curve).toList());
  }

  /// The metrics of the averaged curve, which is what the paper's first version prints; the gaps of
  /// single runs are deeper, because the dips of different seeds do not coincide.
  public CurveMetrics metricsOfMeanCurve(Method method) {
    Curve mean = meanCurve(method);
    return CurveMetrics.of(mean.context(), mean.accuracy());
  }
}
