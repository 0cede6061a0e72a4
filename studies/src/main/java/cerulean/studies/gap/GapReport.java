package cerulean.studies.gap;

import cerulean.studies.console.TextTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.CurvesCsv;
import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.MetricSummary;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.ResultsJson;
import cerulean.studies.results.Spread;
import cerulean.studies.results.Versions;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything a run leaves: the results document, the curves, the page and its first picture, and
/// the table on the console.
final class GapReport {

  private final GapSettings settings;
  private final Experiment experiment;
  private ResultsDocument document;
  private final StudyRun run;
  private final int tested;
  private final TwoTimescalesRun timescales = TwoTimescalesRun.of();
  private @Nullable Landscape landscape;

  /// - `tested`: test images of task 1
  /// - `machine`, `threads`, `versions`: that trained
  GapReport(
      GapSettings settings,
      Experiment experiment,
      int tested,
      StudyRun run,
      MachineInfo machine,
      int threads,
      Versions versions) {
    this.settings = settings;
    this.experiment = experiment;
    this.run = run;
    this.tested = tested;
    Map<String, MethodResults> methods = new LinkedHashMap<>();
    for (Method method : settings.methods()) {
      methods.put(method.key(), results(method));
    }
    Map<String, Object> configuration = settings.asMap();
    configuration.put("evalSamples", tested);
    configuration.put("threads", threads);
    this.document =
        new ResultsDocument(
            ResultsDocument.SCHEMA,
            StudyRun.now(),
            run.command(),
            configuration,
            machine,
            versions,
            methods,
            GapMeasures.of(settings, methods));
  }

  /// Adds what the loss looks like around a switch.
  GapReport with(Landscape seen) {
    landscape = seen;
    document = document.with(new LandscapeTables(seen).measures());
    return this;
  }

  private MethodResults results(Method method) {
    double[] gain = experiment.meanCurve(method).gainPerContext();
    return MethodResults.of(
        experiment.trials(method).stream().map(Trial::metrics).toList(),
        experiment.metricsOfMeanCurve(method),
        java.util.Arrays.stream(gain).boxed().toList(),
        experiment.trials(method).stream().map(Trial::matrix).toList());
  }

  /// Writes every file of the run but its record. Numbers come first: they cannot be had again
  /// without the training, the page can.
  void write() throws IOException {
    run.write(StudyRun.RESULTS, ResultsJson.text(document));
    run.write("curves.csv", curves().toString());
    run.write("matrix.csv", matrices());
    run.write("two-timescales.csv", timescales.tracesCsv());
    run.write("two-timescales-read-outs.csv", timescales.readOutsCsv());
    if (landscape != null) {
      LandscapeTables said = new LandscapeTables(landscape);
      run.write("curvature.csv", said.looks());
      run.write("landscape.csv", said.line());
    }
    page(new GapFigures(settings, experiment)).write();
  }

  private CurvesCsv curves() {
    CurvesCsv csv = new CurvesCsv("accuracy", "loss", "gain", "trainLoss", "entropy");
    for (Method method : settings.methods()) {
      for (Trial trial : experiment.trials(method)) {
        Curve c = trial.curve();
        for (int i = 0; i < c.size(); i++) {
          csv.row(
              method.key(),
              trial.seed(),
              c.iteration()[i],
              c.context()[i],
              c.accuracy()[i],
              c.loss()[i],
              c.gain()[i],
              c.trainLoss()[i],
              c.entropy()[i]);
        }
      }
    }
    return csv;
  }

  /// Accuracy on every task after every context, a row for each.
  private String matrices() {
    CsvRows csv = new CsvRows("method", "seed", "context", "task", "accuracy");
    for (Method method : settings.methods()) {
      for (Trial trial : experiment.trials(method)) {
        double[][] accuracy = trial.matrix().accuracy();
        for (int context = 0; context < accuracy.length; context++) {
          for (int task = 0; task < accuracy.length; task++) {
            csv.row(method.key(), trial.seed(), context + 1, task + 1, accuracy[context][task]);
          }
        }
      }
    }
    return csv.toString();
  }

  private StudyReport page(GapFigures figures) throws IOException {
    GapTables tables = new GapTables(settings, document);
    StudyReport page =
        new StudyReport(run, "The stability gap on " + settings.title(), subtitle())
            .lead(tables.lead())
            .figure(figures.curves(), figures.curvesCaption(tested), "curves.svg")
            .heading("Around each switch")
            .figure(figures.switches(), figures.switchesCaption(), "switches.svg")
            .heading("Numbers")
            .paragraph(tables.comparison())
            .table(tables.meanOfSeeds())
            .table(tables.ofMeanCurve());
    GapComparisons comparisons = new GapComparisons(settings, document);
    page.table(comparisons.allTasks());
    if (comparisons.hasPairs()) {
      page.table(comparisons.pairs());
    }
    if (settings.methods().contains(Method.NGM)) {
      page.table(tables.gainPerContext());
      if (settings.benchmark().contexts() > 1) {
        page.figure(figures.complexity(), figures.complexityCaption(), "complexity.svg");
      }
    }
    page.figure(figures.metrics(document), figures.metricsCaption());
    if (landscape != null) {
      LandscapeFigures shown = new LandscapeFigures(landscape);
      LandscapeTables said = new LandscapeTables(landscape);
      page.heading("Curvature along a switch").paragraph(said.text()).table(said.curvature());
      if (said.hasPairs()) {
        page.table(said.pairs());
      }
      page.figure(shown.curvature(), shown.curvatureCaption(), "curvature.svg")
          .figure(shown.line(), shown.lineCaption(), "landscape.svg")
          .file("curvature.csv", "curvature, gain and accuracy around the switch")
          .file("landscape.csv", "losses on the line through it")
          .methods(said.methods());
    }
    TwoTimescalesFigures twofold = new TwoTimescalesFigures(timescales);
    page.heading("Two timescales in one weight")
        .paragraph(timescales.text())
        .figure(twofold.reversal(), twofold.reversalCaption(), "two-timescales.svg")
        .table(timescales.table())
        .figure(twofold.onset(), twofold.onsetCaption(), "two-timescales-read-outs.svg");
    page.methods(tables.protocolText())
        .methods(tables.gainText())
        .methods(tables.metricsText())
        .methods(comparisons.text());
    if (!tables.reconstruction().isEmpty()) {
      page.methods(tables.reconstruction());
    }
    tables.parameters(page);
    return page.file("curves.csv", "every evaluation of every run")
        .file("matrix.csv", "accuracy on every task after every context")
        .file("two-timescales.csv", "the demonstration on a single weight, every step")
        .file("two-timescales-read-outs.csv", "its noisy read-outs, mean and deviation");
  }

  private String subtitle() {
    return settings.benchmark().contexts()
        + " contexts, "
        + settings.methods().size()
        + " methods, "
        + settings.seeds().size()
        + " seeds";
  }

  /// The table for the console: mean and deviation over seeds.
  String table() {
    TextTable table =
        new TextTable("method", "avg-ACC", "min-ACC", "WC-ACC", "avg-SG", "SG per switch", "s");
    for (Method method : settings.methods()) {
      MetricSummary m = results(method.key()).meanOfSeeds();
      table.row(
          method.key(),
          GapTables.text(m.avgAcc(), 2),
          GapTables.text(m.minAcc(), 2),
          GapTables.text(m.wcAcc(), 2),
          GapTables.text(m.avgSg(), 3),
          gaps(m.sgPerSwitch()),
          String.format(Locale.ROOT, "%.1f", m.seconds().mean()));
    }
    return table.toString();
  }

  private MethodResults results(String key) {
    MethodResults found = document.methods().get(key);
    if (found == null) {
      throw new IllegalStateException("report: no results of " + key);
    }
    return found;
  }

  private static String gaps(List<Spread> gaps) {
    return String.join(
        " ", gaps.stream().map(gap -> String.format(Locale.ROOT, "%.3f", gap.mean())).toList());
  }
}
