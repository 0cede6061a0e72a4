package cerulean.studies.gap;

import cerulean.studies.results.AccuracyMatrix;
import cerulean.studies.results.CurveMetrics;
import cerulean.studies.results.SeedMetrics;
import cerulean.tensor.Philox;
import java.util.stream.IntStream;

/// One run of one method with one seed.
///
/// - `curve`: of task 1, at every evaluation
/// - `matrix`: accuracy on every task at the end of every context
/// - `seconds`: wall clock of training and evaluation
public record Trial(Method method, long seed, Curve curve, AccuracyMatrix matrix, double seconds) {

  /// Random streams of a seed: the same initial weights and the same batches for every method, so
  /// that methods are compared in pairs.
  private static final long INITIAL_WEIGHTS = 0;

  private static final long BATCHES = 1;

  private static final long OTHERS = 2;

  /// Trains and evaluates; `progress` runs after every training iteration.
  static Trial run(
      Method method, long seed, TaskStream stream, Protocol protocol, Runnable progress) {
    long started = System.nanoTime();
    Philox random = Philox.of(seed);
    Lessons lessons = new Lessons(stream, protocol, random.split(BATCHES), random.split(OTHERS));
    Learner learner =
        Learner.of(method, protocol, random.split(INITIAL_WEIGHTS), random.split(OTHERS), lessons);
    Curve curve = Curve.ofSize(evaluations(stream, protocol));
    double[][] matrix = new double[stream.tasks()][];
    int n = 0;
    for (int context = 1; context <= stream.tasks(); context++) {
      learner.beginContext(context);
      for (int i = 0; i < protocol.iterations(); i++) {
        Learner.Step step = learner.learn(lessons.next());
        if (protocol.evaluatesAfter(i)) {
          int done = (context - 1) * protocol.iterations() + i + 1;
          curve.set(n++, context, done, learner.evaluate(stream.test()), learner.gain(), step);
        }
        progress.run();
      }
      matrix[context - 1] = accuracies(learner, stream);
      learner.endContext();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Trial(method, seed, curve, new AccuracyMatrix(matrix), seconds);
  }

  private static double[] accuracies(Learner learner, TaskStream stream) {
    return IntStream.range(0, stream.tasks())
        .mapToDouble(task -> learner.evaluate(stream.test(task)).accuracy())
        .toArray();
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
