package cerulean.studies.report;

/// One cell of a [ReportTable]: its text, and a second line for the value it is compared with.
///
/// | component | meaning |
/// |---|---|
/// | `text` | our value or any text; may be empty |
/// | `reference` | the paper's value, set smaller below ours; empty for none |
/// | `best` | set in bold, for the best value of a column |
public record Cell(String text, String reference, boolean best) {
  /// Returns a cell of plain text.
  public static Cell of(String text) {
    return new Cell(text, "", false);
  }

  /// Returns this cell with another value below it, as in `paper 0.017`.
  public Cell beside(String value) {
    return new Cell(text, value, best);
  }

  /// Returns this cell set in bold.
  public Cell asBest() {
    return new Cell(text, reference, true);
  }

  /// True if the text is a number, with or without a sign, a unit or a deviation.
  boolean numeric() {
    return text.matches("[-+\u2212]?[0-9].*|[-\u2212\u2013\u2014]|");
  }
}
