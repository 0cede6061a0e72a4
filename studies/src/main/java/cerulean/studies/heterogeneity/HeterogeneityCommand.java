package cerulean.studies.heterogeneity;

import cerulean.studies.heterogeneity.HeterogeneitySettings.Tasks;
import cerulean.studies.run.RunOptions;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cerulean heterogeneity`: equal against different cells, with and without noradrenaline by cell
/// class.
@Command(
    name = "heterogeneity",
    description = {
      "Train spiking networks of equal and of different cells, with and without noradrenaline on classes of"
          + " cells, on intervals and on a stream of digits (after arXiv:2407.04525).",
      "About a minute and a half on two cores; with --full about forty."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class HeterogeneityCommand implements Callable<Integer> {

  private static final long FIRST_SEED = 42;

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

  @Mixin private RunOptions options = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command, before its options are read.
  public HeterogeneityCommand() {}

  @Override
  public Integer call() throws IOException {
    options.configure();
    HeterogeneitySettings settings = settings();
    try (StudyRun run = options.start()) {
      run.settings(settings.asMap());
      HeterogeneityReport report = new HeterogeneityReport(settings, study(settings, run), run);
      report.write();
      Path finished = run.finish();
      PrintWriter console = spec.commandLine().getOut();
      console.println(report.table());
      console.println("report: " + finished.resolve(StudyReport.PAGE));
      console.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private static HeterogeneityStudy study(HeterogeneitySettings settings, StudyRun run) {
    DigitStream digits = null;
    if (settings.tasks().stream()) {
      digits = new DigitStream(settings.stream(), HeterogeneitySettings.DIGITS_SEED);
      run.data(digits.records());
    }
    try (ProgressBar bar = run.progress("iterations", settings.iterations())) {
      return HeterogeneityStudy.run(settings, digits, bar::step);
    }
  }

  private HeterogeneitySettings settings() {
    int usual = full ? FULL_SEEDS : USUAL_SEEDS;
    List<Condition> all = full ? Arrays.asList(Condition.values()) : Condition.USUAL;
    try {
      return new HeterogeneitySettings(
          Tasks.ofKey(task),
          conditions == null ? all : conditions.stream().map(Condition::ofKey).toList(),
          seeds != null ? seeds : LongStream.range(FIRST_SEED, FIRST_SEED + usual).boxed().toList(),
          CellPlan.USUAL,
          full ? IntervalProtocol.FULL : IntervalProtocol.USUAL,
          full ? StreamProtocol.FULL : StreamProtocol.USUAL);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
