package cerulean.studies.microcircuit;

import cerulean.studies.run.StudyCommand;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cerulean microcircuit`: gain, inhibition, bursts and plasticity of layer-5 cells, with report.
@Command(
    name = "microcircuit",
    description = {
      "Measure how dendrites, SOM and PV cells set the gain of layer-5 pyramidal cells, how bursts"
          + " speed plasticity, and what the gain pulse does to an artificial network"
          + " (arXiv:2507.03222).",
      "About a minute on two cores; with --full about three."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class MicrocircuitCommand extends StudyCommand<MicrocircuitSettings> {

  private static final int USUAL_SEEDS = 5;

  private static final int FULL_SEEDS = 10;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description = "of the noise; default 42 to 46, with --full 42 to 51; one has no intervals")
  private @Nullable List<Long> seeds;

  @Option(names = "--full", description = "ten seeds, a fine heat map, and the closed loop, too")
  private boolean full;

  /// The command, before its options are read.
  public MicrocircuitCommand() {}

  @Override
  protected MicrocircuitSettings settings() {
    int usual = full ? FULL_SEEDS : USUAL_SEEDS;
    return MicrocircuitSettings.of(seeds != null ? seeds : usualSeeds(usual), full);
  }

  @Override
  protected String study(MicrocircuitSettings settings, StudyRun run) throws IOException {
    run.settings(settings.asMap());
    MicrocircuitStudy study;
    try (ProgressBar bar = run.progress("experiments", MicrocircuitStudy.tasks(settings))) {
      study = MicrocircuitStudy.run(settings, bar::step);
    }
    MicrocircuitReport report = new MicrocircuitReport(settings, study, run);
    report.write();
    return report.table();
  }
}
