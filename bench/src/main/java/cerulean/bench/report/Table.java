package cerulean.bench.report;

import cerulean.studies.console.TextTable;
import java.util.List;
import java.util.Locale;

/// Rows of one group as a table for a terminal.
public final class Table {

  private Table() {}

  /// The table of at least one row, with geometric means of the ratios to each peer below it.
  public static String of(List<Row> rows) {
    TextTable table =
        new TextTable(
            rows.getFirst().group(),
            "thr",
            "ours",
            "+-",
            "peer",
            "+-",
            "limit",
            "unit",
            "ratio",
            "memory");
    for (Row row : rows) {
      table.row(
          row.work(),
          Integer.toString(row.threads()),
          Numbers.threeDigits(row.ours()),
          Numbers.percent(row.oursSpread()),
          row.peer() == null ? "" : Numbers.threeDigits(row.peer()) + " " + row.peerName(),
          row.peerSpread() == null ? "" : Numbers.percent(row.peerSpread()),
          row.limit() == null ? "" : Numbers.threeDigits(row.limit()),
          row.unit(),
          row.ratio() == null ? "" : Numbers.times(row.ratio()),
          Numbers.bytes(row.bytesPerCall()));
    }
    StringBuilder out = new StringBuilder(table.toString());
    for (Means.Mean mean : Means.of(rows)) {
      out.append(
          String.format(
              Locale.ROOT,
              "%s, %d %s: %s as fast as %s in geometric mean of %d\n",
              mean.group(),
              mean.threads(),
              mean.threads() == 1 ? "thread" : "threads",
              Numbers.times(mean.ratio()),
              mean.peerName(),
              mean.count()));
    }
    return out.toString();
  }
}
