package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.List;

/// Curves over a common x axis, in one panel or in several above each other, with one legend and
/// with dashed lines where a new stretch begins.
///
///     new LineChart("The stability gap", "Task-1 accuracy of four methods ...",
///         Axis.of("iteration"),
///         List.of(Panel.of(Axis.of("accuracy (%)").between(0, 100), ngm, adam)),
///         List.of(new Marker(0, "task 1"), new Marker(200, "+ task 2")))
///         .svg(Chart.WIDE)
public record LineChart(
    String title, String description, Axis x, List<Panel> panels, List<Marker> markers)
    implements Chart {
  private static final double RIGHT = 12;
  private static final double GAP = 12;

  public LineChart {
    panels = List.copyOf(panels);
    markers = List.copyOf(markers);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(
          "line chart: it needs at least one panel, got none for '" + title + "'");
    }
  }

  /// Returns a picture of the same curves from `before` x units before each marker to `after` x
  /// units after it; a marker at the left edge has nothing before it and is left out.
  public ZoomChart aroundMarkers(
      String newTitle, String newDescription, String xLabel, double before, double after) {
    double start = Frame.extent(panels)[0];
    List<Marker> places = markers.stream().filter(marker -> marker.x() > start).toList();
    return new ZoomChart(newTitle, newDescription, xLabel, before, after, panels, places);
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double y = Frame.title(svg, title, width);
    y = Frame.legend(svg, panels, y, width) + 6;
    double plain = width < 600 ? 118 : 136;
    double[] extent = Frame.extent(panels);
    double xLo = Double.isNaN(x.min()) ? extent[0] : x.min();
    double xHi = Double.isNaN(x.max()) ? extent[1] : x.max();
    double left = left(plain, xLo, xHi);
    double plotWidth = width - left - RIGHT;
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      boolean last = i == panels.size() - 1;
      y += 14;
      svg.text(0, y, "head", "start", panel.y().label());
      y += 8;
      if (i == 0 && !markers.isEmpty()) {
        y += 13;
        labels(svg, new Scale(xLo, xHi, false, left, left + plotWidth), y);
        y += 6;
      }
      PlotArea area = area(panel, left, y, plotWidth, plain * panel.weight(), xLo, xHi);
      Ticks xTicks = Frame.xTicks(area.x(), plotWidth, Math.min(11, (int) (plotWidth / 56)));
      area.grid(svg, xTicks, last, Frame.yTicks(area.y(), area.height()), true);
      area.switches(svg, Frame.switches(markers, xLo, xHi));
      area.curves(svg, panel.series(), 0, true, panel);
      y += area.height() + GAP;
    }
    y += 26;
    svg.text(left + plotWidth / 2, y - 2, "name", "middle", x.label());
    return Frame.root(this, width, y + 6, svg, true);
  }

  private PlotArea area(
      Panel panel, double left, double top, double width, double height, double xLo, double xHi) {
    double[] range = Frame.range(panel, xLo, xHi, true);
    return PlotArea.of(left, top, width, height, xLo, xHi, panel.y(), range);
  }

  /// Room for the widest y label of all panels, so that the areas line up.
  private double left(double plain, double xLo, double xHi) {
    double widest = 0;
    for (Panel panel : panels) {
      PlotArea area = area(panel, 0, 0, 100, plain * panel.weight(), xLo, xHi);
      widest = Math.max(widest, Frame.widest(Frame.yTicks(area.y(), area.height())));
    }
    return widest + 10;
  }

  /// Names each stretch in its middle. If the names do not fit, their last words stand in (`+ task
  /// 12` becomes `12`); if those do not fit either, only every second, third ... is written.
  private void labels(Svg svg, Scale scale, double y) {
    List<Marker> inside =
        markers.stream().filter(m -> m.x() >= scale.lo() && m.x() < scale.hi()).toList();
    List<String> names = new ArrayList<>(inside.stream().map(Marker::label).toList());
    List<Double> middles = new ArrayList<>();
    double tightest = 1;
    double narrowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < inside.size(); i++) {
      double from = scale.at(inside.get(i).x());
      double to = i + 1 < inside.size() ? scale.at(inside.get(i + 1).x()) : scale.to();
      middles.add((from + to) / 2);
      narrowest = Math.min(narrowest, to - from);
      tightest = Math.max(tightest, (Svg.width(names.get(i), Frame.TICK_SIZE) + 4) / (to - from));
    }
    int every = 1;
    if (tightest > 1) {
      names.replaceAll(name -> name.substring(name.lastIndexOf(' ') + 1));
      for (String name : names) {
        double needs = Svg.width(name, Frame.TICK_SIZE) + 6;
        every = Math.max(every, (int) Math.ceil(needs / narrowest));
      }
    }
    for (int i = 0; i < names.size(); i += every) {
      svg.text(middles.get(i), y, "tick", "middle", names.get(i));
    }
  }
}
