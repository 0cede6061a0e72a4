package cerulean.studies.plot;

import java.util.BitSet;
import java.util.List;

/// Spike rasters: a stroke for every spike, time to the right, cells upwards from 0, one area per
/// population; below them, if given, panels of curves over the same time, as of rates.
///
///     new RasterChart("Network of 2003", "Spikes of 1000 cells ...", Axis.of("time (ms)"),
///         List.of(Raster.of("excitatory", Tone.BLUE, 800, times, cells), inhibitory),
///         List.of(Panel.of(Axis.of("spikes per cell (Hz)"), rate)))
///
/// Areas are as tall as their populations are large, within limits. Spikes that fall on the same
/// half pixel are drawn once, so that a drawing has a bounded size whatever the run.
public record RasterChart(
    String title, String description, Axis time, List<Raster> rasters, List<Panel> panels)
    implements Chart {
  private static final double RIGHT = 12;
  private static final double GAP = 12;
  private static final double RASTERS = 330;

  /// Strokes of half pixels: what screens of twice the density can still show.
  private static final int PER_PIXEL = 2;

  public RasterChart {
    rasters = List.copyOf(rasters);
    panels = List.copyOf(panels);
    if (rasters.isEmpty()) {
      throw new IllegalArgumentException(
          "raster chart: it needs at least one population, got none for '" + title + "'");
    }
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double y = Frame.title(svg, title, width);
    y = Frame.legend(svg, panels, y, width) + 2;
    double[] extent = extent();
    double left = left(extent);
    double plot = width - left - RIGHT;
    Scale x = new Scale(extent[0], extent[1], false, 0, plot);
    Ticks xTicks = Frame.xTicks(x, plot, Math.min(11, (int) (plot / 56)));
    for (int i = 0; i < rasters.size(); i++) {
      Raster raster = rasters.get(i);
      y += 14;
      svg.text(0, y, "head", "start", raster.name() + ", cell number");
      y += 8;
      PlotArea area = area(raster, left, y, plot, extent);
      boolean last = i == rasters.size() - 1 && panels.isEmpty();
      area.grid(svg, xTicks, last, cellTicks(raster, area), true);
      spikes(svg, raster, area);
      y += area.height() + GAP;
    }
    for (Panel panel : panels) {
      y += 14;
      svg.text(0, y, "head", "start", panel.y().label());
      y += 8;
      PlotArea area = area(panel, left, y, plot, extent);
      area.grid(svg, xTicks, panel.equals(panels.getLast()), yTicks(area), true);
      area.curves(svg, panel.series(), 0, true, panel);
      y += area.height() + GAP;
    }
    y += 26;
    svg.text(left + plot / 2, y - 2, "name", "middle", time.label());
    return Frame.root(this, width, y + 6, svg, false);
  }

  private void spikes(Svg svg, Raster raster, PlotArea area) {
    double row = area.height() / raster.size();
    double stroke = Math.clamp(0.8 * row, 1.2, 10);
    int columns = (int) Math.ceil(area.width() * PER_PIXEL) + 1;
    int rows = (int) Math.ceil(area.height() * PER_PIXEL) + 1;
    BitSet drawn = new BitSet(columns * rows);
    double[] times = raster.timesMs();
    int[] cells = raster.cells();
    for (int k = 0; k < times.length; k++) {
      double x = area.x().at(times[k]);
      if (x >= 0 && x <= area.width()) {
        double y = area.height() - (cells[k] + 0.5) * row;
        int line = (int) (y * PER_PIXEL);
        int column = (int) (x * PER_PIXEL);
        drawn.set(line * columns + column);
      }
    }
    StringBuilder path = new StringBuilder(8 * drawn.cardinality() + 16);
    for (int at = drawn.nextSetBit(0); at >= 0; at = drawn.nextSetBit(at + 1)) {
      double column = at % columns;
      int line = at / columns;
      path.append('M');
      Svg.number(path, area.left() + column / PER_PIXEL, 1);
      path.append(' ');
      Svg.number(path, area.top() + (double) line / PER_PIXEL - stroke / 2, 1);
      path.append('v');
      Svg.number(path, stroke, 1);
    }
    if (!path.isEmpty()) {
      String style = "spikes " + raster.tone().styleClass();
      svg.open("path", "class", style, "stroke-width", 1.2, "d", path);
      svg.content("title", raster.name()).close("path");
    }
  }

  /// Ticks that say cell numbers: whole ones only.
  private static Ticks cellTicks(Raster raster, PlotArea area) {
    int most = (int) Math.clamp(area.height() / 27, 2, Math.max(2, raster.size() - 1));
    return raster.size() == 1
        ? new Ticks(List.of(0.0), List.of("0"))
        : Ticks.linear(0, raster.size() - 1, Math.min(most, raster.size() - 1));
  }

  private static Ticks yTicks(PlotArea area) {
    return Frame.yTicks(area.y(), area.height());
  }

  private PlotArea area(Raster raster, double left, double top, double width, double[] extent) {
    int all = rasters.stream().mapToInt(Raster::size).sum();
    double share = Math.min(RASTERS * raster.size() / all, 14.0 * raster.size());
    double height = Math.max(Math.min(48, 14.0 * raster.size()), share);
    double row = height / raster.size();
    return new PlotArea(
        left,
        top,
        width,
        height,
        new Scale(extent[0], extent[1], false, 0, width),
        new Scale(0, Math.max(1, raster.size() - 1), false, height - row / 2, row / 2));
  }

  private static PlotArea area(
      Panel panel, double left, double top, double width, double[] extent) {
    double[] range = Frame.range(panel, extent[0], extent[1], true);
    return PlotArea.of(
        left, top, width, 96 * panel.weight(), extent[0], extent[1], panel.y(), range);
  }

  private double left(double[] extent) {
    double widest = 0;
    for (Raster raster : rasters) {
      PlotArea area = area(raster, 0, 0, 100, extent);
      widest = Math.max(widest, Frame.widest(cellTicks(raster, area)));
    }
    for (Panel panel : panels) {
      widest = Math.max(widest, Frame.widest(yTicks(area(panel, 0, 0, 100, extent))));
    }
    return widest + 10;
  }

  private double[] extent() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Raster raster : rasters) {
      for (double ms : raster.timesMs()) {
        low = Math.min(low, ms);
        high = Math.max(high, ms);
      }
    }
    double from = Double.isNaN(time.min()) ? (low <= high ? low : 0) : time.min();
    double to = Double.isNaN(time.max()) ? (low <= high ? high : from + 1) : time.max();
    return new double[] {from, to > from ? to : from + 1};
  }
}
