package cerulean.studies.report;

/// Turns plain text into HTML text.
final class Markup {
  private Markup() {}

  /// Escapes what HTML reserves in text and in attribute values.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// Escapes text and sets what stands between two backticks as code.
  static String inline(String text) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (true) {
      int open = text.indexOf('`', from);
      int close = open < 0 ? -1 : text.indexOf('`', open + 1);
      if (close < 0) {
        return out.append(escape(text.substring(from))).toString();
      }
      out.append(escape(text.substring(from, open)));
      out.append("<code>").append(escape(text.substring(open + 1, close))).append("</code>");
      from = close + 1;
    }
  }
}
