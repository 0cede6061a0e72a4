package cerulean.bench;

import cerulean.bench.neuro.Child;
import cerulean.bench.neuro.NeuroProcess;
import cerulean.bench.neuro.NeuroWork;
import cerulean.bench.neuro.Simulator;
import cerulean.bench.report.ResultsFile;
import cerulean.bench.report.Row;
import cerulean.bench.report.Timing;
import cerulean.bench.task.Unit;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The group of spiking networks: each in processes of its own, ours and those of the simulators in
/// turn, because these are programs.
final class NeuroNetworks implements ProcessGroup {

  /// The name of the group.
  static final String GROUP = "neuro";

  /// What starting a virtual machine, making a network, checking and warming it up take, as seen.
  private static final double START_SECONDS = 3;

  /// What a quick run leaves out: the largest networks.
  private static final List<NeuroWork> SLOW = List.of(NeuroWork.SPARSE_100K, NeuroWork.STDP_10K);

  private record Point(NeuroWork work, int threads, List<Simulator> simulators) {}

  private final List<Point> points = new ArrayList<>();
  private final List<Simulator> simulators;
  private final int processes;
  private final Pace pace;

  NeuroNetworks(Pattern only, boolean quick, List<Integer> threads, List<Simulator> simulators) {
    this.simulators = simulators;
    processes = quick ? 1 : 3;
    pace = quick ? new Pace(0, 0, 5, 150) : new Pace(0, 0, 7, 300);
    for (NeuroWork work : NeuroWork.values()) {
      if (!only.matcher(work.text()).find() || (quick && SLOW.contains(work))) {
        continue;
      }
      for (int count : threads) {
        if (count == 1 || work.isShared()) {
          List<Simulator> able =
              simulators.stream().filter(other -> other.knows(work, count)).toList();
          points.add(new Point(work, count, able));
        }
      }
    }
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public int points() {
    return points.size();
  }

  @Override
  public double seconds() {
    double seconds = 0;
    for (Point point : points) {
      double rounds = pace.rounds() * pace.millis() / 1e3;
      double each =
          point.work.isSpeed() ? START_SECONDS + rounds + (point.work.cells() > 10_000 ? 5 : 0) : 1;
      seconds += processes(point.work) * each;
      for (Simulator simulator : point.simulators) {
        seconds += times(simulator) * simulator.seconds(point.work);
      }
    }
    return seconds;
  }

  /// How many rounds each network has in each process, and how long they are.
  @Override
  public Pace pace() {
    return new Pace(0, 0, processes * pace.rounds(), pace.millis());
  }

  @Override
  public List<String> works() {
    return points.stream().map(point -> GROUP + " " + point.work.text()).distinct().toList();
  }

  /// Memory is the same in every process.
  private int processes(NeuroWork work) {
    return work.unit() == Unit.BYTES ? 1 : processes;
  }

  private int times(Simulator simulator) {
    return Math.min(simulator.processes(), 2 * processes);
  }

  @Override
  public List<Row> rows(List<String> flags, ProgressBar bar, List<String> failures) {
    // The compiler works beside the network in its first seconds, as it does for users.
    List<String> own = flags.stream().filter(flag -> !flag.equals("-Xbatch")).toList();
    List<Row> rows = new ArrayList<>();
    for (Point point : points) {
      bar.label(GROUP + " " + point.work.text() + ", " + point.threads + " thr");
      rows.addAll(rows(point, own, failures));
      bar.step();
    }
    for (Simulator simulator : simulators) {
      try {
        simulator.close();
      } catch (IOException e) {
        failures.add(GROUP + ": files of " + simulator.name() + " are left; " + e.getMessage());
      }
    }
    return rows;
  }

  private List<Row> rows(Point point, List<String> flags, List<String> failures) {
    List<Double> ours = new ArrayList<>();
    Map<Simulator, List<Double>> theirs = new LinkedHashMap<>();
    point.simulators.forEach(simulator -> theirs.put(simulator, new ArrayList<>()));
    int rounds =
        Math.max(
            processes(point.work), theirs.keySet().stream().mapToInt(this::times).max().orElse(0));
    for (int round = 0; round < rounds; round++) {
      try {
        if (round < processes(point.work)) {
          ours.addAll(run(point, flags));
        }
        for (Map.Entry<Simulator, List<Double>> other : theirs.entrySet()) {
          if (round < times(other.getKey())) {
            other.getValue().addAll(nanos(other.getKey(), point, failures));
          }
        }
      } catch (IOException e) {
        failures.add(GROUP + " " + point.work.text() + ": not measured; " + Failures.reason(e));
        return List.of();
      }
    }
    List<Row> rows = new ArrayList<>();
    theirs.forEach((simulator, nanos) -> {
      if (!nanos.isEmpty()) {
        rows.add(row(point, ours, simulator.name(), nanos));
      }
    });
    return rows.isEmpty() ? List.of(row(point, ours, null, List.of())) : rows;
  }

  private static List<Double> nanos(Simulator simulator, Point point, List<String> failures) {
    try {
      return simulator.nanos(point.work, point.threads);
    } catch (IOException e) {
      failures.add(
          GROUP
              + " "
              + point.work.text()
              + ": "
              + simulator.name()
              + " not measured; "
              + Failures.reason(e));
      return List.of();
    }
  }

  private List<Double> run(Point point, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-D" + NeuroProcess.WORK + "=" + point.work.name());
    command.add("-D" + NeuroProcess.THREADS + "=" + point.threads);
    command.add("-D" + NeuroProcess.ROUNDS + "=" + pace.rounds());
    command.add("-D" + NeuroProcess.MILLIS + "=" + pace.millis());
    command.add("-D" + NeuroProcess.STARTED + "=" + NeuroProcess.micros());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(NeuroProcess.class.getName());
    return NeuroProcess.numbers(Child.lines(command, null));
  }

  private static Row row(
      Point point, List<Double> ours, @Nullable String peer, List<Double> theirs) {
    Unit unit = point.work.unit();
    Timing mine = Timing.of(ours, List.of());
    Timing other = peer == null ? null : Timing.of(theirs, List.of());
    return new Row(
        GROUP,
        point.work.text(),
        point.threads,
        ResultsFile.rounded(told(unit, mine)),
        other == null ? null : ResultsFile.rounded(told(unit, other)),
        peer,
        null,
        unit.text(),
        other == null ? null : ResultsFile.rounded(other.nanos() / mine.nanos()),
        null,
        ResultsFile.rounded(mine.spread()),
        other == null ? null : ResultsFile.rounded(other.spread()),
        Double.NaN);
  }

  /// Of memory the timing has bytes, of speeds the nanoseconds of a simulated second.
  private static double told(Unit unit, Timing timing) {
    return unit == Unit.BYTES ? timing.nanos() : unit.of(timing.nanos(), 1e9);
  }
}
