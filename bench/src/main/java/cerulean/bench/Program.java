package cerulean.bench;

import cerulean.bench.neuro.Simulator;
import cerulean.bench.report.ResultsFile;
import cerulean.bench.report.Row;
import cerulean.bench.report.Timing;
import cerulean.bench.task.Limits;
import cerulean.bench.task.Peer;
import cerulean.bench.task.Task;
import cerulean.bench.task.Unit;
import cerulean.training.ProgressBar;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/// All that one call of the command will measure.
final class Program {

  /// What came of it: rows, and a sentence for each point that failed.
  record Outcome(List<Row> rows, List<String> failures) {}

  private record Point(Task task, int threads, List<Peer> peers) {}

  private final List<String> groups;
  private final List<Integer> threads;
  private final Pace pace;
  private final List<Limit> limits;
  private final List<Point> points = new ArrayList<>();
  private final List<ProcessGroup> processes = new ArrayList<>();
  private final Map<Integer, Limits> measured = new HashMap<>();

  Program(
      List<String> groups,
      Pattern only,
      boolean quick,
      List<Integer> threads,
      List<Peer> peers,
      List<Simulator> simulators,
      Pace pace) {
    this.groups = groups;
    this.threads = threads;
    this.pace = pace;
    if (groups.contains(NeuroNetworks.GROUP)) {
      processes.add(new NeuroNetworks(only, quick, threads, simulators));
    }
    if (groups.contains(StartUp.GROUP)) {
      processes.add(new StartUp(only, quick, threads, peers));
    }
    for (String group : groups) {
      for (Task task : Plan.tasks(group, quick)) {
        if (only.matcher(task.work()).find()) {
          List<Peer> able = peers.stream().filter(peer -> peer.knows(task)).toList();
          threads.forEach(count -> points.add(new Point(task, count, able)));
        }
      }
    }
    // Nothing but the other groups is compared with them.
    boolean needed = !points.isEmpty() || groups.contains(Limit.GROUP);
    limits = needed ? Limit.all(groups) : List.of();
  }

  /// How many points are whole processes.
  private int ofProcesses() {
    return processes.stream().mapToInt(ProcessGroup::points).sum();
  }

  /// How many steps the progress bar has.
  private int total() {
    return limits.size() * threads.size() + points.size() + ofProcesses();
  }

  /// Whether there is nothing to do.
  boolean isEmpty() {
    return points.isEmpty() && ofProcesses() == 0 && !groups.contains(Limit.GROUP);
  }

  /// The rounds of each contestant: of whole processes, where there is nothing else.
  Pace rounds() {
    return processes.size() == 1 && total() == ofProcesses() ? processes.getFirst().pace() : pace;
  }

  /// One line that says how much there is to do and how long it takes.
  String describe() {
    double seconds = limits.size() * threads.size() * pace.seconds(1, 0);
    for (ProcessGroup group : processes) {
      seconds += group.seconds();
    }
    for (Point point : points) {
      Pace here = Runs.pace(pace, point.task);
      seconds += here.seconds(point.threads, point.peers.size());
    }
    return String.format(
        Locale.ROOT,
        "%d points on %s %s, about %s",
        total(),
        threads.toString().replaceAll("[\\[\\] ]", "").replace(",", " and "),
        threads.equals(List.of(1)) ? "thread" : "threads",
        seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " minutes");
  }

  /// The names of the work, in order.
  List<String> works() {
    List<String> works = new ArrayList<>();
    points.stream()
        .map(point -> point.task.group() + " " + point.task.work())
        .distinct()
        .forEach(works::add);
    processes.forEach(group -> works.addAll(group.works()));
    return works;
  }

  /// Measures everything; `shown` gets the rows of each group when it is done.
  Outcome run(Runs runs, PrintStream progress, Consumer<List<Row>> shown) {
    List<Row> rows = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    boolean terminal = Boolean.getBoolean("cerulean.terminal");
    try (ProgressBar bar = new ProgressBar("bench", "points", total(), terminal, progress)) {
      List<Row> loops = new ArrayList<>();
      threads.forEach(count -> measured.put(count, limits(runs, count, loops, failures, bar)));
      if (groups.contains(Limit.GROUP)) {
        shown.accept(loops);
        rows.addAll(loops);
      }
      for (String group : groups) {
        List<Row> ofGroup = new ArrayList<>();
        for (Point point : points) {
          if (point.task.group().equals(group)) {
            bar.label(group + " " + point.task.work() + ", " + point.threads + " thr");
            ofGroup.addAll(rows(runs, point, failures));
            bar.step();
          }
        }
        for (ProcessGroup whole : processes) {
          if (group.equals(whole.group())) {
            ofGroup.addAll(whole.rows(runs.flags(), bar, failures));
          }
        }
        if (!ofGroup.isEmpty()) {
          shown.accept(ofGroup);
          rows.addAll(ofGroup);
        }
      }
    }
    return new Outcome(rows, failures);
  }

  private Limits limits(
      Runs runs, int count, List<Row> rows, List<String> failures, ProgressBar bar) {
    double gflops = 0;
    List<Limits.Bandwidth> bandwidths = new ArrayList<>();
    for (Limit limit : limits) {
      bar.label("limit " + limit.work() + ", " + count + " thr");
      try {
        Timing timing = runs.limit(limit, count);
        double rate = Runs.rate(limit, count, timing.nanos());
        if (limit.isPeak()) {
          gflops = rate;
        } else {
          bandwidths.add(new Limits.Bandwidth(Runs.loop(limit), limit.size(), rate));
        }
        Unit unit = limit.isPeak() ? Unit.GFLOPS : Unit.GIGABYTES;
        rows.add(
            new Row(
                Limit.GROUP,
                limit.work(),
                count,
                ResultsFile.rounded(rate),
                null,
                null,
                null,
                unit.text(),
                null,
                null,
                ResultsFile.rounded(timing.spread()),
                null,
                ResultsFile.rounded(timing.bytes())));
      } catch (RunnerException e) {
        failures.add("limit " + limit.work() + ": not measured; " + Failures.reason(e));
      }
      bar.step();
    }
    return new Limits(gflops, bandwidths);
  }

  /// One row for each peer, or a single one.
  private List<Row> rows(Runs runs, Point point, List<String> failures) {
    List<Timing> timings;
    try {
      timings = runs.contest(point.task, point.threads, point.peers);
    } catch (RunnerException e) {
      failures.add(
          point.task.group() + " " + point.task.work() + ": not measured; " + Failures.reason(e));
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    Timing ours = timings.getFirst();
    if (point.peers.isEmpty()) {
      rows.add(row(point, ours, null, null));
    }
    for (int i = 0; i < point.peers.size(); i++) {
      rows.add(row(point, ours, point.peers.get(i).name(), timings.get(i + 1)));
    }
    return rows;
  }

  private Row row(Point point, Timing ours, @Nullable String peer, @Nullable Timing theirs) {
    Task task = point.task;
    Unit unit = task.unit();
    double floor = task.limitNanos(measured.getOrDefault(point.threads, new Limits(0, List.of())));
    double speed = unit.of(ours.nanos(), task.flops());
    Double limit = floor > 0 ? ResultsFile.rounded(unit.of(floor, task.flops())) : null;
    Double share = floor > 0 ? ResultsFile.rounded(floor / ours.nanos()) : null;
    Double other =
        theirs == null ? null : ResultsFile.rounded(unit.of(theirs.nanos(), task.flops()));
    Double ratio = theirs == null ? null : ResultsFile.rounded(theirs.nanos() / ours.nanos());
    return new Row(
        task.group(),
        task.work(),
        point.threads,
        ResultsFile.rounded(speed),
        other,
        peer,
        limit,
        unit.text(),
        ratio,
        share,
        ResultsFile.rounded(ours.spread()),
        theirs == null ? null : ResultsFile.rounded(theirs.spread()),
        ResultsFile.rounded(ours.bytes()));
  }
}
