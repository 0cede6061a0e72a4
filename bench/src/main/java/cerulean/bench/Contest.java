package cerulean.bench;

import cerulean.bench.task.Peer;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Parallel;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/// One task, done by Cerulean and by any number of peers in turn: iteration by iteration of one JMH
/// run, so that whatever else the machine does meets all of them alike.
///
/// Iterations of measurement go round: ours, first peer, second peer, ours, ... Those of warm-up
/// are ours but for the last ones, one for each peer: peers are compiled already. Before them ours
/// runs until there is nothing left to compile, and waits for the compiler (`-Xbatch`).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Xbatch",
      "-XX:+UseParallelGC"
    })
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Contest {

  /// How long a contestant's idle threads may go on spinning: OpenBLAS lets them for 2^26 ticks of
  /// the clock, some 30 ms, GNU's OpenMP and ours for less.
  static final int CALM_MILLIS = 50;

  /// A compiler that has had nothing to do for so long, and for so many runs, is done: counters of
  /// methods that are called once in a run rise by one in each.
  private static final long QUIET_NANOS = 400_000_000;

  private static final int QUIET_RUNS = 40;

  /// However long it takes: on a busy machine there may always be something to compile.
  private static final long SETTLED_NANOS = 40_000_000_000L;

  /// Held, so that its level stays: what it says of kernels need not be said before every task.
  private static final Logger LOGGER = Logger.getLogger("cerulean");

  @Param("1")
  private int threads = 1;

  /// Names of peers with commas between them, each of which knows the task.
  @Param("")
  private String peers = "";

  private final List<Work> contestants = new ArrayList<>();

  private Work turn = new Nothing();

  private IterationType phase = IterationType.WARMUP;

  private int turnsOfPhase;

  /// The task to time.
  abstract Task task();

  /// The task made ready for Cerulean.
  abstract Work ours(Task task);

  /// Makes the task ready for every contestant and checks what each gives.
  @Setup(org.openjdk.jmh.annotations.Level.Trial)
  public void prepare() {
    LOGGER.setLevel(Level.WARNING);
    Parallel.configure(threads);
    Task task = task();
    Work ours = ours(task);
    float[] expected = ours.numbers();
    task.check(expected);
    contestants.add(ours);
    settle(ours);
    for (String name : peers.isEmpty() ? new String[0] : peers.split(",", -1)) {
      Peer peer = Peers.named(name);
      Work work = peer.prepare(task, threads);
      task.compare(peer.name(), expected, work.numbers());
      contestants.add(work);
    }
  }

  /// Runs the work until the virtual machine compiles nothing any more: how long that takes depends
  /// on what else the machine does, so that no fixed time would do.
  private static void settle(Work work) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler == null) {
      return;
    }
    long start = System.nanoTime();
    long change = start;
    long compiled = -1;
    long quietRuns = 0;
    while ((System.nanoTime() - change < QUIET_NANOS || quietRuns < QUIET_RUNS)
        && System.nanoTime() - start < SETTLED_NANOS) {
      // Several runs at once: the question takes longer than a short run.
      long until = System.nanoTime() + QUIET_NANOS / 100;
      do {
        work.run();
        quietRuns++;
      } while (System.nanoTime() < until);
      long now = compiler.getTotalCompilationTime();
      if (now != compiled) {
        compiled = now;
        change = System.nanoTime();
        quietRuns = 0;
      }
    }
  }

  /// Hands the turn on.
  @Setup(org.openjdk.jmh.annotations.Level.Iteration)
  public void nextTurn(IterationParams iterations) throws InterruptedException {
    if (iterations.getType() != phase) {
      phase = iterations.getType();
      turnsOfPhase = 0;
    }
    int at = turnsOfPhase++;
    int number =
        phase == IterationType.WARMUP
            ? Math.max(0, at - (iterations.getCount() - contestants.size()))
            : at % contestants.size();
    turn = contestants.get(number);
    if (threads > 1 && contestants.size() > 1) {
      Thread.sleep(CALM_MILLIS);
    }
  }

  /// What is timed.
  @Benchmark
  public Object run() {
    return turn.run();
  }

  /// Stands for the contestants before there are any.
  private static final class Nothing implements Work {
    @Override
    public Object run() {
      return this;
    }

    @Override
    public float[] numbers() {
      return new float[0];
    }
  }
}
