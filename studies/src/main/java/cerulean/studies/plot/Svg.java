package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.List;

/// Text of one SVG drawing, written front to back.
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /// Starts an element; `attributes` are name, value, name, value.
  Svg open(String tag, Object... attributes) {
    tag(tag, attributes);
    out.append('>');
    return this;
  }

  /// Writes an element without content.
  Svg empty(String tag, Object... attributes) {
    tag(tag, attributes);
    out.append("/>");
    return this;
  }

  Svg close(String tag) {
    out.append("</").append(tag).append(">\n");
    return this;
  }

  /// Writes text with its baseline at `y`; `anchor` is `start`, `middle` or `end`.
  Svg text(double x, double y, String style, String anchor, String text) {
    open("text", "x", x, "y", y, "class", style, "text-anchor", anchor);
    out.append(escape(text));
    return close("text");
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    empty("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    out.append('\n');
    return this;
  }

  /// Writes `<name>text</name>`.
  Svg content(String name, String text) {
    out.append('<').append(name).append('>').append(escape(text));
    return close(name);
  }

  /// Writes text that is markup already.
  Svg raw(CharSequence markup) {
    out.append(markup);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void tag(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Object value = attributes[i + 1];
      if (value instanceof Double number) {
        number(out, number, 2);
      } else {
        out.append(escape(value.toString()));
      }
      out.append('"');
    }
  }

  /// Appends `value` with at most `decimals` (0 to 3) places and no trailing zeros.
  static void number(StringBuilder out, double value, int decimals) {
    long unit = decimals == 0 ? 1 : decimals == 1 ? 10 : decimals == 2 ? 100 : 1000;
    long scaled = Math.round(value * unit);
    if (scaled < 0) {
      out.append('-');
      scaled = -scaled;
    }
    out.append(scaled / unit);
    long rest = scaled % unit;
    if (rest != 0) {
      out.append('.');
      for (long digit = unit / 10; rest != 0; digit /= 10) {
        out.append((char) ('0' + rest / digit));
        rest %= digit;
      }
    }
  }

  /// Replaces what XML reserves, and the control characters it forbids, in text and attributes.
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\t', '\n', '\r' -> out.append((char) c);
            default -> {
              boolean legal = c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && (c & ~1) != 0xFFFE;
              out.appendCodePoint(legal ? c : 0xFFFD);
            }
          }
        });
    return out.toString();
  }

  /// A width no common sans-serif face exceeds for ordinary words and numbers: there is no font to
  /// measure with, and overlapping labels look worse than one label fewer.
  static double width(String text, double fontSize) {
    return 0.62 * fontSize * text.length();
  }

  /// Breaks text at spaces so that every line stays within `most` pixels, if words allow it.
  static List<String> wrap(String text, double fontSize, double most) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, fontSize) > most) {
        lines.add(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(line);
    return lines;
  }
}
