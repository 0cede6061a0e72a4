package cerulean.studies.gap;

import cerulean.studies.results.CurveMetrics;
import cerulean.studies.results.SeedMetrics;
import cerulean.tensor.Philox;

/// One run of one method with one seed.
///
/// - `seconds`: wall clock of training and evaluation
public record Trial(Method method, long seed, Curve curve, double seconds) {

  /// Random streams of a seed: the same initial weights and the same batches for every method, so
  /// that methods are compared in pairs.
  private static final long INITIAL_WEIGHTS = 0;

  private static final long BATCHES = 1;

  /// Trains and evaluates; `progress` runs after every training iteration.
  static Trial run(
      Method method, long seed, TaskStream stream, Protocol protocol, Runnable progress) {
    long started = System.nanoTime();
    Philox random = Philox.of(seed);
    Philox batches = random.split(BATCHES);
    Learner learner = Learner.of(method, protocol, random.split(INITIAL_WEIGHTS));
    Curve curve = Curve.ofSize(evaluations(stream, protocol));
    int n = 0;
    for (int context = 1; context <= stream.tasks(); context++) {
      for (int i = 0; i < protocol.iterations(); i++) {
        Learner.Step step = learner.learn(stream.draw(context, protocol.batch(), batches));
        if (protocol.evaluatesAfter(i)) {
          int done = (context - 1) * protocol.iterations() + i + 1;
          curve.set(n++, context, done, learner.evaluate(stream.test()), learner.gain(), step);
        }
        progress.run();
      }
    }
    return new Trial(method, seed, curve, (System.nanoTime() - started) / 1e9);
  }

  private static int evaluations(TaskStream stream, Protocol protocol) {
    int perContext = 0;
    for (int i = 0; i < protocol.iterations(); i++) {
      perContext += protocol.evaluatesAfter(i) ? 1 : 0;
    }
    return perContext * stream.tasks();
  }

  /// The metrics of this run.
  public SeedMetrics metrics() {
    return SeedMetrics.of(seed, CurveMetrics.of(curve.context(), curve.accuracy()), seconds);
  }
}
