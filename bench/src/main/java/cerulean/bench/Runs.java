package cerulean.bench;

import cerulean.bench.report.Timing;
import cerulean.bench.task.Limits;
import cerulean.bench.task.Peer;
import cerulean.bench.task.Task;
import cerulean.bench.task.Training;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs JMH: one fork for each task and number of threads.
///
/// - `flags`: of the forked virtual machines
record Runs(Pace pace, List<String> flags) {

  /// What JMH's profiler calls the bytes allocated in a run.
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /// Times the task: ours first, then each peer.
  List<Timing> contest(Task task, int threads, List<Peer> peers) throws RunnerException {
    String names = peers.stream().map(Peer::name).collect(Collectors.joining(","));
    int contestants = 1 + peers.size();
    Pace here = pace(pace, task);
    ChainedOptionsBuilder options =
        options(Plan.benchmark(task), here, contestants)
            .param("work", task.work())
            .param("threads", Integer.toString(threads))
            .param("peers", names);
    List<IterationResult> rounds = run(options);
    List<Timing> timings = new ArrayList<>();
    for (int who = 0; who < contestants; who++) {
      List<IterationResult> own = new ArrayList<>();
      for (int i = who; i < rounds.size(); i += contestants) {
        own.add(rounds.get(i));
      }
      timings.add(timing(own));
    }
    return timings;
  }

  /// The pace of a task: whole training steps take longer to be compiled, and to run.
  static Pace pace(Pace pace, Task task) {
    return task.group().equals(Training.GROUP) ? pace.doubled() : pace;
  }

  /// Times a loop of the limits; the timing is of one pass over the arrays by all threads, or of
  /// the peak's operations of one thread on each.
  Timing limit(Limit limit, int threads) throws RunnerException {
    ChainedOptionsBuilder options =
        limit.isPeak()
            ? options(PeakBenchmark.class, pace, 1)
            : options(BandwidthBenchmark.class, pace, 1)
                .param("loop", limit.loop().toUpperCase(Locale.ROOT))
                .param("size", Integer.toString(limit.size()));
    return timing(run(options.threads(threads)));
  }

  /// The rate of a loop: operations or bytes in a nanosecond.
  static double rate(Limit limit, int threads, double nanos) {
    double amount =
        limit.isPeak()
            ? (double) threads * PeakBenchmark.FLOPS
            : (double) limit.size() * Float.BYTES * loop(limit).arrays();
    return amount / nanos;
  }

  /// The loop that moves memory.
  static Limits.Loop loop(Limit limit) {
    return Limits.Loop.valueOf(limit.loop().toUpperCase(Locale.ROOT));
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, Pace here, int contestants) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .warmupIterations(here.warmupRounds() + contestants - 1)
        .warmupTime(TimeValue.milliseconds(here.warmupMillis()))
        .measurementIterations(here.rounds() * contestants)
        .measurementTime(TimeValue.milliseconds(here.millis()))
        .addProfiler(GCProfiler.class)
        .jvmArgs(flags.toArray(String[]::new))
        .jvmArgsAppend()
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  /// What the forked machine prints is kept back and only shown when it failed.
  private static List<IterationResult> run(ChainedOptionsBuilder options) throws RunnerException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    OutputFormat format = OutputFormatFactory.createFormatInstance(out, VerboseMode.SILENT);
    Collection<RunResult> results;
    try {
      results = new Runner(options.build(), format).run();
    } catch (RunnerException e) {
      e.addSuppressed(new RunnerException(said.toString(StandardCharsets.UTF_8)));
      throw e;
    }
    return results.stream()
        .flatMap(result -> result.getBenchmarkResults().stream())
        .flatMap(result -> result.getIterationResults().stream())
        .toList();
  }

  private static Timing timing(List<IterationResult> rounds) {
    List<Double> nanos = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (IterationResult round : rounds) {
      nanos.add(round.getPrimaryResult().getScore());
      Result<?> allocated = round.getSecondaryResults().get(ALLOCATED);
      if (allocated != null) {
        bytes.add(allocated.getScore());
      }
    }
    return Timing.of(nanos, bytes);
  }
}
