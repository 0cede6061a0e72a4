package cerulean.studies.gap;

import cerulean.studies.plot.Axis;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import cerulean.studies.results.CsvRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The pictures of a [Landscape].
final class LandscapeFigures {

  private final Landscape landscape;

  LandscapeFigures(Landscape landscape) {
    this.landscape = landscape;
  }

  /// Sharpness, trace and gain around the switch.
  LineChart curvature() {
    double[] since = landscape.since().stream().mapToDouble(Integer::doubleValue).toArray();
    return new LineChart(
        "Curvature while the second task joins",
        "Largest eigenvalue and trace of the Hessian of the joint loss, and gain, around the first"
            + " switch, by method.",
        Axis.of("iterations since the switch").between(since[0], since[since.length - 1]),
        List.of(
            Panel.of(
                Axis.of("largest eigenvalue").logarithmic(),
                series(since, Landscape.Walk::largest)),
            Panel.of(Axis.of("trace").logarithmic(), series(since, Landscape.Walk::trace)),
            Panel.of(Axis.of("gain"), series(since, Landscape.Walk::gain)).weighing(0.7)),
        List.of());
  }

  String curvatureCaption() {
    return "Hessian of the joint loss (256 examples of tasks 1 and 2) in the weights that act, `g w`,"
        + " one run per method on ten Gaussian clouds (perceptron 64-100-100-10): largest"
        + " eigenvalue by the method of Lanczos (an eigenvalue lies within "
        + String.format(Locale.ROOT, "%.2g", 100 * worstBound())
        + " % of every point), trace by "
        + Landscape.SAMPLES
        + " vectors of random signs (Hutchinson), both from exact products of the Hessian with"
        + " vectors.";
  }

  private double worstBound() {
    double worst = 0;
    for (Landscape.Walk walk : landscape.walks().values()) {
      for (int i = 0; i < walk.largest().size(); i++) {
        worst = Math.max(worst, walk.bound().get(i) / Math.abs(walk.largest().get(i)));
      }
    }
    return worst;
  }

  /// Losses on the line from before to after the switch.
  LineChart line() {
    double[] place = landscape.place().stream().mapToDouble(Double::doubleValue).toArray();
    return new LineChart(
        "The loss between the weights before and after a switch",
        "Loss on task 1 and on both tasks along the straight line from the weights at the switch to"
            + " those 60 iterations later, by method.",
        Axis.of("place on the line").between(place[0], place[place.length - 1]),
        List.of(
            Panel.of(Axis.of("loss on task 1").logarithmic(), series(place, Landscape.Walk::first)),
            Panel.of(
                Axis.of("loss on both tasks").logarithmic(), series(place, Landscape.Walk::joint))),
        List.of());
  }

  String lineCaption() {
    return "Loss on task 1 (test) and on both tasks on the straight line through the weights at the"
        + " switch (0) and 60 iterations later (1). No rise in between means that the dip of accuracy is"
        + " a matter of the path taken, not of the places it joins.";
  }

  /// What the numbers say.
  String text() {
    List<String> peaks = new ArrayList<>();
    for (Map.Entry<Method, Landscape.Walk> entry : landscape.walks().entrySet()) {
      List<Double> largest = entry.getValue().largest();
      double before = largest.get(landscape.since().indexOf(0));
      double peak = largest.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
      peaks.add(
          String.format(Locale.ROOT, "%s from %.3g to %.3g", entry.getKey().title(), before, peak));
    }
    return "The paper explains the smaller gap by flatter curvature: where weights act as `W = g w`,"
        + " eigenvalues of the Hessian in `W` are those in `w` over the square of the gain. Measured"
        + " here, along the first switch of a small network, the largest eigenvalue goes, from just"
        + " before the switch to its highest: "
        + String.join("; ", peaks)
        + ". The identity is exact and tested; whether it is the cause is what these figures let a"
        + " reader judge.";
  }

  /// A row for each method and look.
  String csv() {
    CsvRows csv = new CsvRows("method", "since", "largest", "largestBound", "trace", "gain");
    landscape
        .walks()
        .forEach((method, walk) -> {
          for (int i = 0; i < landscape.since().size(); i++) {
            csv.row(
                method.key(),
                landscape.since().get(i),
                walk.largest().get(i),
              walk.bound().get(i),
                walk.trace().get(i),
                walk.gain().get(i));
          }
        });
    return csv.toString();
  }

  private List<Series> series(double[] x, Function<Landscape.Walk, List<Double>> measure) {
    List<Series> series = new ArrayList<>();
    landscape
        .walks()
        .forEach((method, walk) -> {
          double[] values = measure.apply(walk).stream().mapToDouble(Double::doubleValue).toArray();
          Series one = Series.of(method.title(), GapFigures.tone(method), x, values);
          series.add(method == Method.NGM ? one.emphasised() : one);
        });
    return series;
  }
}
