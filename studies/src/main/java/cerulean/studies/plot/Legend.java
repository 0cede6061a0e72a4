package cerulean.studies.plot;

import java.util.List;

/// Names beside the sign they are drawn with, in rows from left to right.
final class Legend {

  /// How the thing named is drawn.
  enum Sign {
    LINE,
    BAND,
    BOX,
    DOT
  }

  /// A name with its colour and sign.
  record Entry(String name, Tone tone, Sign sign, boolean strong) {
    Entry(String name, Tone tone, Sign sign) {
      this(name, tone, sign, false);
    }
  }

  private Legend() {}

  /// Writes the entries in rows that fit `width` and returns the y below them.
  static double draw(Svg svg, List<Entry> entries, double top, int width) {
    double x = 0;
    double y = top + 16;
    for (Entry entry : entries) {
      double needs = 30 + Svg.width(entry.name(), Frame.HEAD_SIZE) + 16;
      if (x > 0 && x + needs - 16 > width) {
        x = 0;
        y += 20;
      }
      sign(svg, entry, x, y);
      svg.text(x + 29, y, "name", "start", entry.name());
      x += needs;
    }
    return entries.isEmpty() ? top : y + 8;
  }

  private static void sign(Svg svg, Entry entry, double x, double y) {
    String tone = entry.tone().styleClass();
    Sign sign = entry.sign();
    if (sign == Sign.DOT) {
      svg.empty("circle", "class", tone + " fill", "cx", x + 11, "cy", y - 4, "r", 3.5);
      return;
    }
    if (sign == Sign.BAND || sign == Sign.BOX) {
      String style = tone + " fill " + (sign == Sign.BAND ? "band" : "bars");
      svg.empty("rect", "class", style, "x", x, "y", y - 10, "width", 22.0, "height", 12.0);
    }
    if (sign != Sign.BOX) {
      String style = "mean " + tone + (entry.strong() ? " strong" : "");
      svg.line(style, x, y - 4, x + 22, y - 4);
    }
  }
}
