package cerulean.bench;

import cerulean.bench.task.Task;
import cerulean.bench.task.Training;
import cerulean.bench.task.Work;
import cerulean.tensor.Parallel;
import cerulean.tensor.WarmUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/// A program that trains as soon as it has started, and prints when it had done its first step and
/// when its steps were steady; [StartUp] starts it.
final class ColdStart {

  /// The times of one process, in nanoseconds.
  ///
  /// - `firstEnds`, `steadyFrom`: since the process was started
  /// - `firstTakes`: the first step
  /// - `step`: the lower quartile of the later half of all steps
  record Times(double firstEnds, double firstTakes, double steadyFrom, double step) {

    private static final String MARK = "cold start:";

    /// The times in a line that [#toString] made.
    static Times of(String line) {
      double[] numbers =
          Arrays.stream(line.substring(MARK.length()).strip().split(" ", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
      return new Times(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// Whether the line has times.
    static boolean isIn(String line) {
      return line.startsWith(MARK);
    }

    /// The times of steps that took `nanos`, the first of which began at `begun`.
    static Times of(double begun, double[] nanos) {
      double[] later = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
      Arrays.sort(later);
      double step = later[later.length / 4];
      double from = begun;
      int at = 0;
      while (at < nanos.length - 1 && middle(nanos, at) > STEADY * step) {
        from += nanos[at++];
      }
      return new Times(begun + nanos[0], nanos[0], from, step);
    }

    /// The median of the next steps: one that the machine held up does not count.
    private static double middle(double[] nanos, int from) {
      double[] next = Arrays.copyOfRange(nanos, from, Math.min(from + NEXT, nanos.length));
      Arrays.sort(next);
      return next[next.length / 2];
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s %.0f %.0f %.0f %.0f", MARK, firstEnds, firstTakes, steadyFrom, step);
    }
  }

  /// When the process was started, in microseconds of the epoch.
  static final String STARTED = "cerulean.bench.started";

  /// The work of the group `training` that is done.
  static final String WORK = "mlp batch 64 momentum";

  /// Who does it: the name of a peer, or Cerulean.
  static final String WHO = "cerulean.bench.who";

  static final String OURS = "cerulean";

  /// Whether [WarmUp] comes first.
  static final String WARM_UP = "cerulean.bench.warmup";

  static final String THREADS = "cerulean.bench.threads";

  static final String SECONDS = "cerulean.bench.seconds";

  /// Steps are steady from when they take at most so many times the later ones' time.
  private static final double STEADY = 1.5;

  private static final int NEXT = 11;

  private ColdStart() {}

  public static void main(String[] arguments) {
    int threads = Integer.getInteger(THREADS, 1);
    Parallel.configure(threads);
    Training task = Training.of(WORK);
    if (Boolean.getBoolean(WARM_UP)) {
      Work other = new TrainingSteps(task);
      WarmUp.within(Duration.ofSeconds(20), other::run);
    }
    Work work = work(task, threads);
    double begun = 1e3 * (micros() - Long.getLong(STARTED, micros()));
    double[] nanos = new double[1024];
    int count = 0;
    long first = System.nanoTime();
    long before = first;
    long end = first + Math.round(1e9 * Integer.getInteger(SECONDS, 1));
    while (before < end) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      work.run();
      long after = System.nanoTime();
      nanos[count++] = after - before;
      before = after;
    }
    System.out.println(Times.of(begun, Arrays.copyOf(nanos, count)));
    System.exit(0);
  }

  private static Work work(Task task, int threads) {
    String who = System.getProperty(WHO, OURS);
    return who.equals(OURS)
        ? new TrainingSteps((Training) task)
        : Peers.named(who).prepare(task, threads);
  }

  /// Microseconds of the epoch, as a clock of all processes tells.
  static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
