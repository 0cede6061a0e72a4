package cerulean.studies.plot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws one rectangle of curves: grid, bands, switches, lines.
///
/// The curves sit in a nested `<svg>`, which clips without needing an id that could collide with
/// another chart of the page. Its data attributes tell the crosshair of the report how to get from
/// pixels back to values.
record PlotArea(double left, double top, double width, double height, Scale x, Scale y) {
  /// Room inside the upper and lower edge, so that a line along the edge keeps its full width.
  static final double INSET = 4;

  /// Returns an area whose scales are in its own pixels, from `(0, 0)`.
  static PlotArea of(
      double left,
      double top,
      double width,
      double height,
      double xLo,
      double xHi,
      Axis yAxis,
      double[] yRange) {
    return new PlotArea(
        left,
        top,
        width,
        height,
        new Scale(xLo, xHi, false, 0, width),
        Scale.of(yAxis, yRange[0], yRange[1], height - INSET, INSET));
  }

  /// Draws grid lines and their labels; `yLabels` and `xLabels` say whether there is text.
  void grid(Svg svg, Ticks xTicks, boolean xLabels, Ticks yTicks, boolean yLabels) {
    for (int i = 0; i < yTicks.values().size(); i++) {
      double at = top + y.at(yTicks.values().get(i));
      svg.line("grid", left, at, left + width, at);
      if (yLabels) {
        svg.text(left - 7, at + 4, "tick", "end", yTicks.labels().get(i));
      }
    }
    double bottom = top + height;
    svg.line("axis", left, bottom, left + width, bottom);
    for (int i = 0; i < xTicks.values().size(); i++) {
      double at = left + x.at(xTicks.values().get(i));
      svg.line("axis", at, bottom, at, bottom + 4);
      if (xLabels) {
        // Held inside the area: in a row of areas a label past the edge meets the neighbour's.
        String label = xTicks.labels().get(i);
        double half = Math.clamp(Svg.width(label, Frame.TICK_SIZE) / 2 - 4, 0, width / 2);
        double middle = Math.clamp(at, left + half, left + width - half);
        svg.text(middle, bottom + 17, "tick", "middle", label);
      }
    }
  }

  /// Draws a frame with ticks outside and no grid, round what fills the area.
  void ticks(Svg svg, Ticks xTicks, Ticks yTicks) {
    double bottom = top + height;
    svg.line("axis", left, top, left, bottom);
    svg.line("axis", left, bottom, left + width, bottom);
    for (int i = 0; i < yTicks.values().size(); i++) {
      double at = top + y.at(yTicks.values().get(i));
      svg.line("axis", left - 4, at, left, at);
      svg.text(left - 7, at + 4, "tick", "end", yTicks.labels().get(i));
    }
    for (int i = 0; i < xTicks.values().size(); i++) {
      double at = left + x.at(xTicks.values().get(i));
      svg.line("axis", at, bottom, at, bottom + 4);
      svg.text(at, bottom + 17, "tick", "middle", xTicks.labels().get(i));
    }
  }

  /// Draws a dashed line from top to bottom at each x given in data units.
  void switches(Svg svg, List<Double> places) {
    for (double place : places) {
      double at = left + x.at(place);
      svg.line("switch", at, top, at, top + height);
    }
  }

  /// Draws bands, then lines; the first series ends up on top. Values are `x - origin`.
  void curves(Svg svg, List<Series> series, double origin, boolean bands, Panel panel) {
    svg.open(
        "svg",
        "class",
        "area",
        "x",
        left,
        "y",
        top,
        "width",
        width,
        "height",
        height,
        "data-x",
        x.lo() + " " + x.hi(),
        "data-y",
        y.lo() + " " + y.hi() + " " + y.from() + " " + y.to() + (y.log() ? " log" : ""),
        "data-label",
        panel.y().label());
    svg.raw("\n");
    for (Series one : series.reversed()) {
      if (bands) {
        band(svg, one, origin);
      }
    }
    for (Series one : series.reversed()) {
      line(svg, one, origin);
    }
    svg.close("svg");
  }

  private void line(Svg svg, Series one, double origin) {
    int[] part = within(one.x(), origin);
    double[] px = pixels(one.x(), origin, part);
    double[] py = pixels(one.mean(), part);
    svg.open("g", "data-name", one.name()).content("title", one.name());
    String style = "mean " + one.tone().styleClass() + (one.strong() ? " strong" : "");
    for (double[] run : Thinning.line(px, py)) {
      if (run.length == 2) {
        // A value between two gaps has no line; without a dot it would be invisible.
        double radius = one.strong() ? 1.6 : 1.2;
        String dot = one.tone().styleClass() + " fill";
        svg.empty("circle", "class", dot, "cx", run[0], "cy", run[1], "r", radius);
        continue;
      }
      StringBuilder points = new StringBuilder(run.length * 6);
      for (int i = 0; i < run.length; i += 2) {
        points.append(i == 0 ? "" : " ");
        Svg.number(points, run[i], 1);
        points.append(',');
        Svg.number(points, run[i + 1], 2);
      }
      svg.empty("polyline", "class", style, "points", points).raw("\n");
    }
    svg.close("g");
  }

  private void band(Svg svg, Series one, double origin) {
    double @Nullable [] lower = one.lower();
    double @Nullable [] upper = one.upper();
    if (lower == null || upper == null) {
      return;
    }
    int[] part = within(one.x(), origin);
    double[] px = pixels(one.x(), origin, part);
    String style = one.tone().styleClass() + " fill band";
    for (double[] run : Thinning.band(px, pixels(upper, part), pixels(lower, part))) {
      StringBuilder path = new StringBuilder(run.length * 8);
      for (int i = 0; i < run.length; i += 3) {
        path.append(i == 0 ? 'M' : 'L');
        Svg.number(path, run[i], 1);
        path.append(' ');
        Svg.number(path, run[i + 1], 1);
      }
      for (int i = run.length - 3; i >= 0; i -= 3) {
        path.append('L');
        Svg.number(path, run[i], 1);
        path.append(' ');
        Svg.number(path, run[i + 2], 1);
      }
      svg.empty("path", "class", style, "d", path.append('Z')).raw("\n");
    }
  }

  /// First and last-plus-one index of the points to draw: those inside the limits and one more on
  /// either side, so that lines run up to the edge.
  private int[] within(double[] values, double origin) {
    int from = 0;
    while (from < values.length && values[from] - origin < x.lo()) {
      from++;
    }
    int to = from;
    while (to < values.length && values[to] - origin <= x.hi()) {
      to++;
    }
    return new int[] {Math.max(0, from - 1), Math.min(values.length, to + 1)};
  }

  private double[] pixels(double[] values, double origin, int[] part) {
    double[] result = new double[part[1] - part[0]];
    for (int i = 0; i < result.length; i++) {
      result[i] = x.at(values[part[0] + i] - origin);
    }
    return result;
  }

  private double[] pixels(double[] values, int[] part) {
    double[] result = new double[part[1] - part[0]];
    for (int i = 0; i < result.length; i++) {
      result[i] = y.at(values[part[0] + i]);
    }
    return result;
  }
}
