package cerulean.studies.gonogo;

import cerulean.studies.console.TextTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a run leaves: numbers, curves, the page, and the table on the console.
final class GoNoGoReport {

  /// Version of the layout of the results' details.
  private static final int VERSION = 1;

  private final GoNoGoSettings settings;
  private final GoNoGoStudy study;
  private final StudyRun run;
  private final GoNoGoFigures figures;

  GoNoGoReport(GoNoGoSettings settings, GoNoGoStudy study, StudyRun run) {
    this.settings = settings;
    this.study = study;
    this.run = run;
    figures = new GoNoGoFigures(settings.rate().task());
  }

  /// Writes every file of the run but its record, numbers first.
  void write() throws IOException {
    run.results(VERSION, GoNoGoMeasures.of(study), details());
    run.write("curves.csv", curves());
    run.write("runs.csv", runs());
    StudyReport page =
        new StudyReport(
                run,
                "Go, No-Go and a shift of set",
                "dopamine alone and with the noradrenaline of a change detector")
            .lead(GoNoGoText.lead(study))
            .paragraph(GoNoGoText.status());
    RateLevel rate = study.rate();
    if (rate != null) {
      rate(page, rate);
    }
    SpikingLevel spiking = study.spiking();
    if (spiking != null) {
      spiking(page, spiking);
    }
    GoNoGoText.methods(settings).forEach(page::methods);
    for (Parameter parameter : Parameter.of(settings)) {
      page.parameter(parameter.name(), parameter.text(), "-", parameter.origin());
    }
    page.parameter(
        "seeds",
        settings.seeds().toString().replaceAll("[\\[\\]]", ""),
        "-",
        cerulean.studies.run.Origin.OURS);
    page.parameter(
        "runs of the rate level",
        Integer.toString(settings.runs()),
        "-",
        cerulean.studies.run.Origin.RECONSTRUCTED);
    page.file("curves.csv", "every trial, mean over runs with limits")
        .file("runs.csv", "the numbers of every run")
        .write();
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    SpikingLevel spiking = study.spiking();
    if (spiking != null) {
      SpikingRun.Course shown = spiking.shown();
      details.put("shownWeightsAtTheEnd", shown.weights()[shown.weights().length - 1]);
      details.put("shownValueAtTheEnd", shown.values()[shown.values().length - 1]);
    }
    return details;
  }

  private void rate(StudyReport page, RateLevel level) throws IOException {
    List<Sample> samples = level.samples();
    page.heading("Rate level");
    Optional<Sample> alone = find(samples, Condition.DA.key());
    Optional<Sample> both = find(samples, Condition.DA_NA.key());
    List<Sample> shown =
        alone.isPresent() && both.isPresent()
            ? List.of(both.get(), alone.get())
            : samples.subList(0, Math.min(3, samples.size()));
    page.figure(
        figures.course(
            "The shift of set",
            "Share of correct trials, noradrenaline and action entropy over trials, by condition.",
            shown),
        "Mean over runs, band: its 95 % interval. Correct: share over the last "
            + Sample.SMOOTH
            + " trials of the same rule. Noradrenaline of the detector is shown where it acts on nothing, too.",
        "performance.svg");
    page.table(GoNoGoTables.rate(samples));
    page.table(GoNoGoTables.shift(samples));
    page.figure(
        figures.solved(samples),
        "A run is solved if at least 90 % of its last 100 trials are correct. Whisker: half the width of Wilson's"
            + " interval, of the mean Student's. Diamond: the prototype.",
        "solved.svg");
    if (alone.isPresent() && samples.size() > 1) {
      if (settings.runs() > 1) {
        page.table(GoNoGoTables.pairs(samples, alone.get()));
      }
      if (both.isPresent()) {
        page.figure(
            figures.lucky(alone.get(), both.get()),
            "Runs of dopamine alone that solved the task all the same, as the paper sets them apart.",
            "lucky.svg");
      }
    }
    page.paragraph(GoNoGoText.rate(samples));
    page.figure(
        figures.weights(
            "Weights of one run",
            "Weights from the four stimuli to Go and to No-Go over trials.",
            level.shown(),
            "Go",
            "No-Go"),
        "Run 0 of " + level.of().title() + ".",
        "weights.svg");
  }

  private void spiking(StudyReport page, SpikingLevel level) throws IOException {
    page.heading("Spiking level");
    page.paragraph(GoNoGoText.spiking(level));
    page.figure(
        figures.course(
            "The shift of set in spiking networks",
            "Share of correct trials, noradrenaline and action entropy over trials, by condition.",
            level.has(SpikingCondition.DA) && level.has(SpikingCondition.DA_NA)
                ? List.of(level.of(SpikingCondition.DA_NA), level.of(SpikingCondition.DA))
                : level.samples().subList(0, Math.min(3, level.samples().size()))),
        "Mean over seeds, band: its 95 % interval. Entropy is that of the choices on targets among the last 20 trials"
            + " of the same rule, about ten of them, which is biased downwards.",
        "spiking-performance.svg");
    page.table(GoNoGoTables.spiking(level));
    page.table(GoNoGoTables.inside(level));
    page.figure(
        figures.spiking(level.samples()),
        "Grey: the reconstruction without one or both of our two changes.",
        "spiking-conditions.svg");
    SpikingRun.Course shown = level.shown();
    page.figure(
        figures.weights(
            "Weights of one spiking network",
            "Mean weights from the four stimuli to Go, No-Go and the critic over trials.",
            shown.weights(),
            "Go (mV)",
            "No-Go (mV)",
            "the critic (mV)"),
        level.drawn().title() + ", seed " + settings.seeds().getFirst() + ".",
        "spiking-weights.svg");
    raster(page, level, "B and X before the shift", shown.before(), "raster-before.svg");
    raster(page, level, "B and X after the shift", shown.released(), "raster-after.svg");
  }

  private void raster(
      StudyReport page,
      SpikingLevel level,
      String title,
      SpikingRun.@org.jspecify.annotations.Nullable Snapshot trial,
      String file)
      throws IOException {
    if (trial != null) {
      page.figure(
          figures.raster(title, trial),
          "Trial %d of %s, seed %d: decided %s, noradrenaline %s. I: inhibitory cells."
              .formatted(
                  trial.trial() + 1,
                  level.drawn().title(),
                  settings.seeds().getFirst(),
                  trial.wentGo() ? "Go" : "No-Go",
                  GoNoGoTables.number(trial.na(), 2)),
          file);
    }
  }

  private static Optional<Sample> find(List<Sample> samples, String key) {
    return samples.stream().filter(sample -> sample.key().equals(key)).findFirst();
  }

  private String curves() {
    CsvRows csv =
        new CsvRows(
            "level", "condition", "trial", "correct", "correctLow", "correctHigh", "na", "entropy");
    each((level, sample) -> {
      Sample.Band correct = sample.accuracy();
      double[] na = sample.noradrenaline().mean();
      double[] entropy = sample.entropy().mean();
      for (int t = 0; t < na.length; t++) {
        csv.row(
            level,
            sample.key(),
            t + 1,
            correct.mean()[t],
            correct.low()[t],
            correct.high()[t],
            na[t],
            entropy[t]);
      }
    });
    return csv.toString();
  }

  private String runs() {
    CsvRows csv =
        new CsvRows(
            "level",
            "condition",
            "seed",
            "before",
            "last",
            "solved",
            "trials",
            "to50",
            "to100",
            "to200",
            "entropyBefore",
            "entropyShift",
            "entropyLast",
            "naPeak");
    each((level, sample) -> {
      List<Outcome> outcomes = sample.outcomes();
      for (int i = 0; i < outcomes.size(); i++) {
        Outcome o = outcomes.get(i);
        csv.row(
            level,
            sample.key(),
            sample.seeds().get(i),
            o.before(),
            o.last(),
            o.solved() ? 1 : 0,
            o.trials(),
            o.to50(),
            o.to100(),
            o.to200(),
            o.entropyBefore(),
            o.entropyShift(),
            o.entropyLast(),
            o.naPeak());
      }
    });
    return csv.toString();
  }

  private void each(java.util.function.BiConsumer<String, Sample> use) {
    RateLevel rate = study.rate();
    if (rate != null) {
      rate.samples().forEach(sample -> use.accept("rate", sample));
    }
    SpikingLevel spiking = study.spiking();
    if (spiking != null) {
      spiking.samples().forEach(sample -> use.accept("spiking", sample));
    }
  }

  /// The table for the console.
  String table() {
    TextTable table = new TextTable("condition", "before", "end", "solved", "trials to 90 %");
    RateLevel rate = study.rate();
    if (rate != null) {
      GoNoGoTables.console(table, "rate", rate.samples());
    }
    SpikingLevel spiking = study.spiking();
    if (spiking != null) {
      GoNoGoTables.console(table, "spiking", spiking.samples());
    }
    return table.toString();
  }
}
