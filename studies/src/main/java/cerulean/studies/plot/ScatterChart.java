package cerulean.studies.plot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Dots of one quantity against another, by group; the first group is drawn last, on top.
///
/// Dots that fall on the same half pixel are drawn once. The legend is left out for one group.
public record ScatterChart(String title, String description, Axis x, Axis y, List<Scatter> groups)
    implements Chart {
  private static final double RIGHT = 14;

  public ScatterChart {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(
          "scatter chart: it needs at least one group, got none for '" + title + "'");
    }
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double top = Frame.title(svg, title, width);
    if (groups.size() > 1) {
      List<Legend.Entry> names =
          groups.stream()
              .map(one -> new Legend.Entry(one.name(), one.tone(), Legend.Sign.DOT))
              .toList();
      top = Legend.draw(svg, names, top, width);
    }
    top += 20;
    svg.text(0, top, "head", "start", y.label());
    top += 8;
    double height = width < 600 ? 260 : 340;
    Scale up = Scale.of(y, low(true), high(true), height - 6, 6);
    double left = Frame.widest(Frame.yTicks(up, height)) + 10;
    double plot = width - left - RIGHT;
    Scale across = Scale.of(x, low(false), high(false), 0, plot);
    PlotArea area = new PlotArea(left, top, plot, height, across, up);
    Ticks xTicks = Frame.xTicks(across, plot, (int) Math.clamp(plot / 56, 2, 11));
    area.grid(svg, xTicks, true, Frame.yTicks(up, height), true);
    for (Scatter group : groups.reversed()) {
      dots(svg, group, area);
    }
    double bottom = top + height + 38;
    svg.text(left + plot / 2, bottom - 2, "name", "middle", x.label());
    return Frame.root(this, width, bottom + 6, svg, false);
  }

  private static void dots(Svg svg, Scatter group, PlotArea area) {
    StringBuilder path = new StringBuilder();
    Set<Long> drawn = new HashSet<>();
    double radius = group.x().length > 400 ? 1.5 : group.x().length > 60 ? 2.2 : 3.2;
    for (int k = 0; k < group.x().length; k++) {
      double px = area.x().at(group.x()[k]);
      double py = area.y().at(group.y()[k]);
      boolean inside = px >= 0 && px <= area.width() && py >= 0 && py <= area.height();
      long column = (long) (2 * px);
      long line = (long) (2 * py);
      // NaN is inside of nothing.
      if (!inside || !drawn.add(column * 1_000_000 + line)) {
        continue;
      }
      path.append('M');
      Svg.number(path, area.left() + px - radius, 1);
      path.append(' ');
      Svg.number(path, area.top() + py, 1);
      arc(path, radius, 2 * radius);
      arc(path, radius, -2 * radius);
    }
    svg.open("path", "class", group.tone().styleClass() + " fill points", "d", path);
    svg.content("title", group.name()).close("path");
  }

  private static void arc(StringBuilder path, double radius, double across) {
    path.append('a');
    Svg.number(path, radius, 1);
    path.append(' ');
    Svg.number(path, radius, 1);
    path.append(" 0 1 0 ");
    Svg.number(path, across, 1);
    path.append(" 0");
  }

  private double low(boolean vertical) {
    double low = Double.POSITIVE_INFINITY;
    for (Scatter group : groups) {
      for (double value : vertical ? group.y() : group.x()) {
        boolean counts = Double.isFinite(value) && (value > 0 || !(vertical ? y : x).log());
        low = counts ? Math.min(low, value) : low;
      }
    }
    return low;
  }

  private double high(boolean vertical) {
    double high = Double.NEGATIVE_INFINITY;
    for (Scatter group : groups) {
      for (double value : vertical ? group.y() : group.x()) {
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    return high;
  }
}
