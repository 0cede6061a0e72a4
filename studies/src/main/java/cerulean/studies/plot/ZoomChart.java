package cerulean.studies.plot;

import java.util.List;

/// Small multiples of the mean curves around each marker: one column per marker, one row per
/// quantity, the same y limits along a row so that heights compare.
///
/// x is counted from the marker. On a narrow page the columns of a quantity wrap.
public record ZoomChart(
    String title,
    String description,
    String xLabel,
    double before,
    double after,
    List<Panel> panels,
    List<Marker> markers)
    implements Chart {
  private static final double GAP = 14;

  public ZoomChart {
    panels = List.copyOf(panels);
    markers = List.copyOf(markers);
    if (!(before >= 0 && after > 0)) {
      throw new IllegalArgumentException(
          "zoom: the window must reach past the marker, got "
              + before
              + " before and "
              + after
              + " after");
    }
    if (panels.isEmpty() || markers.isEmpty()) {
      throw new IllegalArgumentException(
          "zoom: it needs a panel and a marker, got "
              + panels.size()
              + " panels and "
              + markers.size()
              + " markers for '"
              + title
              + "'");
    }
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double y = Frame.title(svg, title, width);
    y = Frame.legend(svg, withoutBands(), y, width) + 6;
    int columns = Math.min(markers.size(), Math.max(1, width / 175));
    // Two rows of four read better than one of five and one of three.
    int rows = (markers.size() + columns - 1) / columns;
    columns = (markers.size() + rows - 1) / rows;
    double left = left();
    double cell = (width - left - 8 - GAP * (columns - 1)) / columns;
    for (Panel panel : panels) {
      boolean lastPanel = panel.equals(panels.getLast());
      double height = cellHeight(panel);
      y += 14;
      svg.text(0, y, "head", "start", panel.y().label());
      y += 6;
      // With one grid row the names above the topmost cells serve the whole column.
      boolean named = rows > 1 || panel.equals(panels.getFirst());
      for (int row = 0; row < rows; row++) {
        boolean lastRow = row == rows - 1;
        y += named ? 15 : 2;
        for (int column = 0; column < columns; column++) {
          int index = row * columns + column;
          if (index >= markers.size()) {
            break;
          }
          Marker marker = markers.get(index);
          double x = left + column * (cell + GAP);
          if (named) {
            svg.text(x + cell / 2, y - 5, "tick", "middle", marker.label());
          }
          // Below the last row of a ragged grid the cell above is the lowest of its column.
          boolean lowest = index + columns >= markers.size();
          cell(svg, panel, marker, x, y, cell, height, column == 0, lowest && lastPanel);
        }
        y += height + (lastRow ? 12 : 8);
      }
    }
    y += 26;
    svg.text(left + (width - left) / 2, y - 4, "name", "middle", xLabel);
    return Frame.root(this, width, y + 4, svg, false);
  }

  private void cell(
      Svg svg,
      Panel panel,
      Marker marker,
      double x,
      double y,
      double width,
      double height,
      boolean first,
      boolean lowest) {
    PlotArea area = area(panel, x, y, width, height);
    Ticks xTicks = Frame.xTicks(area.x(), width, 5);
    area.grid(svg, xTicks, lowest, Frame.yTicks(area.y(), height), first);
    area.switches(svg, List.of(0.0));
    area.curves(svg, panel.series(), marker.x(), false, panel);
  }

  private PlotArea area(Panel panel, double x, double y, double width, double height) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Marker marker : markers) {
      double[] range = Frame.range(panel, marker.x() - before, marker.x() + after, false);
      low = Math.min(low, range[0]);
      high = Math.max(high, range[1]);
    }
    return PlotArea.of(x, y, width, height, -before, after, panel.y(), new double[] {low, high});
  }

  private static double cellHeight(Panel panel) {
    return 104 * Math.min(1.4, panel.weight());
  }

  private double left() {
    double widest = 0;
    for (Panel panel : panels) {
      PlotArea area = area(panel, 0, 0, 100, cellHeight(panel));
      widest = Math.max(widest, Frame.widest(Frame.yTicks(area.y(), area.height())));
    }
    return widest + 10;
  }

  /// The legend shows what is drawn: here, lines only.
  private List<Panel> withoutBands() {
    return panels.stream()
        .map(panel -> Panel.of(panel.y(), panel.series().stream().map(Series::bare).toList()))
        .toList();
  }
}
