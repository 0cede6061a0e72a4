package cerulean.studies.microcircuit;

import cerulean.studies.run.RunOptions;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
public final class MicrocircuitCommand implements Callable<Integer> {

  private static final long FIRST_SEED = 42;

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

  @Mixin private RunOptions options = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command, before its options are read.
  public MicrocircuitCommand() {}

  @Override
  public Integer call() throws IOException {
    options.configure();
    MicrocircuitSettings settings = settings();
    try (StudyRun run = options.start()) {
      run.settings(settings.asMap());
      MicrocircuitStudy study;
      try (ProgressBar bar = run.progress("experiments", MicrocircuitStudy.tasks(settings))) {
        study = MicrocircuitStudy.run(settings, bar::step);
      }
      MicrocircuitReport report = new MicrocircuitReport(settings, study, run);
      report.write();
      Path finished = run.finish();
      PrintWriter console = spec.commandLine().getOut();
      console.println(report.table());
      console.println("report: " + finished.resolve(StudyReport.PAGE));
      console.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private MicrocircuitSettings settings() {
    int usual = full ? FULL_SEEDS : USUAL_SEEDS;
    List<Long> chosen =
        seeds != null ? seeds : LongStream.range(FIRST_SEED, FIRST_SEED + usual).boxed().toList();
    try {
      return MicrocircuitSettings.of(chosen, full);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
