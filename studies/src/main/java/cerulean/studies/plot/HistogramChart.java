package cerulean.studies.plot;

import java.util.List;

/// Histograms over one axis; several overlap and show through.
///
/// Bars stand on zero, or on the lower edge of a logarithmic axis. The legend is left out for one.
public record HistogramChart(
    String title, String description, Axis x, Axis y, List<Histogram> histograms) implements Chart {
  private static final double RIGHT = 12;

  public HistogramChart {
    histograms = List.copyOf(histograms);
    if (histograms.isEmpty()) {
      throw new IllegalArgumentException(
          "histogram chart: it needs at least one histogram, got none for '" + title + "'");
    }
  }

  @Override
  public String svg(int width) {
    Svg svg = new Svg();
    double top = Frame.title(svg, title, width);
    if (histograms.size() > 1) {
      List<Legend.Entry> names =
          histograms.stream()
              .map(one -> new Legend.Entry(one.name(), one.tone(), Legend.Sign.BOX))
              .toList();
      top = Legend.draw(svg, names, top, width);
    }
    top += 20;
    svg.text(0, top, "head", "start", y.label());
    top += 8;
    PlotArea plain = area(0, top, 100, width);
    double left = Frame.widest(Frame.yTicks(plain.y(), plain.height())) + 10;
    PlotArea area = area(left, top, width - left - RIGHT, width);
    Ticks xTicks = Frame.xTicks(area.x(), area.width(), (int) Math.clamp(area.width() / 56, 2, 11));
    area.grid(svg, xTicks, true, Frame.yTicks(area.y(), area.height()), true);
    for (Histogram one : histograms.reversed()) {
      bars(svg, one, area);
    }
    double bottom = top + area.height() + 38;
    svg.text(left + area.width() / 2, bottom - 2, "name", "middle", x.label());
    return Frame.root(this, width, bottom + 6, svg, false);
  }

  private PlotArea area(double left, double top, double width, int page) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Histogram one : histograms) {
      for (double height : one.heights()) {
        boolean counts = Double.isFinite(height) && (!y.log() || height > 0);
        low = counts ? Math.min(low, height) : low;
        high = counts ? Math.max(high, height) : high;
      }
      from = Math.min(from, one.edges()[0]);
      to = Math.max(to, one.edges()[one.edges().length - 1]);
    }
    low = y.log() ? low : Math.min(0, low);
    double height = page < 600 ? 180 : 230;
    return new PlotArea(
        left,
        top,
        width,
        height,
        new Scale(
            Double.isNaN(x.min()) ? from : x.min(),
            Double.isNaN(x.max()) ? to : x.max(),
            x.log(),
            0,
            width),
        Scale.of(y, low, high, height, PlotArea.INSET));
  }

  private static void bars(Svg svg, Histogram one, PlotArea area) {
    StringBuilder path = new StringBuilder();
    double ground = area.top() + area.y().at(area.y().log() ? area.y().lo() : 0);
    for (int k = 0; k < one.heights().length; k++) {
      double height = one.heights()[k];
      if (!Double.isFinite(height) || height == 0) {
        continue;
      }
      double from = Math.clamp(area.x().at(one.edges()[k]), 0, area.width());
      double to = Math.clamp(area.x().at(one.edges()[k + 1]), 0, area.width());
      path.append('M');
      Svg.number(path, area.left() + from, 2);
      path.append(' ');
      Svg.number(path, ground, 2);
      path.append('V');
      Svg.number(path, area.top() + area.y().at(height), 2);
      path.append('H');
      Svg.number(path, area.left() + to, 2);
      path.append('V');
      Svg.number(path, ground, 2);
      path.append('Z');
    }
    svg.open("g").content("title", one.name());
    String tone = one.tone().styleClass();
    svg.empty("path", "class", tone + " fill bars", "d", path);
    svg.empty("path", "class", tone + " mean", "stroke-width", 1.0, "d", path).close("g");
  }
}
