package cerulean.studies.gap;

import cerulean.studies.Version;
import cerulean.studies.console.TextTable;
import cerulean.studies.plot.Chart;
import cerulean.studies.report.HtmlReport;
import cerulean.studies.results.CurvesCsv;
import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.MetricSummary;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.ResultsJson;
import cerulean.studies.results.RunFolder;
import cerulean.studies.results.Spread;
import cerulean.studies.results.Versions;
import cerulean.tensor.KernelMode;
import cerulean.tensor.Parallel;
import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Everything a run leaves: the results document, the curves, the page and its first picture, and
/// the table on the console.
final class GapReport {

  /// The page, in the run's folder.
  static final String PAGE = "report.html";

  private final GapSettings settings;
  private final Experiment experiment;
  private final ResultsDocument document;
  private final int tested;

  GapReport(GapSettings settings, Experiment experiment, TaskStream stream, String command) {
    this.settings = settings;
    this.experiment = experiment;
    this.tested = stream.test().size();
    Map<String, MethodResults> methods = new LinkedHashMap<>();
    for (Method method : settings.methods()) {
      methods.put(method.key(), results(method));
    }
    Map<String, Object> configuration = settings.asMap();
    configuration.put("evalSamples", tested);
    configuration.put("threads", Parallel.threads());
    this.document =
        new ResultsDocument(
            ResultsDocument.SCHEMA,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            command,
            configuration,
            MachineInfo.gather(KernelMode.current().reason()),
            Versions.running(Version.ofModule()),
            methods);
  }

  private MethodResults results(Method method) {
    double[] gain = experiment.meanCurve(method).gainPerContext();
    return MethodResults.of(
        experiment.trials(method).stream().map(Trial::metrics).toList(),
        experiment.metricsOfMeanCurve(method),
        java.util.Arrays.stream(gain).boxed().toList(),
        experiment.trials(method).stream().map(Trial::matrix).toList());
  }

  /// Writes every file of the run.
  void write(RunFolder folder) throws IOException {
    ResultsJson.write(folder.file("results.json"), document);
    curves().write(folder.file("curves.csv"));
    AtomicFile.write(folder.file("matrix.csv"), matrices());
    GapFigures figures = new GapFigures(settings, experiment);
    AtomicFile.write(folder.file("curves.svg"), figures.curves().file(Chart.WIDE));
    AtomicFile.write(folder.file("switches.svg"), figures.switches().file(Chart.WIDE));
    AtomicFile.write(folder.file(PAGE), page(figures));
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
    StringBuilder text = new StringBuilder("method,seed,context,task,accuracy\n");
    for (Method method : settings.methods()) {
      for (Trial trial : experiment.trials(method)) {
        double[][] accuracy = trial.matrix().accuracy();
        for (int context = 0; context < accuracy.length; context++) {
          for (int task = 0; task < accuracy.length; task++) {
            text.append(method.key()).append(',').append(trial.seed()).append(',');
            text.append(context + 1).append(',').append(task + 1).append(',');
            text.append(accuracy[context][task]).append('\n');
          }
        }
      }
    }
    return text.toString();
  }

  private String page(GapFigures figures) {
    GapTables tables = new GapTables(settings, document);
    HtmlReport page =
        new HtmlReport(
                "The stability gap on "
                    + settings.benchmark().key()
                    + " "
                    + settings.datasetTitle(),
                settings.benchmark().contexts()
                    + " contexts, "
                    + settings.methods().size()
                    + " methods, "
                    + settings.seeds().size()
                    + " seeds")
            .lead(tables.lead())
            .figure(figures.curves(), figures.curvesCaption(tested))
            .heading("Around each switch")
            .figure(figures.switches(), figures.switchesCaption())
            .heading("Numbers")
            .table(tables.meanOfSeeds())
            .table(tables.ofMeanCurve());
    GapComparisons comparisons = new GapComparisons(settings, document);
    page.table(comparisons.allTasks());
    if (comparisons.hasPairs()) {
      page.table(comparisons.pairs());
    }
    if (settings.methods().contains(Method.NGM)) {
      page.table(tables.gainPerContext());
    }
    return page.figure(figures.metrics(document), figures.metricsCaption())
        .heading("Methods")
        .paragraph(tables.protocolText())
        .paragraph(tables.gainText())
        .paragraph(tables.metricsText())
        .paragraph(comparisons.text())
        .table(tables.parameters())
        .heading("Run record")
        .keyValues(runRecord())
        .code(document.command())
        .heading("Files")
        .files(files())
        .html();
  }

  private Map<String, String> runRecord() {
    MachineInfo machine = document.machine();
    Map<String, String> record = new LinkedHashMap<>();
    record.put("finished", document.created());
    record.put("machine", machine.os() + ", " + machine.arch() + ", " + machine.memoryText());
    record.put("threads", Integer.toString(Parallel.threads()));
    record.put("Java", machine.jdk() + ", " + machine.vm());
    record.put("kernels", machine.kernels());
    String commit = document.versions().gitCommit();
    record.put(
        "Cerulean",
        document.versions().cerulean() + (commit == null ? "" : ", commit `" + commit + "`"));
    return record;
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("results.json", "every number on this page, by method and seed");
    files.put("curves.csv", "every evaluation of every run");
    files.put("matrix.csv", "accuracy on every task after every context");
    files.put("curves.svg", "figure 1");
    files.put("switches.svg", "figure 2");
    return files;
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
