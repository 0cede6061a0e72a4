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
import java.util.function.ToDoubleFunction;

/// The pictures of a [Landscape].
final class LandscapeFigures {

  private final Landscape landscape;

  LandscapeFigures(Landscape landscape) {
    this.landscape = landscape;
  }

  /// Accuracy, sharpness, trace and gain around the switch.
  LineChart curvature() {
    return new LineChart(
        "Curvature while the second task joins",
        "Accuracy on task 1, largest eigenvalue and trace of the Hessian of the joint loss, and gain,"
            + " around the first switch, by method.",
        Axis.of("iterations since the switch").between(-Landscape.BEFORE, Landscape.AFTER),
        List.of(
            Panel.of(Axis.of("accuracy on task 1 (%)"), looks(Landscape.Look::accuracy))
                .weighing(0.8),
            Panel.of(Axis.of("largest eigenvalue").logarithmic(), looks(Landscape.Look::largest)),
            Panel.of(Axis.of("trace").logarithmic(), looks(Landscape.Look::trace)).weighing(0.8),
            Panel.of(Axis.of("gain"), looks(Landscape.Look::gain)).weighing(0.6)),
        List.of());
  }

  String curvatureCaption() {
    return "Hessian of the joint loss in the weights that act, `g w`, on ten Gaussian clouds"
        + " (perceptron 64-100-100-10): largest eigenvalue (at every point of every run an eigenvalue"
        + " lies within "
        + String.format(Locale.ROOT, "%.2g", 100 * landscape.worstBound())
        + " %) and trace, both from exact products of the Hessian with vectors. "
        + seeds();
  }

  /// Losses on the line from before to after the switch.
  LineChart line() {
    return new LineChart(
        "The loss between the weights before and after a switch",
        "Loss on task 1 and on both tasks along the straight line from the weights at the switch to"
            + " those "
            + Landscape.AFTER
            + " iterations later, by method.",
        Axis.of("place on the line").between(-0.2, 1.2),
        List.of(
            Panel.of(Axis.of("loss on task 1").logarithmic(), places(Landscape.Place::first)),
            Panel.of(Axis.of("loss on both tasks").logarithmic(), places(Landscape.Place::joint))),
        List.of());
  }

  String lineCaption() {
    return "Loss on task 1 (test) and on both tasks on the straight line through the weights at the"
        + " switch (0) and "
        + Landscape.AFTER
        + " iterations later (1). Where a method's accuracy fell in between though the line has no"
        + " rise, the dip is a matter of the path taken and not of the places it joins. "
        + seeds();
  }

  private String seeds() {
    int n = landscape.seeds().size();
    return n == 1
        ? "One run a method."
        : "Lines are means of " + n + " runs, bands from the lowest to the highest.";
  }

  private List<Series> looks(ToDoubleFunction<Landscape.Look> measure) {
    return series(Landscape.Walk::looks, Landscape.Look::since, measure);
  }

  private List<Series> places(ToDoubleFunction<Landscape.Place> measure) {
    return series(Landscape.Walk::line, Landscape.Place::at, measure);
  }

  private <T> List<Series> series(
      Function<Landscape.Walk, List<T>> points,
      ToDoubleFunction<T> horizontal,
      ToDoubleFunction<T> measure) {
    List<Series> series = new ArrayList<>();
    for (Method method : landscape.walks().keySet()) {
      List<Landscape.Walk> walks = landscape.walks(method);
      double[] x = points.apply(walks.getFirst()).stream().mapToDouble(horizontal).toArray();
      double[] low = new double[x.length];
      double[] mean = new double[x.length];
      double[] high = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int at = i;
        DoubleSummaryStatistics ofSeeds =
            walks.stream()
                .mapToDouble(walk -> measure.applyAsDouble(points.apply(walk).get(at)))
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
