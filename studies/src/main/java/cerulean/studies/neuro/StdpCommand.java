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

/// `cerulean neuro stdp`: what pairs of spikes do to a synapse, and how a thousand synapses compete
/// for one cell.
@Command(
    name = "stdp",
    description =
        "Measure the window of spike-timing-dependent plasticity and its dependence on rate, and let"
            + " 1000 inputs compete for one cell (Song, Miller and Abbott 2000).",
    mixinStandardHelpOptions = true)
final class StdpCommand extends Demonstration {

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "simulated seconds of the competition; default 100")
  private int seconds = 100;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description = "one competition for each; default 1,2,3")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Override
  protected Map<String, Object> settings() {
    requireWithin("seconds", 10, 100_000, seconds);
    Choice.requireDistinct("seeds", seeds);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("seconds", seconds);
    settings.put("seeds", seeds);
    return settings;
  }

  @Override
  TextTable study(StudyRun run) throws IOException {
    PairProtocol.Window window = PairProtocol.window();
    PairProtocol.Frequencies frequencies = PairProtocol.frequencies();
    List<Competition> trials = new ArrayList<>();
    try (ProgressBar bar = run.progress("seconds", (long) seconds * seeds.size())) {
      for (long seed : seeds) {
        bar.label("seed " + seed);
        trials.add(Competition.run(seed, seconds, bar::step));
      }
    }
    return new StdpReport(run, window, frequencies, trials, seconds).write();
  }
}
