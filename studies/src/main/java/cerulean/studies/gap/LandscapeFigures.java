package cerulean.studies.gap;

import cerulean.studies.plot.Axis;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
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
        + " on ten Gaussian clouds (perceptron 64-100-100-10): largest eigenvalue by the method of"
        + " Lanczos (at every point of every run an eigenvalue lies within "
        + String.format(Locale.ROOT, "%.2g", 100 * landscape.worstBound())
        + " %), trace by "
        + Landscape.SAMPLES
        + " vectors of random signs (Hutchinson), both from exact products of the Hessian with"
        + " vectors. "
        + seeds();
  }

  private String seeds() {
    int n = landscape.seeds().size();
    return n == 1
        ? "One run a method."
        : "Lines are means of " + n + " runs, bands from the lowest to the highest.";
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
        + " a matter of the path taken, not of the places it joins. "
        + seeds();
  }

  private List<Series> series(double[] x, Function<Landscape.Walk, List<Double>> measure) {
    List<Series> series = new ArrayList<>();
    for (Method method : landscape.walks().keySet()) {
      double[] low = new double[x.length];
      double[] mean = new double[x.length];
      double[] high = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int at = i;
        DoubleSummaryStatistics ofSeeds =
            landscape.walks(method).stream()
                .mapToDouble(walk -> measure.apply(walk).get(at))
                .summaryStatistics();
        low[i] = ofSeeds.getMin();
        mean[i] = ofSeeds.getAverage();
        high[i] = ofSeeds.getMax();
      }
      Series one = Series.of(method.title(), GapFigures.tone(method), x, mean).band(low, high);
      series.add(method == Method.NGM ? one.emphasised() : one);
    }
    return series;
  }
}
