package cerulean.studies.gonogo;

import cerulean.studies.run.StudyRun;
import cerulean.training.ProgressBar;
import org.jspecify.annotations.Nullable;

/// What was computed; null where a level was not asked for.
record GoNoGoStudy(@Nullable RateLevel rate, @Nullable SpikingLevel spiking) {

  /// Computes the levels one after the other; each shows its own progress, for a trial of the
  /// spiking level takes a thousand times as long.
  static GoNoGoStudy run(GoNoGoSettings settings, StudyRun run) {
    return new GoNoGoStudy(
        settings.level().rate() ? rate(settings, run) : null,
        settings.level().spiking() ? spiking(settings, run) : null);
  }

  private static RateLevel rate(GoNoGoSettings settings, StudyRun run) {
    long runs = (long) settings.conditions().size() * settings.runs();
    try (ProgressBar bar = run.progress("runs", runs)) {
      return RateLevel.run(
          settings.rate(),
          settings.conditions(),
          settings.seeds().getFirst(),
          settings.runs(),
          bar::step);
    }
  }

  private static SpikingLevel spiking(GoNoGoSettings settings, StudyRun run) {
    long networks = (long) settings.networks().size() * settings.seeds().size();
    long trials = networks * settings.spiking().task().trials();
    try (ProgressBar bar = run.progress("trials of networks", trials)) {
      return SpikingLevel.run(settings.spiking(), settings.networks(), settings.seeds(), bar::step);
    }
  }
}
