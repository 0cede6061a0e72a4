package cerulean.studies.plot;

/// A picture that can be drawn as SVG at a given width.
public sealed interface Chart
    permits LineChart,
        ZoomChart,
        DotChart,
        RasterChart,
        TraceChart,
        HistogramChart,
        HeatMap,
        ScatterChart {
  /// Drawing width, in CSS pixels, for a desktop page or a README.
  int WIDE = 960;

  /// Drawing width, in CSS pixels, for a phone held upright.
  int NARROW = 360;

  /// Blank border of a file, in CSS pixels; inside a page the page has its own.
  int MARGIN = 16;

  /// One line that names the picture.
  String title();

  /// What a reader who cannot see the picture should be told.
  String description();

  /// Returns an `<svg>` element for use inside a page that also carries [#style].
  String svg(int width);

  /// Returns a complete SVG file: own style, own margin and background, light and dark.
  default String file(int width) {
    String svg = svg(width);
    int start = svg.indexOf("viewBox=\"0 0 ");
    int end = svg.indexOf('>', start);
    int height = Integer.parseInt(svg.substring(start, end).split("[ \"]", -1)[4]);
    int wide = width + 2 * MARGIN;
    int high = height + 2 * MARGIN;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + svg.substring(0, start)
        + "viewBox=\"%d %d %d %d\" ".formatted(-MARGIN, -MARGIN, wide, high)
        + "width=\"%d\" height=\"%d\">\n<style>".formatted(wide, high)
        + style()
        + "</style><rect class=\"surface\" x=\"%d\" y=\"%d\" ".formatted(-MARGIN, -MARGIN)
        + "width=\"%d\" height=\"%d\"/>".formatted(wide, high)
        + svg.substring(end + 1);
  }

  /// Returns the style sheet that every inline chart of a page needs once.
  static String style() {
    return Tone.style();
  }
}
