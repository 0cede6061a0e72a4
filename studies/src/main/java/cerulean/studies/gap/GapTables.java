package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CurveMetrics;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.MetricSummary;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.Spread;
import cerulean.studies.run.Origin;
import cerulean.studies.run.StudyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words and tables of the report.
final class GapTables {

  /// What is not known of the later versions' domain CIFAR-100.
  private static final Set<String> REBUILT = Set.of("data", "contexts", "iterations per context");

  private final GapSettings settings;
  private final ResultsDocument document;

  GapTables(GapSettings settings, ResultsDocument document) {
    this.settings = settings;
    this.document = document;
  }

  /// One or two sentences with what was found, from the numbers of this run.
  String lead() {
    StringBuilder text = new StringBuilder();
    if (settings.benchmark().contexts() > 1) {
      text.append("When the second task joins, accuracy on the first one drops by ");
      List<String> drops = new ArrayList<>();
      for (Method method : settings.methods()) {
        double first = results(method).meanOfSeeds().sgPerSwitch().getFirst().mean();
        drops.add(String.format(Locale.ROOT, "%.1f %% (%s)", 100 * first, method.title()));
      }
      text.append(String.join(", ", drops)).append(", though all its data are still there. ");
    }
    text.append("Average accuracy: ");
    List<String> accuracies = new ArrayList<>();
    for (Method method : settings.methods()) {
      double accuracy = results(method).meanOfSeeds().avgAcc().mean();
      accuracies.add(String.format(Locale.ROOT, "%s %.1f %%", method.title(), accuracy));
    }
    return text.append(String.join(", ", accuracies)).append('.').toString();
  }

  /// Whether the paper's numbers stand beside ours, and if not, why; a sentence.
  String comparison() {
    List<String> departures = settings.departures();
    return departures.isEmpty()
        ? "Data and protocol are the paper's as far as it gives them; its numbers stand beside ours where"
            + " they are known."
        : "The paper's numbers are not set beside ours, because this run has "
            + String.join(", ", departures)
            + ".";
  }

  /// Metrics per seed, averaged, with those of the authors' single runs where there are any.
  ReportTable meanOfSeeds() {
    boolean known = settings.methods().stream().anyMatch(method -> runsBeside(method) != null);
    ReportTable table =
        ReportTable.of(
            "Metrics of each run, mean \u00b1 standard deviation over "
                + settings.seeds().size()
                + " seeds"
                + (known ? "; below ours, those of the runs in the authors' own result files" : ""),
            "method",
            "avg-ACC (%)",
            "min-ACC (%)",
            "WC-ACC (%)",
            "avg-SG",
            "seconds");
    for (Method method : settings.methods()) {
      MetricSummary m = results(method).meanOfSeeds();
      PaperRuns paper = runsBeside(method);
      table =
          table.row(
              List.of(
                  Cell.of(method.title()),
                  cell(m.avgAcc(), 2, paper == null ? null : paper.avgAcc()),
                  cell(m.minAcc(), 2, paper == null ? null : paper.minAcc()),
                  cell(m.wcAcc(), 2, paper == null ? null : paper.wcAcc()),
                  cell(m.avgSg(), 3, paper == null ? null : paper.avgSg()),
                  Cell.of(String.format(Locale.ROOT, "%.1f", m.seconds().mean()))));
    }
    return table;
  }

  private @Nullable PaperRuns runsBeside(Method method) {
    return PaperNumbers.beside(settings, method) == null
        ? null
        : PaperRuns.of(settings.benchmark(), method);
  }

  private static Cell cell(Spread ours, int digits, @Nullable Spread paper) {
    Cell cell = Cell.of(text(ours, digits));
    return paper == null ? cell : cell.beside(text(paper, digits));
  }

  /// Metrics of the averaged curve, with those of the authors' result files where there are any.
  ReportTable ofMeanCurve() {
    boolean known =
        settings.methods().stream()
            .anyMatch(method -> PaperNumbers.beside(settings, method) != null);
    ReportTable table =
        ReportTable.of(
            "Metrics of the curve averaged over seeds, as the paper computes them"
                + (known ? "; below ours, those of the authors' own result files" : ""),
            "method",
            "avg-ACC (%)",
            "min-ACC (%)",
            "WC-ACC (%)",
            "avg-SG",
            "SG per switch");
    for (Method method : settings.methods()) {
      table = table.row(rowOfMeanCurve(method));
    }
    return table;
  }

  private List<Cell> rowOfMeanCurve(Method method) {
    CurveMetrics m = results(method).ofMeanCurve();
    PaperNumbers paper = PaperNumbers.beside(settings, method);
    return List.of(
        Cell.of(method.title()),
        cell(m.avgAcc(), 2, paper == null ? null : paper.avgAcc()),
        cell(m.minAcc(), 2, paper == null ? null : paper.minAcc()),
        cell(m.wcAcc(), 2, paper == null ? null : paper.wcAcc()),
        cell(m.avgSg(), 3, paper == null ? null : paper.avgSg()),
        list(m.sgPerSwitch(), 3, paper == null ? List.of() : paper.sgPerSwitch()));
  }

  /// The mean gain within each context.
  ReportTable gainPerContext() {
    List<String> header = new ArrayList<>(List.of("gain"));
    for (int k = 1; k <= settings.benchmark().contexts(); k++) {
      header.add("context " + k);
    }
    ReportTable table =
        ReportTable.of("Mean gain within each context", header.toArray(String[]::new));
    table = table.row(gainRow("this run", results(Method.NGM).gainPerTask()));
    PaperNumbers paper = PaperNumbers.beside(settings, Method.NGM);
    return paper == null ? table : table.row(gainRow("authors' files", paper.gainPerTask()));
  }

  private static List<Cell> gainRow(String name, List<Double> gains) {
    List<Cell> row = new ArrayList<>(List.of(Cell.of(name)));
    gains.forEach(gain -> row.add(Cell.of(number(gain, 2))));
    return row;
  }

  private static Cell cell(double value, int digits, @Nullable Double paper) {
    Cell cell = Cell.of(number(value, digits));
    return paper == null ? cell : cell.beside(number(paper, digits));
  }

  private static Cell list(List<Double> values, int digits, List<Double> paper) {
    Cell cell = Cell.of(numbers(values, digits));
    return paper.isEmpty() ? cell : cell.beside(numbers(paper, digits));
  }

  private static String numbers(List<Double> values, int digits) {
    return String.join(" ", values.stream().map(v -> number(v, digits)).toList());
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /// Mean and deviation; of one seed only the value.
  static String text(Spread spread, int digits) {
    String mean = number(spread.mean(), digits);
    return Double.isNaN(spread.sd()) ? mean : mean + " \u00b1 " + number(spread.sd(), digits);
  }

  String protocolText() {
    Protocol p = settings.protocol();
    return p.network().sentence()
        + " is trained by cross-entropy. In context k each of the "
        + p.iterations()
        + " iterations draws "
        + p.batch()
        + " examples uniformly, with replacement, from "
        + p.regime().training().source()
        + "."
        + p.regime().differences()
        + " All methods of a seed start from the same weights and see the same batches. The"
        + " learning rate is "
        + p.lr()
        + " throughout; momentum is "
        + Method.MOMENTUM
        + ", Adam has the defaults of its paper. After every "
        + (p.evaluateEvery() == 1 ? "" : p.evaluateEvery() + " ")
        + "training iteration"
        + (p.evaluateEvery() == 1 ? "" : "s")
        + " the network is tested on the first task alone.";
  }

  /// What was reconstructed, and where the authors' scripts are not followed; empty for MNIST,
  /// whose protocol is known to the last number.
  String reconstruction() {
    String test =
        " The scripts of the first version change test images at random, too, which later ones mend;"
            + " here test images are as they are.";
    return switch (settings.benchmark()) {
      case SPLIT, PERMUTED, ROTATED -> "";
      case SPLIT_CIFAR10 -> "Protocol and network are those of the authors' scripts." + test;
      case DOMAIN_CIFAR100 ->
          "Reconstructed: the later versions of the paper speak of the 20 superclasses over 3 tasks, and"
              + " do not say how. Here the outputs are the 20 coarse classes, and task k has the k-th fine"
              + " class of each in the order of their numbers, after Hess et al.; iterations are those of"
              + " the first version."
              + test;
      case DOMAIN_CIFAR100_V1 ->
          "Protocol and network are those of the authors' scripts, but for the classes that are tested:"
              + " the script says classes 0 and 1, the authors' files can only be of all five."
              + test;
    };
  }

  String gainText() {
    GainDynamics g = settings.protocol().gain();
    return "NGM-SGD is plain gradient descent on "
        + settings.protocol().network().gainSentence()
        + ". Before each iteration `g <- "
        + g.gamma()
        + " g + "
        + number(1 - g.gamma(), 2)
        + " * "
        + g.g0()
        + " + "
        + g.eta()
        + " H`, where `H` is the mean entropy (in nats) of the network's predictions for the previous"
        + " training batch. Gains start at 1, are never reset, and are used but not changed in"
        + " evaluation (Rodriguez-Garcia et al., arXiv:2507.14056, Algorithm 1).";
  }

  String metricsText() {
    return "With `f_k` the accuracy on task 1 at the end of context k and `m_k` the lowest inside it:"
        + " avg-ACC is the mean of all `f_k`; min-ACC the mean of `m_2` to `m_K`; WC-ACC is"
        + " `f_K / K + (1 - 1/K) min-ACC`; the stability gap of a switch is"
        + " `SG_k = (f_(k-1) - m_k) / f_(k-1)`, avg-SG their mean. The paper's first version takes"
        + " `m_1` to `m_(K-1)` instead, which counts the untrained start; `results.json` has that"
        + " too, as `minAccFromFirst` and `wcAccFromFirst`.";
  }

  /// Adds every parameter to the methods.
  void parameters(StudyReport page) {
    Protocol p = settings.protocol();
    Benchmark b = settings.benchmark();
    Protocol given = b.protocol();
    row(page, "data", settings.datasetTitle(), b.dataset().title());
    row(page, "contexts", b.contexts(), b.contexts());
    row(page, "iterations per context", p.iterations(), given.iterations());
    row(page, "batch", p.batch(), given.batch());
    row(page, "learning rate", p.lr(), given.lr());
    row(page, "gamma", p.gain().gamma(), given.gain().gamma());
    row(page, "g0", p.gain().g0(), given.gain().g0());
    row(page, "eta", p.gain().eta(), given.gain().eta());
    Map<String, Object> network = given.network().settings();
    p.network().settings().forEach((name, value) -> row(page, name, value, network.get(name)));
    row(page, "evaluation every", p.evaluateEvery(), given.evaluateEvery());
    Object tested = document.configuration().get("evalSamples");
    row(page, "evaluated images", String.valueOf(tested), Integer.toString(b.tested()));
    row(page, "seeds", String.join(" ", seeds()), "42 43 44 45 46");
  }

  private void row(StudyReport page, String name, Object value, @Nullable Object paper) {
    boolean rebuilt = settings.benchmark() == Benchmark.DOMAIN_CIFAR100;
    Origin same = rebuilt && REBUILT.contains(name) ? Origin.RECONSTRUCTED : Origin.GIVEN;
    page.parameter(
        name, value.toString(), String.valueOf(paper), value.equals(paper) ? same : Origin.OURS);
  }

  private List<String> seeds() {
    return settings.seeds().stream().map(String::valueOf).toList();
  }

  private MethodResults results(Method method) {
    return Objects.requireNonNull(document.methods().get(method.key()));
  }
}
