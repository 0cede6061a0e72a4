package cerulean.studies.plot;

/// A matrix in colours with a colour bar: connectivity, gains over two parameters, correlations.
///
/// Row 0 of `values` is at the top, as matrices are written, or at the bottom if `upwards`, as
/// functions are; the limits of the axes are the outer edges of the matrix, by default 0 and the
/// number of rows or columns. A value axis without limits follows the data; if they have both signs
/// it is centred at zero with two hues. NaN is left blank. Matrices finer than two pixels are
/// averaged in blocks, NaN left out.
@SuppressWarnings("ArrayRecordComponent") // A million numbers at times; never compared.
public record HeatMap(
    String title,
    String description,
    Axis x,
    Axis y,
    Axis value,
    double[][] values,
    boolean upwards)
    implements Chart {
  private static final double RIGHT = 14;
  private static final double BAR = 220;

  public HeatMap {
    if (values.length == 0 || values[0].length == 0) {
      throw new IllegalArgumentException(
          "heat map: it needs at least one value, got none for '" + title + "'");
    }
    for (double[] row : values) {
      if (row.length != values[0].length) {
        throw new IllegalArgumentException(
            "heat map: rows must be equally long, got "
                + values[0].length
                + " and "
                + row.length
                + " for '"
                + title
                + "'");
      }
    }
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double top = Frame.title(svg, title, width) + 4;
    double[] limits = limits();
    top = bar(svg, top, limits, width) + 20;
    svg.text(0, top, "head", "start", y.label());
    top += 12;
    int rows = values.length;
    int columns = values[0].length;
    double yLo = Double.isNaN(y.min()) ? 0 : y.min();
    double yHi = Double.isNaN(y.max()) ? rows : y.max();
    double xLo = Double.isNaN(x.min()) ? 0 : x.min();
    double xHi = Double.isNaN(x.max()) ? columns : x.max();
    double most = width < 600 ? 300 : 420;
    double left = Frame.widest(Frame.yTicks(new Scale(yLo, yHi, y.log(), 0, 1), most)) + 10;
    double plot = Math.min(width - left - RIGHT, 1.6 * most);
    // Cells are square where the shape of the matrix allows it.
    double height = Math.clamp(plot * rows / columns, Math.min(120, most), most);
    plot = Math.clamp(height * columns / rows, Math.min(plot, 0.6 * height), plot);
    PlotArea area =
        new PlotArea(
            left,
            top,
            plot,
            height,
            new Scale(xLo, xHi, x.log(), 0, plot),
            new Scale(yLo, yHi, y.log(), upwards ? height : 0, upwards ? 0 : height));
    cells(svg, area, limits);
    Ticks xTicks = Frame.xTicks(area.x(), plot, (int) Math.clamp(plot / 56, 2, 11));
    area.ticks(svg, xTicks, Frame.yTicks(area.y(), height));
    double bottom = top + height + 38;
    svg.text(left + plot / 2, bottom - 2, "name", "middle", x.label());
    return Frame.root(this, width, bottom + 6, svg, false);
  }

  /// Name of the value, strip of colours, ticks.
  private double bar(Svg svg, double top, double[] limits, int width) {
    double y = top + 14;
    svg.text(0, y, "name", "start", value.label());
    y += 8;
    double length = Math.min(BAR, width - 20);
    double inset = 8;
    for (int step = 0; step < Shades.STEPS; step++) {
      double from = inset + length * step / Shades.STEPS;
      svg.empty(
          "rect",
          "class",
          "cells " + Shades.styleClass(signed(limits), step),
          "x",
          from,
          "y",
          y,
          "width",
          length / Shades.STEPS + 0.5,
          "height",
          10.0);
    }
    Scale scale = new Scale(limits[0], limits[1], false, inset, inset + length);
    Ticks ticks = Frame.xTicks(scale, length, 5);
    for (int i = 0; i < ticks.values().size(); i++) {
      double at = scale.at(ticks.values().get(i));
      svg.line("axis", at, y + 10, at, y + 14);
      svg.text(at, y + 26, "tick", "middle", ticks.labels().get(i));
    }
    return y + 28;
  }

  private void cells(Svg svg, PlotArea area, double[] limits) {
    double[][] shown = averaged((int) (area.height() / 2), (int) (area.width() / 2));
    int rows = shown.length;
    int columns = shown[0].length;
    StringBuilder[] paths = new StringBuilder[Shades.STEPS];
    for (int i = 0; i < rows; i++) {
      int place = upwards ? rows - 1 - i : i;
      double y = area.top() + area.height() * place / rows;
      int j = 0;
      while (j < columns) {
        if (Double.isNaN(shown[i][j])) {
          j++;
          continue;
        }
        int step = Shades.step(shown[i][j], limits[0], limits[1]);
        int end = j + 1;
        while (end < columns
            && !Double.isNaN(shown[i][end])
            && Shades.step(shown[i][end], limits[0], limits[1]) == step) {
          end++;
        }
        if (paths[step] == null) {
          paths[step] = new StringBuilder();
        }
        StringBuilder path = paths[step];
        path.append('M');
        Svg.number(path, area.left() + area.width() * j / columns, 2);
        path.append(' ');
        Svg.number(path, y, 2);
        path.append('h');
        Svg.number(path, area.width() * (end - j) / columns, 2);
        path.append('v');
        Svg.number(path, area.height() / rows, 2);
        path.append('h');
        Svg.number(path, -area.width() * (end - j) / columns, 2);
        path.append('Z');
        j = end;
      }
    }
    for (int step = 0; step < paths.length; step++) {
      if (paths[step] != null) {
        String style = "cells " + Shades.styleClass(signed(limits), step);
        svg.empty("path", "class", style, "d", paths[step]).raw("\n");
      }
    }
  }

  /// The matrix with at most that many rows and columns, by means over blocks.
  private double[][] averaged(int mostRows, int mostColumns) {
    int rows = Math.min(values.length, mostRows);
    int columns = Math.min(values[0].length, mostColumns);
    if (rows == values.length && columns == values[0].length) {
      return values;
    }
    double[][] sums = new double[rows][columns];
    int[][] counts = new int[rows][columns];
    for (int i = 0; i < values.length; i++) {
      int row = (int) ((long) i * rows / values.length);
      for (int j = 0; j < values[i].length; j++) {
        if (!Double.isNaN(values[i][j])) {
          int column = (int) ((long) j * columns / values[i].length);
          sums[row][column] += values[i][j];
          counts[row][column]++;
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        sums[i][j] = counts[i][j] == 0 ? Double.NaN : sums[i][j] / counts[i][j];
      }
    }
    return sums;
  }

  private double[] limits() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double one : row) {
        low = Double.isFinite(one) ? Math.min(low, one) : low;
        high = Double.isFinite(one) ? Math.max(high, one) : high;
      }
    }
    if (!(low <= high)) {
      low = 0;
      high = 1;
    }
    if (low < 0 && high > 0) {
      high = Math.max(-low, high);
      low = -high;
    }
    low = Double.isNaN(value.min()) ? low : value.min();
    high = Double.isNaN(value.max()) ? high : value.max();
    return new double[] {low, high > low ? high : low + 1};
  }

  /// Whether zero has a place within the scale: then two hues tell the signs apart.
  private static boolean signed(double[] limits) {
    return limits[0] < 0 && limits[1] > 0;
  }
}
