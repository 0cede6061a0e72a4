package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the line charts share around their plotting areas: title, legend, data ranges, tick counts.
final class Frame {
  static final double TICK_SIZE = 11.5;
  static final double HEAD_SIZE = 12.5;
  private static final double TITLE_SIZE = 15;

  private Frame() {}

  /// Opens the drawing's root element. The height is known only after the layout, so the body comes
  /// as finished text.
  static String root(Chart chart, int width, double height, Svg body, boolean crosshair) {
    Svg svg = new Svg();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        crosshair ? "cer-plot crosshair" : "cer-plot",
        "role",
        "img",
        "viewBox",
        "0 0 " + width + " " + Math.round(Math.ceil(height)),
        "width",
        "100%");
    svg.raw("\n").content("title", chart.title()).content("desc", chart.description());
    return svg.raw(body.toString()).close("svg").toString();
  }

  /// Writes the title and returns the y below it.
  static double title(Svg svg, String title, int width) {
    double y = 4;
    for (String line : Svg.wrap(title, TITLE_SIZE * 0.94, width)) {
      y += 19;
      svg.text(0, y - 3, "title", "start", line);
    }
    return y + 2;
  }

  /// Writes one entry per distinct name, in rows, and returns the y below them.
  static double legend(Svg svg, List<Panel> panels, double top, int width) {
    Map<String, Series> entries = new LinkedHashMap<>();
    for (Panel panel : panels) {
      panel.series().forEach(series -> entries.putIfAbsent(series.name(), series));
    }
    List<Legend.Entry> signs = new ArrayList<>();
    // A series without a name is one of many that need none.
    entries.remove("");
    for (Series entry : entries.values()) {
      Legend.Sign sign = entry.lower() == null ? Legend.Sign.LINE : Legend.Sign.BAND;
      signs.add(new Legend.Entry(entry.name(), entry.tone(), sign, entry.strong()));
    }
    return Legend.draw(svg, signs, top, width);
  }

  /// The smallest and largest mean or band value of a panel for x in `[from, to]`; a band below
  /// zero around means above it is a figure of speech and does not count.
  static double[] range(Panel panel, double from, double to, boolean bands) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double bandLow = Double.POSITIVE_INFINITY;
    for (Series series : panel.series()) {
      double[] lower = series.lower();
      double[] upper = series.upper();
      for (int i = 0; i < series.x().length; i++) {
        double mean = series.mean()[i];
        if (series.x()[i] < from || series.x()[i] > to || !Double.isFinite(mean)) {
          continue;
        }
        low = panel.y().log() && mean <= 0 ? low : Math.min(low, mean);
        high = Math.max(high, mean);
        if (bands && lower != null && upper != null && Double.isFinite(upper[i] - lower[i])) {
          bandLow = Math.min(bandLow, lower[i]);
          high = Math.max(high, upper[i]);
        }
      }
    }
    if (bandLow < low) {
      low = low >= 0 ? Math.max(panel.y().log() ? low / 2 : 0, bandLow) : bandLow;
    }
    return new double[] {low, high};
  }

  /// The smallest and largest x of all panels.
  static double[] extent(List<Panel> panels) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Panel panel : panels) {
      for (Series series : panel.series()) {
        if (series.x().length > 0) {
          low = Math.min(low, series.x()[0]);
          high = Math.max(high, series.x()[series.x().length - 1]);
        }
      }
    }
    if (low > high) {
      return new double[] {0, 1};
    }
    return new double[] {low, low == high ? low + 1 : high};
  }

  /// The most ticks whose labels keep a clear space between them along `width` pixels.
  static Ticks xTicks(Scale x, double width, int most) {
    for (int count = most; count > 2; count--) {
      Ticks ticks = x.ticks(count);
      double widest = widest(ticks);
      if (ticks.values().size() * (widest + 14) <= width + widest) {
        return ticks;
      }
    }
    return x.ticks(2);
  }

  /// One tick for about every 27 pixels of height.
  static Ticks yTicks(Scale y, double height) {
    return y.ticks((int) Math.max(3, height / 27));
  }

  static double widest(Ticks ticks) {
    double widest = 0;
    for (String label : ticks.labels()) {
      widest = Math.max(widest, Svg.width(label, TICK_SIZE));
    }
    return widest;
  }

  /// The markers that start a stretch inside the limits, without the one at the left edge.
  static List<Double> switches(List<Marker> markers, double lo, double hi) {
    List<Double> places = new ArrayList<>();
    for (Marker marker : markers) {
      if (marker.x() > lo && marker.x() < hi) {
        places.add(marker.x());
      }
    }
    return places;
  }
}
