package cerulean.studies.neuro;

import cerulean.neuro.CellType;
import cerulean.neuro.analysis.FiCurve;
import cerulean.studies.console.TextTable;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cerulean neuro fi`: firing rates by current of the named cells, and how a dendrite changes
/// them.
@Command(
    name = "fi",
    description =
        "Measure how often the named cells fire by the current they are given, and how current into"
            + " the dendrite changes that in cells with two compartments.",
    mixinStandardHelpOptions = true)
final class FiCommand extends Demonstration {

  /// The largest current is so many times the smallest at which a cell goes on firing.
  private static final double REACH = 4;

  /// The range of a cell that does not go on firing, in its unit.
  private static final double REACH_OF_SILENT = 40;

  @Option(
      names = "--cells",
      paramLabel = "LIST",
      split = ",",
      description = "named cells, as in \"RS 2007,FS 2007\"; default all")
  private List<String> cells = CellType.all().stream().map(CellType::name).toList();

  @Option(
      names = "--max",
      paramLabel = "X",
      description =
          "largest current in the unit of each cell; default 4 times the smallest that keeps it"
              + " firing")
  private @Nullable Double max;

  @Option(names = "--points", paramLabel = "N", description = "currents of a curve; default 41")
  private int points = 41;

  @Option(names = "--dt", paramLabel = "MS", description = "step; default 0.05")
  private double dtMs = 0.05;

  @Option(
      names = "--ms",
      paramLabel = "MS",
      description = "time to count spikes in, after half of it to settle; default 1000")
  private double ms = 1000;

  /// A cell, the smallest current at which it goes on firing, and its curve.
  record Measured(CellType type, double rheobase, FiCurve curve) {}

  @Override
  protected Map<String, Object> settings() {
    cells.forEach(CellType::named);
    if (max != null) {
      requireWithin("max", 1e-3, 1e6, max);
    }
    requireWithin("points", 2, 1000, points);
    requireStep(dtMs);
    requireWithin("ms", 10, 1e6, ms);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("cells", cells);
    settings.put("max", max);
    settings.put("points", points);
    settings.put("dtMs", dtMs);
    settings.put("settleMs", protocol().settleMs());
    settings.put("measureMs", protocol().measureMs());
    return settings;
  }

  @Override
  TextTable study(StudyRun run) throws IOException {
    List<Measured> curves = new ArrayList<>();
    List<DendriteGain> gains = new ArrayList<>();
    try (ProgressBar bar = run.progress("cells", cells.size())) {
      for (String name : cells) {
        bar.label(name);
        CellType type = CellType.named(name);
        curves.add(measured(type));
        if (type.population(1).compartments().contains(DendriteGain.DENDRITE)) {
          gains.add(DendriteGain.of(type, protocol()));
        }
        bar.step();
      }
    }
    return new FiReport(run, curves, gains, protocol()).write();
  }

  private Measured measured(CellType type) {
    double rheobase = CellDrive.rheobase(type, FiCurve.Protocol.of(dtMs));
    double most = Double.isNaN(rheobase) ? REACH_OF_SILENT : REACH * rheobase;
    double[] currents = FiCurve.currents(0, max != null ? max : most, points);
    return new Measured(type, rheobase, FiCurve.of(type.make(), currents, protocol()));
  }

  private FiCurve.Protocol protocol() {
    return new FiCurve.Protocol(dtMs, wholeSteps(ms / 2), wholeSteps(ms));
  }

  private double wholeSteps(double length) {
    return Math.rint(length / dtMs) * dtMs;
  }
}
