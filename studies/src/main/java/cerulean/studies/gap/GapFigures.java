package cerulean.studies.gap;

import cerulean.studies.plot.Axis;
import cerulean.studies.plot.Chart;
import cerulean.studies.plot.Dot;
import cerulean.studies.plot.DotChart;
import cerulean.studies.plot.DotPanel;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Marker;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.MetricSummary;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/// The pictures of the report.
final class GapFigures {

  private static final int BEFORE = 20;

  private static final int AFTER = 59;

  private final GapSettings settings;
  private final Experiment experiment;

  GapFigures(GapSettings settings, Experiment experiment) {
    this.settings = settings;
    this.experiment = experiment;
  }

  /// Accuracy, loss and gain over all iterations.
  LineChart curves() {
    return new LineChart(
        "Task 1 while more tasks join",
        "Task-1 accuracy, task-1 loss and gain after every training iteration, by method; vertical"
            + " lines where a task joins.",
        iterations(),
        List.of(
            accuracy(0, 100).weighing(1.7),
            Panel.of(Axis.of("task-1 loss").logarithmic(), series(settings.methods(), Curve::loss)),
            gain().weighing(0.8)),
        markers());
  }

  String curvesCaption(int tested) {
    return "Accuracy and loss on "
        + tested
        + " test images of task 1, and the mean gain, while further tasks join (dashed lines). Lines"
        + " are means over "
        + settings.seeds().size()
        + " seeds"
        + (settings.seeds().size() > 1 ? ", bands one standard deviation either side." : ".");
  }

  /// The iterations round each switch, large.
  Chart switches() {
    if (settings.benchmark().contexts() < 2) {
      return curves();
    }
    LineChart close =
        new LineChart(
            "",
            "",
            iterations(),
            List.of(
                accuracy(0, 100),
                accuracy(upperPart(), 100),
                Panel.of(
                    Axis.of("task-1 loss").logarithmic(), series(settings.methods(), Curve::loss)),
                gain()),
            markers());
    return close.aroundMarkers(
        "The same curves, close to each switch",
        "Mean curves from " + BEFORE + " iterations before to " + AFTER + " after each switch.",
        "iterations since the switch",
        BEFORE,
        AFTER);
  }

  String switchesCaption() {
    return "The means of figure 1 from "
        + BEFORE
        + " iterations before each switch to "
        + AFTER
        + " after it; the second row is the upper part of the first, magnified.";
  }

  /// Metrics of all methods side by side.
  DotChart metrics(ResultsDocument document) {
    List<DotPanel> panels =
        List.of(
            dots(document, "avg-ACC (%)", MetricSummary::avgAcc),
            dots(document, "min-ACC (%)", MetricSummary::minAcc),
            dots(document, "WC-ACC (%)", MetricSummary::wcAcc),
            dots(document, "avg-SG", MetricSummary::avgSg));
    return new DotChart(
        "Metrics by method",
        "Mean and standard deviation over seeds of the metrics of each run.",
        "this run, mean \u00b1 sd over seeds",
        "paper, printed",
        panels);
  }

  String metricsCaption() {
    boolean printed =
        settings.methods().stream()
            .anyMatch(method -> !Double.isNaN(PaperNumbers.printedBeside(settings, method)));
    return "Means over seeds of the metrics of each run, whiskers one standard deviation"
        + (printed
            ? "; diamonds are the gaps printed in the paper's later versions, where known."
            : ".");
  }

  /// The mean gain within each context, with the line that fits the first three.
  LineChart complexity() {
    double[] tasks = new double[settings.benchmark().contexts()];
    Arrays.setAll(tasks, k -> k + 1);
    List<double[]> gains =
        experiment.trials(Method.NGM).stream()
            .map(trial -> trial.curve().gainPerContext())
            .toList();
    double[] mean = experiment.meanCurve(Method.NGM).gainPerContext();
    double[] sd = new double[mean.length];
    for (double[] gain : gains) {
      for (int k = 0; k < sd.length; k++) {
        sd[k] += (gain[k] - mean[k]) * (gain[k] - mean[k]) / (gains.size() - 1);
      }
    }
    Arrays.setAll(sd, k -> Math.sqrt(sd[k]));
    List<Series> series = new ArrayList<>();
    series.add(Series.of(Method.NGM.title(), Tone.BLUE, tasks, mean).spread(sd).emphasised());
    series.add(Series.of("fit to tasks 1 to 3", Tone.GREY, tasks, LinearFit.of(mean).line(tasks)));
    PaperNumbers paper = PaperNumbers.beside(settings, Method.NGM);
    if (paper != null) {
      double[] authors = paper.gainPerTask().stream().mapToDouble(Double::doubleValue).toArray();
      series.add(Series.of("authors' files", Tone.ORANGE, tasks, authors));
    }
    return new LineChart(
        "Gain against the number of tasks",
        "Mean gain within each context, with a straight line through the first three.",
        Axis.of("task").between(0.8, tasks.length + 0.2),
        List.of(Panel.of(Axis.of("mean gain"), series)),
        List.of());
  }

  String complexityCaption() {
    double slope = LinearFit.of(experiment.meanCurve(Method.NGM).gainPerContext()).slope();
    String ours = String.format(Locale.ROOT, "%+.2f", slope);
    double paper = PaperNumbers.gainSlopeBeside(settings);
    String theirs =
        Double.isNaN(paper) ? "" : String.format(Locale.ROOT, " (authors' files: %+.2f)", paper);
    return "Mean gain within each context. Its slope over the first three is "
        + ours
        + " per task"
        + theirs
        + "; the paper's claim is a rise where classes are added, and none where only the domain"
        + " changes.";
  }

  private DotPanel dots(
      ResultsDocument document, String label, Function<MetricSummary, Spread> metric) {
    List<Dot> dots = new ArrayList<>();
    for (Method method : settings.methods()) {
      MethodResults results = Objects.requireNonNull(document.methods().get(method.key()));
      Spread spread = metric.apply(results.meanOfSeeds());
      Dot dot = Dot.of(method.title(), tone(method), spread.mean(), spread.sd());
      boolean printed = label.equals("avg-SG");
      dots.add(printed ? dot.beside(PaperNumbers.printedBeside(settings, method)) : dot);
    }
    return new DotPanel(Axis.of(label), dots);
  }

  private Axis iterations() {
    int last = settings.benchmark().contexts() * settings.protocol().iterations();
    return Axis.of("training iteration").between(0, last);
  }

  private Panel accuracy(double from, double to) {
    return Panel.of(
        Axis.of("task-1 accuracy (%)").between(from, to),
        series(settings.methods(), Curve::accuracy));
  }

  /// The gain of the method that has one; where it does not run, the line at 1 that the others
  /// keep.
  private Panel gain() {
    List<Method> modulated =
        settings.methods().contains(Method.NGM) ? List.of(Method.NGM) : settings.methods();
    return Panel.of(Axis.of("gain"), series(modulated, Curve::gain));
  }

  /// A round number below what the better half of the methods keep after the first context.
  private double upperPart() {
    double[] ends =
        settings.methods().stream()
            .mapToDouble(method -> experiment.metricsOfMeanCurve(method).avgAcc())
            .sorted()
            .toArray();
    double low = ends[ends.length / 2] - 10;
    return Math.max(0, Math.floor(low / 5) * 5);
  }

  private List<Marker> markers() {
    List<Marker> markers = new ArrayList<>();
    for (int k = 0; k < settings.benchmark().contexts(); k++) {
      String label = (k == 0 ? "task " : "+ task ") + (k + 1);
      markers.add(new Marker(k * settings.protocol().iterations(), label));
    }
    return markers;
  }

  private List<Series> series(List<Method> methods, Function<Curve, double[]> measure) {
    List<Series> series = new ArrayList<>();
    for (Method method : methods) {
      Curve mean = experiment.meanCurve(method);
      double[] x = Arrays.stream(mean.iteration()).asDoubleStream().toArray();
      double[] values = measure.apply(mean);
      Series one =
          Series.of(method.title(), tone(method), x, values)
              .spread(deviation(method, measure, values));
      series.add(method == Method.NGM ? one.emphasised() : one);
    }
    return series;
  }

  /// Standard deviation over seeds; NaN, which draws no band, for one seed.
  private double[] deviation(Method method, Function<Curve, double[]> measure, double[] mean) {
    List<Trial> trials = experiment.trials(method);
    double[] sums = new double[mean.length];
    for (Trial trial : trials) {
      double[] values = measure.apply(trial.curve());
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (values[i] - mean[i]) * (values[i] - mean[i]);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.sqrt(sums[i] / (trials.size() - 1));
    }
    return sums;
  }

  static Tone tone(Method method) {
    return switch (method) {
      case NGM -> Tone.BLUE;
      case MSGD -> Tone.VERMILION;
      case ADAM -> Tone.GREEN;
      case SGD -> Tone.GREY;
    };
  }
}
