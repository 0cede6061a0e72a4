package cerulean.studies.neuro;

import cerulean.studies.console.TextTable;
import cerulean.studies.run.Choice;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cerulean neuro network`: the network of Izhikevich (2003), its spikes and its statistics.
@Command(
    name = "network",
    description =
        "Run the network of Izhikevich (2003) and measure rates, irregularity, synchrony and"
            + " rhythms.",
    mixinStandardHelpOptions = true)
final class NetworkCommand extends Demonstration {

  /// Cells of the published network, the only dense one: a million cells would have a terabyte of
  /// synapses.
  static final int PUBLISHED = 1000;

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "cells; default 1000 as published, all to all; any other size has 100 random targets for"
              + " each cell")
  private int size = PUBLISHED;

  @Option(names = "--sparse", description = "100 random targets for each of 1000 cells, too")
  private boolean sparse;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description = "one network for each; default 1,2,3,4,5")
  private List<Long> seeds = List.of(1L, 2L, 3L, 4L, 5L);

  @Option(
      names = "--ms",
      paramLabel = "MS",
      description =
          "simulated time that is measured, after one second of it is let pass; default 1000")
  private int ms = 1000;

  @Override
  protected Map<String, Object> settings() {
    requireWithin("size", 200, 2_000_000, size);
    requireWithin("ms", 500, 1e7, ms);
    Choice.requireDistinct("seeds", seeds);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("size", size);
    settings.put("connectivity", isDense() ? "all to all" : "100 random targets");
    settings.put("seeds", seeds);
    settings.put("settleMs", NetworkTrial.SETTLE_MS);
    settings.put("measureMs", ms);
    return settings;
  }

  @Override
  TextTable study(StudyRun run) throws IOException {
    boolean dense = isDense();
    List<NetworkTrial> trials = new ArrayList<>();
    try (ProgressBar bar =
        run.progress("ms", (long) seeds.size() * (NetworkTrial.SETTLE_MS + ms))) {
      for (long seed : seeds) {
        bar.label("seed " + seed);
        trials.add(NetworkTrial.run(size, dense, seed, ms, trials.isEmpty(), bar::step));
      }
    }
    return new NetworkReport(run, trials, size, dense, ms).write();
  }

  private boolean isDense() {
    return size == PUBLISHED && !sparse;
  }
}
