package cerulean.studies.heterogeneity;

import cerulean.studies.console.TextTable;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.Measure;
import cerulean.studies.run.Choice;
import cerulean.studies.run.Origin;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Everything a run leaves: numbers, curves, the page, and the table on the console.
final class HeterogeneityReport {

  /// Version of the layout of the results' details.
  private static final int VERSION = 1;

  private final HeterogeneitySettings settings;
  private final HeterogeneityStudy study;
  private final StudyRun run;

  HeterogeneityReport(HeterogeneitySettings settings, HeterogeneityStudy study, StudyRun run) {
    this.settings = settings;
    this.study = study;
    this.run = run;
  }

  /// Writes every file of the run but its record, numbers first.
  void write() throws IOException {
    run.results(VERSION, measures(), details());
    run.write("curves.csv", curves());
    run.write("cells.csv", cells());
    StudyReport page =
        new StudyReport(
                run,
                "Equal and different cells",
                "spiking networks with and without noradrenaline by class of cell")
            .lead(HeterogeneityText.lead(study))
            .paragraph(HeterogeneityText.status());
    page.heading("Noradrenaline on one cell")
        .figure(
            HeterogeneityFigures.tutorial(study.tutorial()),
            "The tutorial's cell, its step of 0.1 ms and its 500 ms. Gain, adaptation and threshold change together.",
            "fi.svg");
    page.table(tutorial());
    if (!study.intervals().isEmpty()) {
      intervals(page);
    }
    if (!study.stream().isEmpty()) {
      stream(page);
    }
    HeterogeneityText.methods(settings).forEach(page::methods);
    for (StudyParameter one : StudyParameter.of(settings)) {
      page.parameter(one.name(), one.text(), one.paper(), one.origin());
    }
    String seeds = settings.seeds().toString().replaceAll("[\\[\\]]", "");
    page.parameter("seeds", seeds, "-", Origin.OURS);
    page.file("curves.csv", "every curve of every run")
        .file("cells.csv", "time constants of the pyramidal cells after learning intervals")
        .write();
  }

  private ReportTable tutorial() {
    ReportTable table =
        ReportTable.of(
            "The tutorial's cell: slope from 3 to 6 nA, last interval over first at 6 nA",
            "NA",
            "slope (Hz/nA)",
            "last / first");
    for (int k = 0; k < TutorialCell.LEVELS.size(); k++) {
      table =
          table.row(
              TutorialCell.LEVELS.get(k).toString(),
              Quantity.number(study.tutorial().slopes().get(k), 1),
              Quantity.number(study.tutorial().lengthenings().get(k), 2));
    }
    return table;
  }

  private void intervals(StudyReport page) throws IOException {
    Map<Condition, Sample<IntervalRun>> samples = study.intervals();
    page.heading("Intervals at several time scales");
    page.figure(
        HeterogeneityFigures.dots("Telling intervals", Quantity.OF_INTERVALS, samples.values()),
        "Tests on new trials after learning. Chance is 20 %.",
        "intervals.svg");
    page.table(
        outcomes("Intervals, mean and half the 95 % interval", Quantity.OF_INTERVALS, samples));
    comparisons(page, study.intervalComparisons());
    page.figure(
        HeterogeneityFigures.learning(samples.values()),
        "Means over seeds and 15 batches, bands: 95 % intervals. Noradrenaline on all cells is in the numbers and in curves.csv.",
        "learning.svg");
    page.figure(
        HeterogeneityFigures.byInterval(settings.intervals().task(), samples.values()),
        "Means over seeds, bands: 95 % intervals.",
        "by-interval.svg");
    pairs(page, "Seed by seed: intervals", Quantity.OF_INTERVALS.getFirst(), samples, "pairs.svg");
    List<Sample<IntervalRun>> constants =
        present(samples, Condition.EQUAL_LEARNED, Condition.DIFFERENT_LEARNED, Condition.DIFFERENT);
    if (!constants.isEmpty()) {
      page.figure(
          HeterogeneityFigures.timeConstants(constants),
          "Pyramidal cells of all seeds. Equal cells start at 20 ms.",
          "time-constants.svg");
    }
    List<Sample<IntervalRun>> without = present(samples, Condition.EQUAL, Condition.DIFFERENT);
    if (!without.isEmpty()) {
      page.figure(
          HeterogeneityFigures.levels(settings.intervals(), without),
          "Networks that learned without noradrenaline are tested with it; nothing is learned again.",
          "levels.svg");
    }
  }

  private void stream(StudyReport page) throws IOException {
    Map<Condition, Sample<StreamRun>> samples = study.stream();
    page.heading("A stream of classes");
    page.figure(
        HeterogeneityFigures.stream(settings.stream(), samples.values()),
        "Means over seeds, bands: 95 % intervals. Dashed: two classes more. Noradrenaline on all cells is in the numbers and in curves.csv.",
        "stream.svg");
    page.figure(
        HeterogeneityFigures.dots("The stream in numbers", Quantity.OF_STREAM, samples.values()),
        "Of the curves of single runs. Gaps: less is better.",
        "stream-numbers.svg");
    page.table(outcomes("Stream, mean and half the 95 % interval", Quantity.OF_STREAM, samples));
    comparisons(page, study.streamComparisons());
    pairs(
        page,
        "Seed by seed: stability gap",
        Quantity.OF_STREAM.get(1),
        samples,
        "stream-pairs.svg");
  }

  private static <T> void pairs(
      StudyReport page,
      String title,
      Quantity<T> quantity,
      Map<Condition, Sample<T>> samples,
      String file)
      throws IOException {
    boolean any =
        Stream.of(Condition.EQUAL, Condition.EQUAL_LEARNED, Condition.EQUAL_NA)
            .anyMatch(equal ->
                samples.containsKey(equal)
                    && samples.containsKey(
                        Choice.of(
                            "conditions",
                            Condition.class,
                            equal.key().replace("equal", "different"))));
    if (any) {
      page.figure(
          HeterogeneityFigures.pairs(title, quantity, samples),
          "A dot is a seed: different cells against equal cells with the same weights, trials and learning. Both axes have one range.",
          file);
    }
  }

  private static <T> List<Sample<T>> present(
      Map<Condition, Sample<T>> samples, Condition... wanted) {
    return Stream.of(wanted)
        .filter(samples::containsKey)
        .map(condition -> Objects.requireNonNull(samples.get(condition)))
        .toList();
  }

  private <T> ReportTable outcomes(
      String caption, List<Quantity<T>> quantities, Map<Condition, Sample<T>> samples) {
    List<String> header = new ArrayList<>(List.of("condition"));
    quantities.forEach(quantity -> header.add(quantity.label()));
    ReportTable table = ReportTable.of(caption, header.toArray(String[]::new));
    for (Sample<T> sample : samples.values()) {
      List<String> row = new ArrayList<>(List.of(sample.condition().title()));
      quantities.forEach(quantity -> row.add(quantity.text(sample)));
      table = table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private void comparisons(StudyReport page, List<Comparison> all) {
    if (all.isEmpty() || settings.seeds().size() < 2) {
      return;
    }
    for (String quantity : all.stream().map(Comparison::quantity).distinct().toList()) {
      ReportTable table =
          ReportTable.of(
              "Differences: " + quantity + ", mean and 95 % interval over pairs of seeds",
              "conditions",
              "difference",
              "p (t)",
              "p (ranks)",
              "d");
      for (Comparison one : all) {
        if (one.quantity().equals(quantity)) {
          table =
              table.row(
                  one.a() + " \u2212 " + one.b(),
                  one.difference(),
                  Quantity.p(one.p()),
                  Quantity.p(one.pRanks()),
                  Quantity.signed(one.effect(), 1));
        }
      }
      page.table(table);
    }
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    List<Double> slopes = study.tutorial().slopes();
    List<Double> lengthenings = study.tutorial().lengthenings();
    for (int k = 0; k < slopes.size(); k++) {
      String of = "NA " + TutorialCell.LEVELS.get(k);
      measures.add(Measure.of("slope", of, null, slopes.get(k)).in("Hz/nA"));
      measures.add(Measure.of("lengthening", of, null, lengthenings.get(k)));
    }
    add(measures, Quantity.OF_INTERVALS, study.intervals().values());
    add(measures, Quantity.OF_STREAM, study.stream().values());
    return measures;
  }

  private <T> void add(
      List<Measure> measures, List<Quantity<T>> quantities, Collection<Sample<T>> samples) {
    for (Sample<T> sample : samples) {
      for (Quantity<T> quantity : quantities) {
        double[] values = sample.values(quantity.of());
        for (int i = 0; i < values.length; i++) {
          String of = sample.condition().key();
          Measure one = Measure.of(quantity.key(), of, settings.seeds().get(i), values[i]);
          measures.add(one.in(quantity.unit()));
        }
      }
    }
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("summary", HeterogeneityText.lead(study));
    details.put("intervalOutcomes", outcomes(Quantity.OF_INTERVALS, study.intervals().values()));
    details.put("intervalComparisons", study.intervalComparisons());
    details.put("streamOutcomes", outcomes(Quantity.OF_STREAM, study.stream().values()));
    details.put("streamComparisons", study.streamComparisons());
    return details;
  }

  private static <T> List<Quantity.Outcome> outcomes(
      List<Quantity<T>> quantities, Collection<Sample<T>> samples) {
    List<Quantity.Outcome> all = new ArrayList<>();
    for (Sample<T> sample : samples) {
      quantities.forEach(quantity -> all.add(quantity.outcome(sample)));
    }
    return all;
  }

  private String curves() {
    CsvRows csv = new CsvRows("curve", "condition", "seed", "x", "value");
    for (int k = 0; k < TutorialCell.LEVELS.size(); k++) {
      String of = "NA " + TutorialCell.LEVELS.get(k);
      row(csv, "rateHz", of, null, study.tutorial().currents(), study.tutorial().rates()[k]);
    }
    double[] levels = settings.intervals().levels().stream().mapToDouble(x -> x).toArray();
    for (Sample<IntervalRun> sample : study.intervals().values()) {
      String of = sample.condition().key();
      for (IntervalRun one : sample.runs()) {
        row(csv, "learning", of, one.seed(), null, one.learning());
        row(csv, "byInterval", of, one.seed(), null, one.byInterval());
        if (!one.all().isEmpty()) {
          row(csv, "naOnPyramidal", of, one.seed(), levels, accuracies(one.pyramidal()));
          row(csv, "naOnAll", of, one.seed(), levels, accuracies(one.all()));
        }
      }
    }
    for (Sample<StreamRun> sample : study.stream().values()) {
      String of = sample.condition().key();
      for (StreamRun one : sample.runs()) {
        double[] x = java.util.Arrays.stream(one.iteration()).mapToDouble(i -> i).toArray();
        row(csv, "streamAccuracy", of, one.seed(), x, one.accuracy());
        row(csv, "streamLevel", of, one.seed(), x, one.level());
      }
    }
    return csv.toString();
  }

  private static double[] accuracies(List<IntervalRun.Test> tests) {
    return tests.stream().mapToDouble(IntervalRun.Test::accuracy).toArray();
  }

  private static void row(
      CsvRows csv,
      String curve,
      String of,
      @org.jspecify.annotations.Nullable Long seed,
      double @org.jspecify.annotations.Nullable [] x,
      double[] values) {
    for (int i = 0; i < values.length; i++) {
      csv.row(curve, of, seed, x == null ? i + 1.0 : x[i], values[i]);
    }
  }

  private String cells() {
    CsvRows csv = new CsvRows("condition", "seed", "cell", "tauMs");
    for (Sample<IntervalRun> sample : study.intervals().values()) {
      for (IntervalRun one : sample.runs()) {
        for (int i = 0; i < one.tauMs().length; i++) {
          csv.row(sample.condition().key(), one.seed(), i, one.tauMs()[i]);
        }
      }
    }
    return csv.toString();
  }

  /// The table for the console.
  String table() {
    List<String> tables = new ArrayList<>();
    console(tables, Quantity.OF_INTERVALS, study.intervals().values());
    console(tables, Quantity.OF_STREAM.subList(0, 5), study.stream().values());
    return String.join("\n", tables);
  }

  private static <T> void console(
      List<String> tables, List<Quantity<T>> quantities, Collection<Sample<T>> samples) {
    if (samples.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of("condition"));
    quantities.forEach(quantity -> header.add(quantity.label()));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Sample<T> sample : samples) {
      List<String> row = new ArrayList<>(List.of(sample.condition().title()));
      quantities.forEach(quantity -> row.add(quantity.text(sample)));
      table.row(row.toArray(String[]::new));
    }
    tables.add(table.toString());
  }
}
