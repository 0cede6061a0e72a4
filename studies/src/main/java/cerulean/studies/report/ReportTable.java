package cerulean.studies.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table of a report. The first column names the rows; a column of numbers is set flush right.
public record ReportTable(String caption, List<String> header, List<List<Cell>> rows) {
  public ReportTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Cell> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "report table: every row needs one cell per column; got "
                + row.size()
                + " cells for "
                + header.size()
                + " columns in '"
                + caption
                + "'");
      }
    }
  }

  /// Returns a table without rows.
  public static ReportTable of(String caption, String... header) {
    return new ReportTable(caption, List.of(header), List.of());
  }

  /// Returns this table with one more row of plain text.
  public ReportTable row(String... texts) {
    return row(Arrays.stream(texts).map(Cell::of).toList());
  }

  /// Returns this table with one more row.
  public ReportTable row(List<Cell> cells) {
    List<List<Cell>> more = new ArrayList<>(rows);
    more.add(cells);
    return new ReportTable(caption, header, more);
  }

  String html() {
    boolean[] numbers = new boolean[header.size()];
    for (int i = 1; i < numbers.length; i++) {
      int column = i;
      numbers[i] = !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).numeric());
    }
    StringBuilder out = new StringBuilder();
    // The caption stays outside the box that scrolls sideways on a phone.
    out.append("<figure class=\"table\">\n<figcaption>").append(Markup.inline(caption));
    out.append("</figcaption>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    out.append(Markup.escape(caption)).append("\"><table>\n<thead><tr>");
    for (int i = 0; i < header.size(); i++) {
      out.append(numbers[i] ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
      out.append(Markup.inline(header.get(i))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : rows) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell(out, row.get(i), i == 0, numbers[i]);
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n</figure>\n").toString();
  }

  private static void cell(StringBuilder out, Cell cell, boolean name, boolean number) {
    out.append(name ? "<th scope=\"row\">" : number ? "<td class=\"number\">" : "<td>");
    String text = Markup.inline(cell.text());
    out.append(cell.best() ? "<strong>" + text + "</strong>" : text);
    if (!cell.reference().isEmpty()) {
      out.append("<small>").append(Markup.inline(cell.reference())).append("</small>");
    }
    out.append(name ? "</th>" : "</td>");
  }
}
