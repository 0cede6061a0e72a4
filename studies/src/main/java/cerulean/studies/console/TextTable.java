package cerulean.studies.console;

import java.util.ArrayList;
import java.util.List;

/// A table of plain text for a terminal: header, rule, rows; columns of numbers flush right.
///
///     method   avg-ACC        avg-SG
///     -------  -------------  -------------
///     ngm      99.02 ± 0.02   0.028 ± 0.002
public final class TextTable {
  /// The most columns of characters a line takes.
  public static final int WIDTH = 100;

  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /// Starts a table with the given column names.
  public TextTable(String... header) {
    this.header = List.of(header);
  }

  /// Adds a row with one cell per column.
  public TextTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "table: a row needs one cell per column; got "
              + cells.length
              + " for "
              + header.size()
              + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// Returns the lines, each ended by a newline, none longer than [#WIDTH] unless there are too
  /// many columns for that. Too long cells end in `…`.
  @Override
  public String toString() {
    int[] widths = widths();
    boolean[] numbers = new boolean[widths.length];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      numbers[i] = !rows.isEmpty() && rows.stream().allMatch(row -> isNumber(row.get(column)));
    }
    StringBuilder out = new StringBuilder();
    line(out, header, widths, numbers);
    line(out, rule(widths), widths, numbers);
    rows.forEach(row -> line(out, row, widths, numbers));
    return out.toString();
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    int sum = GAP.length() * Math.max(0, widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = header.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
      sum += widths[i];
    }
    while (sum > WIDTH) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= 4) {
        break;
      }
      widths[widest]--;
      sum--;
    }
    return widths;
  }

  private static List<String> rule(int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int width : widths) {
      cells.add("-".repeat(width));
    }
    return cells;
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      if (cell.length() > widths[i]) {
        cell = cell.substring(0, widths[i] - 1) + "\u2026";
      }
      String blanks = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : GAP).append(numbers[i] ? blanks + cell : cell + blanks);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static boolean isNumber(String cell) {
    return cell.matches("[-+\u2212]?[0-9].*|[-\u2212\u2013]|");
  }
}
