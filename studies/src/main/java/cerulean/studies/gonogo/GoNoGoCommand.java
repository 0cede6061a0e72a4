package cerulean.studies.gonogo;

import cerulean.studies.run.Choice;
import cerulean.studies.run.StudyCommand;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class GoNoGoCommand extends StudyCommand<GoNoGoSettings> {

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
  private List<String> conditions = Choice.keys(List.of(Condition.values()));

  @Option(
      names = "--networks",
      paramLabel = "LIST",
      split = ",",
      description =
          "of the spiking level: da,da-na,excitability,plasticity,to-the-letter,only-window,"
              + "only-efference; default all")
  private List<String> networks = Choice.keys(List.of(SpikingCondition.values()));

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

  /// The command, before its options are read.
  public GoNoGoCommand() {}

  @Override
  protected GoNoGoSettings settings() {
    SetShift u = SetShift.USUAL;
    SetShift task = new SetShift(trials, trials, u.hit(), u.falseAlarm(), u.withheld());
    RateProtocol r = RateProtocol.USUAL;
    return new GoNoGoSettings(
        Choice.of("level", GoNoGoSettings.Level.class, level),
        Choice.of("conditions", Condition.class, conditions),
        Choice.of("networks", SpikingCondition.class, networks),
        seeds != null ? seeds : usualSeeds(full ? FULL_SEEDS : USUAL_SEEDS),
        runs != null ? runs : full ? FULL_RUNS : USUAL_RUNS,
        new RateProtocol(
            task, r.detector(), r.actorRate(), r.criticRate(), r.largest(), r.punishmentTrials()),
        SpikingProtocol.USUAL.with(task));
  }

  @Override
  protected String study(GoNoGoSettings settings, StudyRun run) throws IOException {
    run.settings(settings.asMap());
    GoNoGoReport report = new GoNoGoReport(settings, GoNoGoStudy.run(settings, run), run);
    report.write();
    return report.table();
  }
}
