package cerulean.studies.gonogo;

import cerulean.studies.run.RunOptions;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
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

/// `cerulean go-nogo`: the set-shifting task with and without noradrenaline, at two levels.
@Command(
    name = "go-nogo",
    description = {
      "Learn a Go/No-Go task whose rule changes midway, by dopamine alone and with the noradrenaline of"
          + " a change detector, as a rate model and as a spiking network (arXiv:2501.06762).",
      "About a minute on two cores; with --full about three."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class GoNoGoCommand implements Callable<Integer> {

  private static final long FIRST_SEED = 42;

  private static final int USUAL_SEEDS = 6;

  private static final int FULL_SEEDS = 20;

  private static final int USUAL_RUNS = 200;

  private static final int FULL_RUNS = 2000;

  @Option(
      names = "--level",
      paramLabel = "NAME",
      description = "rate, spiking or both; default both")
  private String level = "both";

  @Option(
      names = "--conditions",
      paramLabel = "LIST",
      split = ",",
      description =
          "of the rate level: da,da-na,temperature,plasticity,na-30,da-ach,da-na-ach,da-5ht,da-na-5ht;"
              + " default all")
  private List<String> conditions = Arrays.stream(Condition.values()).map(Condition::key).toList();

  @Option(
      names = "--networks",
      paramLabel = "LIST",
      split = ",",
      description =
          "of the spiking level: da,da-na,excitability,plasticity,to-the-letter,only-window,"
              + "only-efference; default all")
  private List<String> networks =
      Arrays.stream(SpikingCondition.values()).map(SpikingCondition::key).toList();

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description =
          "of the spiking networks, the first of the rate level, too; default 42 to 47, with --full"
              + " 42 to 61")
  private @Nullable List<Long> seeds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "of the rate level in each condition; default 200, with --full 2000")
  private @Nullable Integer runs;

  @Option(names = "--trials", paramLabel = "N", description = "under each rule; default 400")
  private int trials = SetShift.USUAL.before();

  @Option(names = "--full", description = "more runs and seeds, for narrow intervals")
  private boolean full;

  @Mixin private RunOptions options = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command, before its options are read.
  public GoNoGoCommand() {}

  @Override
  public Integer call() throws IOException {
    options.configure();
    GoNoGoSettings settings = settings();
    try (StudyRun run = options.start()) {
      run.settings(settings.asMap());
      GoNoGoStudy study = GoNoGoStudy.run(settings, run);
      GoNoGoReport report = new GoNoGoReport(settings, study, run);
      report.write();
      Path finished = run.finish();
      PrintWriter console = spec.commandLine().getOut();
      console.println(report.table());
      console.println("report: " + finished.resolve(StudyReport.PAGE));
      console.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private GoNoGoSettings settings() {
    int usual = full ? FULL_SEEDS : USUAL_SEEDS;
    try {
      SetShift u = SetShift.USUAL;
      SetShift task = new SetShift(trials, trials, u.hit(), u.falseAlarm(), u.withheld());
      RateProtocol r = RateProtocol.USUAL;
      return new GoNoGoSettings(
          GoNoGoSettings.Level.ofKey(level),
          conditions.stream().map(Condition::ofKey).toList(),
          networks.stream().map(SpikingCondition::ofKey).toList(),
          seeds != null ? seeds : LongStream.range(FIRST_SEED, FIRST_SEED + usual).boxed().toList(),
          runs != null ? runs : full ? FULL_RUNS : USUAL_RUNS,
          new RateProtocol(
              task, r.detector(), r.actorRate(), r.criticRate(), r.largest(), r.punishmentTrials()),
          SpikingProtocol.USUAL.with(task));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
