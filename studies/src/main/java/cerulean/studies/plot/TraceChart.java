package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.List;

/// Traces over time, small: voltages, traces of synapses, concentrations.
///
/// With one column all areas are stacked over one time axis. With more they stand side by side, each
/// with an axis of its own, as figures of firing patterns do; a narrow page gets half as many columns.
///
///     new TraceChart("Firing patterns", "...", Axis.of("time (ms)"),
///         List.of(TracePanel.of("tonic spiking", Axis.of("v (mV)"), voltage).with(current)), 4)
public record TraceChart(
    String title, String description, Axis time, List<TracePanel> panels, int columns)
    implements Chart {
  private static final double RIGHT = 12;
  private static final double GAP = 20;
  private static final double INPUT = 16;

  public TraceChart {
    panels = List.copyOf(panels);
    if (panels.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "trace chart: it needs a panel and a column, got "
              + panels.size()
              + " panels in "
              + columns
              + " columns for '"
              + title
              + "'");
    }
  }

  /// Returns a chart of one column.
  public static TraceChart stacked(
      String title, String description, Axis time, List<TracePanel> panels) {
    return new TraceChart(title, description, time, panels, 1);
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double y = Frame.title(svg, title, width);
    y = legend(svg, y, width) + 2;
    if (!common().isEmpty()) {
      y += 14;
      svg.text(0, y, "name", "start", common());
      y += 4;
    }
    int across = width < 600 ? (columns + 1) / 2 : columns;
    boolean shared = across == 1 && columns == 1;
    double left = left();
    double cell = (width - RIGHT - GAP * (across - 1)) / across;
    double[] all = Frame.extent(panels.stream().map(TracePanel::panel).toList());
    for (int i = 0; i < panels.size(); i += across) {
      double lowest = y;
      boolean lastRow = i + across >= panels.size();
      for (int j = i; j < Math.min(panels.size(), i + across); j++) {
        double at = (j - i) * (cell + GAP);
        double[] extent = shared ? all : Frame.extent(List.of(panels.get(j).panel()));
        lowest =
            Math.max(
                lowest, panel(svg, panels.get(j), at, y, left, cell, extent, !shared || lastRow));
      }
      y = lowest + (shared ? 6 : 10);
    }
    y += 18;
    svg.text(width / 2.0, y - 2, "name", "middle", time.label());
    return Frame.root(this, width, y + 6, svg, false);
  }

  private double panel(
      Svg svg,
      TracePanel shown,
      double at,
      double top,
      double left,
      double cell,
      double[] extent,
      boolean xLabels) {
    double y = top;
    for (String line : Svg.wrap(shown.name() + heading(shown), 0.92 * Frame.HEAD_SIZE, cell)) {
      y += 15;
      svg.text(at, y, "head", "start", line);
    }
    y += 7;
    double from = Double.isNaN(time.min()) ? extent[0] : time.min();
    double to = Double.isNaN(time.max()) ? extent[1] : time.max();
    PlotArea area = area(shown.panel(), at + left, y, cell - left, from, to);
    Ticks xTicks = Frame.xTicks(area.x(), area.width(), (int) Math.max(3, area.width() / 56));
    double below = shown.input() == null ? 0 : INPUT;
    // The axis stands below the input, so that both are read against it.
    PlotArea whole =
        new PlotArea(area.left(), y, area.width(), area.height() + below, area.x(), area.y());
    whole.grid(svg, xTicks, xLabels, yTicks(area), true);
    area.curves(svg, shown.panel().series(), 0, true, shown.panel());
    Series input = shown.input();
    if (input != null) {
      Panel under = Panel.of(Axis.of(input.name()), input);
      double[] range = Frame.range(under, from, to, false);
      PlotArea.of(
              area.left(), y + area.height() - 2, area.width(), INPUT, from, to, flat(range), range)
          .curves(svg, under.series(), 0, false, under);
    }
    return y + area.height() + below + (xLabels ? 18 : 0);
  }

  /// Limits that give a constant input a line in the middle of its strip.
  private static Axis flat(double[] range) {
    Axis axis = Axis.of("");
    if (!(range[0] <= range[1])) {
      return axis;
    }
    return range[1] > range[0]
        ? axis.between(range[0], range[1])
        : axis.between(range[0] - 1, range[0] + 1);
  }

  /// The quantity of all areas, if they show the same one in several columns: it is said once,
  /// above.
  private String common() {
    String first = panels.getFirst().panel().y().label();
    boolean same = panels.stream().allMatch(one -> one.panel().y().label().equals(first));
    return columns > 1 && same ? first : "";
  }

  private String heading(TracePanel shown) {
    return common().isEmpty() ? ", " + shown.panel().y().label() : "";
  }

  private static PlotArea area(
      Panel panel, double left, double top, double width, double from, double to) {
    double[] range = Frame.range(panel, from, to, true);
    return PlotArea.of(left, top, width, 66 * panel.weight(), from, to, panel.y(), range);
  }

  private static Ticks yTicks(PlotArea area) {
    return area.y().ticks((int) Math.max(3, area.height() / 27));
  }

  private double left() {
    double widest = 0;
    for (TracePanel shown : panels) {
      double[] extent = Frame.extent(List.of(shown.panel()));
      PlotArea area = area(shown.panel(), 0, 0, 100, extent[0], extent[1]);
      widest = Math.max(widest, Frame.widest(yTicks(area)));
    }
    return widest + 10;
  }

  private double legend(Svg svg, double top, int width) {
    List<Panel> named = new ArrayList<>(panels.stream().map(TracePanel::panel).toList());
    for (TracePanel shown : panels) {
      Series input = shown.input();
      if (input != null) {
        named.add(Panel.of(Axis.of(""), input));
      }
    }
    long names =
        named.stream().flatMap(p -> p.series().stream()).map(Series::name).distinct().count();
    return names < 2 ? top : Frame.legend(svg, named, top, width);
  }
}
