package cerulean.studies.heterogeneity;

import cerulean.studies.heterogeneity.HeterogeneitySettings.Tasks;
import cerulean.studies.run.Choice;
import cerulean.studies.run.StudyCommand;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cerulean heterogeneity`: equal against different cells, with and without noradrenaline by cell
/// class.
@Command(
    name = "heterogeneity",
    description = {
      "Train spiking networks of equal and of different cells, with and without noradrenaline on classes of"
          + " cells, on intervals and on a stream of digits (after arXiv:2407.04525).",
      "About a minute and a half on two cores; with --full about forty, estimated from that."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class HeterogeneityCommand extends StudyCommand<HeterogeneitySettings> {

  private static final int USUAL_SEEDS = 5;

  private static final int FULL_SEEDS = 20;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      description = "temporal, stream or both; default both")
  private String task = "both";

  @Option(
      names = "--conditions",
      paramLabel = "LIST",
      split = ",",
      description =
          "of equal,different,equal-learned,different-learned,equal-na,different-na,different-na-all"
              + " (default), different-log-normal,equal-half,equal-double,equal-fourfold (with --full)")
  private @Nullable List<String> conditions;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description = "default 42 to 46, with --full 42 to 61")
  private @Nullable List<Long> seeds;

  @Option(names = "--full", description = "all conditions, more seeds, longer training")
  private boolean full;

  /// The command, before its options are read.
  public HeterogeneityCommand() {}

  @Override
  protected HeterogeneitySettings settings() {
    return new HeterogeneitySettings(
        Choice.of("task", Tasks.class, task),
        conditions != null
            ? Choice.of("conditions", Condition.class, conditions)
            : full ? List.of(Condition.values()) : Condition.USUAL,
        seeds != null ? seeds : usualSeeds(full ? FULL_SEEDS : USUAL_SEEDS),
        CellPlan.USUAL,
        full ? IntervalProtocol.FULL : IntervalProtocol.USUAL,
        full ? StreamProtocol.FULL : StreamProtocol.USUAL);
  }

  @Override
  protected String study(HeterogeneitySettings settings, StudyRun run) throws IOException {
    run.settings(settings.asMap());
    DigitStream digits = null;
    if (settings.tasks().stream()) {
      digits = new DigitStream(settings.stream(), HeterogeneitySettings.DIGITS_SEED);
      run.data(digits.records());
    }
    HeterogeneityStudy study;
    try (ProgressBar bar = run.progress("iterations", settings.iterations())) {
      study = HeterogeneityStudy.run(settings, digits, bar::step);
    }
    HeterogeneityReport report = new HeterogeneityReport(settings, study, run);
    report.write();
    return report.table();
  }
}
