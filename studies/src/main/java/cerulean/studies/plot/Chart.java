package cerulean.studies.plot;

/// A picture that can be drawn as SVG at a given width.
public sealed interface Chart permits LineChart, ZoomChart, DotChart {
  /// Drawing width, in CSS pixels, for a desktop page or a README.
  int WIDE = 960;

  /// Drawing width, in CSS pixels, for a phone held upright.
  int NARROW = 360;

  /// One line that names the picture.
  String title();

  /// What a reader who cannot see the picture should be told.
  String description();

  /// Returns an `<svg>` element for use inside a page that also carries [#style].
  String svg(int width);

  /// Returns a complete SVG file: own style, own background, light and dark.
  default String file(int width) {
    String svg = svg(width);
    int inside = svg.indexOf('>') + 1;
    String surface = "<rect class=\"surface\" width=\"100%\" height=\"100%\"/>";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + svg.substring(0, inside)
        + "\n<style>"
        + style()
        + "</style>"
        + surface
        + svg.substring(inside);
  }

  /// Returns the style sheet that every inline chart of a page needs once.
  static String style() {
    return Tone.style();
  }
}
