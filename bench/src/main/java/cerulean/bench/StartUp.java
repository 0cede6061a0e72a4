package cerulean.bench;

import cerulean.bench.ColdStart.Times;
import cerulean.bench.report.ResultsFile;
import cerulean.bench.report.Row;
import cerulean.bench.report.Timing;
import cerulean.bench.task.Peer;
import cerulean.bench.task.Training;
import cerulean.bench.task.Unit;
import cerulean.training.ProgressBar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The group of whole processes: what passes from the start of a virtual machine until it has
/// trained one step and until its steps are steady. The variants have their processes in turn.
final class StartUp implements ProcessGroup {

  /// The name of the group.
  static final String GROUP = "startup";

  /// What is done so that it starts sooner.
  enum Variant {
    PLAIN("plain"),
    /// Loops on vectors go to the optimizing compiler after a hundredth of the usual runs.
    EARLY(
        "early compilation",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=CompileThresholdScaling,cerulean.tensor.kernel.*::*,0.01"),
    /// Classes come parsed and checked from an archive (JEP 350).
    CLASS_DATA("class data"),
    /// Classes come from an ahead-of-time cache (JEP 483, 514, 515).
    CACHE("aot cache"),
    /// Both.
    TOGETHER("early compilation and aot cache", EARLY.flags),
    /// [cerulean.tensor.WarmUp] on a second network before the first step.
    WARM_UP("warm-up", "-D" + ColdStart.WARM_UP + "=true"),
    SCALAR("scalar kernels", "-Dcerulean.kernels=scalar");

    private final String text;

    /// Flags of the virtual machine, with spaces between them.
    private final String flags;

    Variant(String text, String... flags) {
      this.text = text;
      this.flags = String.join(" ", flags);
    }
  }

  /// What a quick run has.
  private static final List<Variant> QUICK = List.of(Variant.PLAIN, Variant.CACHE, Variant.WARM_UP);

  /// A number of each process, and what it is called.
  private static final Map<String, ToDoubleFunction<Times>> MEASURES = measures();

  /// How long a process may take before it counts as hung: many times what any takes.
  private static final long MOST_SECONDS = 300;

  private final List<Variant> variants;
  private final List<Integer> threads;
  private final List<Peer> peers;
  private final int processes;
  private final int seconds;

  StartUp(Pattern only, boolean quick, List<Integer> threads, List<Peer> peers) {
    variants =
        (quick ? QUICK : List.of(Variant.values()))
            .stream().filter(variant -> only.matcher(variant.text).find()).toList();
    this.threads = threads;
    this.peers =
        variants.contains(Variant.PLAIN)
            ? peers.stream().filter(peer -> peer.knows(Training.of(ColdStart.WORK))).toList()
            : List.of();
    processes = quick ? 3 : 5;
    seconds = quick ? 4 : 5;
  }

  private static Map<String, ToDoubleFunction<Times>> measures() {
    Map<String, ToDoubleFunction<Times>> measures = new LinkedHashMap<>();
    measures.put("first step ends", Times::firstEnds);
    measures.put("first step takes", Times::firstTakes);
    measures.put("steady from", Times::steadyFrom);
    measures.put("steady step", Times::step);
    return measures;
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public int points() {
    return threads.size() * variants.size();
  }

  /// Steps for the time asked for, and a second to start.
  @Override
  public double seconds() {
    return threads.size() * processes * (variants.size() + peers.size()) * (seconds + 1.2);
  }

  /// How many processes each variant has, and how long their steps go on.
  @Override
  public Pace pace() {
    return new Pace(0, 0, processes, 1000 * seconds);
  }

  @Override
  public List<String> works() {
    return variants.stream().map(variant -> GROUP + " " + variant.text).toList();
  }

  @Override
  public List<Row> rows(List<String> flags, ProgressBar bar, List<String> failures) {
    // Compiling in the background is part of what is measured.
    List<String> own = flags.stream().filter(flag -> !flag.equals("-Xbatch")).toList();
    List<Row> rows = new ArrayList<>();
    try {
      Path folder = Files.createTempDirectory("cerulean-startup");
      try {
        for (int count : threads) {
          rows.addAll(rows(own, count, folder, bar, failures));
        }
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      failures.add(GROUP + ": not measured; " + Failures.reason(e));
    }
    return rows;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private List<Row> rows(
      List<String> flags, int count, Path folder, ProgressBar bar, List<String> failures) {
    Map<Variant, List<Times>> ours = new LinkedHashMap<>();
    Map<Peer, List<Times>> theirs = new LinkedHashMap<>();
    Map<Variant, List<String>> lines = new LinkedHashMap<>();
    for (Variant variant : variants) {
      bar.label(GROUP + " " + variant.text + ", " + count + " thr");
      List<String> line = new ArrayList<>(flags);
      if (!variant.flags.isEmpty()) {
        line.addAll(Arrays.asList(variant.flags.split(" ", -1)));
      }
      try {
        line.addAll(archive(variant, line, count, folder));
        lines.put(variant, line);
      } catch (IOException e) {
        failures.add(GROUP + " " + variant.text + ": not measured; " + Failures.reason(e));
      }
      bar.step();
    }
    bar.label(GROUP + " in turn, " + count + " thr");
    for (int round = 0; round < processes; round++) {
      lines.forEach((variant, line) ->
          add(ours, variant, variant.text, line, count, ColdStart.OURS, failures));
      for (Peer peer : peers) {
        add(theirs, peer, peer.name(), flags, count, peer.name(), failures);
      }
    }
    List<Row> rows = new ArrayList<>();
    ours.forEach((variant, times) -> {
      if (variant == Variant.PLAIN && !theirs.isEmpty()) {
        theirs.forEach((peer, other) -> add(rows, variant, count, times, peer.name(), other));
      } else {
        add(rows, variant, count, times, null, List.of());
      }
    });
    return rows;
  }

  /// Makes what the variant starts from, and returns the flags that use it.
  private List<String> archive(Variant variant, List<String> line, int count, Path folder)
      throws IOException {
    Path file = folder.resolve(variant.name().toLowerCase(Locale.ROOT) + count);
    String make;
    String use;
    switch (variant) {
      case CLASS_DATA -> {
        make = "-XX:ArchiveClassesAtExit=";
        use = "-XX:SharedArchiveFile=";
      }
      case CACHE, TOGETHER -> {
        make = "-XX:AOTCacheOutput=";
        use = "-XX:AOTCache=";
      }
      default -> {
        return List.of();
      }
    }
    List<String> making = new ArrayList<>(line);
    making.add(make + file);
    run(making, count, ColdStart.OURS);
    if (!Files.exists(file)) {
      throw new IOException("java with " + make + file + " wrote no such file");
    }
    return List.of(use + file);
  }

  private <K> void add(
      Map<K, List<Times>> to,
      K key,
      String name,
      List<String> line,
      int count,
      String who,
      List<String> failures) {
    try {
      Times times = run(line, count, who);
      to.computeIfAbsent(key, any -> new ArrayList<>()).add(times);
    } catch (IOException e) {
      failures.add(GROUP + " " + name + ": a process has no times; " + Failures.reason(e));
    }
  }

  /// Starts a process and reads its times.
  private Times run(List<String> flags, int count, String who) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-D" + ColdStart.THREADS + "=" + count);
    command.add("-D" + ColdStart.SECONDS + "=" + seconds);
    command.add("-D" + ColdStart.WHO + "=" + who);
    command.add("-D" + ColdStart.STARTED + "=" + ColdStart.micros());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ColdStart.class.getName());
    File said = File.createTempFile("cerulean-startup", ".txt");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
      try {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("a process ran for more than " + MOST_SECONDS + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroyForcibly();
      }
      List<String> lines = Files.readAllLines(said.toPath());
      for (String line : lines) {
        if (Times.isIn(line)) {
          return Times.of(line);
        }
      }
      throw new IOException(lines.isEmpty() ? "it printed nothing" : lines.getLast());
    } finally {
      Files.delete(said.toPath());
    }
  }

  private static void add(
      List<Row> rows,
      Variant variant,
      int count,
      List<Times> times,
      @Nullable String peer,
      List<Times> other) {
    MEASURES.forEach((name, measure) -> {
      Timing ours = timing(times, measure);
      Timing theirs = other.isEmpty() ? null : timing(other, measure);
      rows.add(
          new Row(
              GROUP,
              variant.text + ": " + name,
              count,
              ResultsFile.rounded(ours.nanos() / 1e3),
              theirs == null ? null : ResultsFile.rounded(theirs.nanos() / 1e3),
              peer,
              null,
              Unit.MICROSECONDS.text(),
              theirs == null ? null : ResultsFile.rounded(theirs.nanos() / ours.nanos()),
              null,
              ResultsFile.rounded(ours.spread()),
              theirs == null ? null : ResultsFile.rounded(theirs.spread()),
              Double.NaN));
    });
  }

  private static Timing timing(List<Times> times, ToDoubleFunction<Times> measure) {
    return Timing.of(times.stream().map(measure::applyAsDouble).toList(), List.of());
  }
}
