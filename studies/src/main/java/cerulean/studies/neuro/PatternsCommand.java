package cerulean.studies.neuro;

import cerulean.neuro.CellType;
import cerulean.neuro.analysis.FiCurve;
import cerulean.neuro.networks.FiringPattern;
import cerulean.studies.console.TextTable;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cerulean neuro patterns`: the firing patterns of 2004 beside the author's spike times, and all
/// named cells under a step of current.
@Command(
    name = "patterns",
    description =
        "Run the 20 firing patterns of Izhikevich (2004) and compare every spike time with the"
            + " author's script; show all named cells under a step of current.",
    mixinStandardHelpOptions = true)
final class PatternsCommand extends Demonstration {

  /// Length of the run of a named cell.
  static final double END_MS = 500;

  private static final double FROM_MS = 50;
  private static final double TO_MS = 450;

  /// What a cell is given if it does not go on firing under any steady current, in its unit.
  private static final double CURRENT_OF_SILENT = 40;

  @Option(
      names = "--cells",
      paramLabel = "LIST",
      split = ",",
      description = "named cells, as in \"RS 2007,FS 2007\"; default all")
  private List<String> cells = CellType.all().stream().map(CellType::name).toList();

  @Option(
      names = "--strength",
      paramLabel = "X",
      description =
          "current of the step as a multiple of the smallest that keeps the cell firing;"
              + " default 1.5")
  private double strength = 1.5;

  @Option(
      names = "--dt",
      paramLabel = "MS",
      description = "step of the named cells; default 0.05; patterns have that of the script")
  private double dtMs = 0.05;

  /// A pattern and what the cell did.
  record Pattern(FiringPattern pattern, FiringPattern.Response response) {

    /// Whether every spike is at the time of the script.
    boolean agrees() {
      List<Double> found = new ArrayList<>();
      for (double ms : response.spikesMs()) {
        found.add(ms);
      }
      return found.equals(pattern.publishedMs());
    }
  }

  /// A named cell, its smallest current, the current it got and what it did.
  record Driven(
      CellType type, String unit, double rheobase, double current, CellDrive.Response response) {}

  @Override
  protected Map<String, Object> settings() {
    cells.forEach(CellType::named);
    requireWithin("strength", 0.1, 10, strength);
    requireStep(dtMs);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("cells", cells);
    settings.put("strength", strength);
    settings.put("dtMs", dtMs);
    return settings;
  }

  @Override
  TextTable study(StudyRun run) throws IOException {
    List<Pattern> patterns = new ArrayList<>();
    List<Driven> driven = new ArrayList<>();
    try (ProgressBar bar = run.progress("cells", cells.size())) {
      for (FiringPattern pattern : FiringPattern.panels2004()) {
        patterns.add(new Pattern(pattern, pattern.run()));
      }
      for (FiringPattern pattern : FiringPattern.cells2003()) {
        patterns.add(new Pattern(pattern, pattern.run()));
      }
      for (String name : cells) {
        bar.label(name);
        driven.add(driven(CellType.named(name)));
        bar.step();
      }
    }
    return new PatternsReport(run, patterns, driven, strength, dtMs).write();
  }

  private Driven driven(CellType type) {
    double rheobase = CellDrive.rheobase(type, FiCurve.Protocol.of(dtMs));
    double current = Double.isNaN(rheobase) ? CURRENT_OF_SILENT : strength * rheobase;
    return new Driven(
        type,
        type.population(1).compartment().unit(),
        rheobase,
        current,
        CellDrive.step(type, current, dtMs, FROM_MS, TO_MS, END_MS));
  }
}
