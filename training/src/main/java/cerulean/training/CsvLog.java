package cerulean.training;

import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// A table of the numbers of a run in a CSV file: a row for each call of [#scalars], a column for each
/// number, the step first.
///
///     try (CsvLog log = CsvLog.open(Path.of("run.csv"), "loss", "accuracy")) {
///       log.scalars(100, Map.of("loss", 0.25));     // 100,0.25,
///     }
///
/// Numbers a row does not have are empty fields, and so is NaN. The log is a part of a run: restored,
/// it cuts off the rows that were written after the checkpoint, so that the table of a run that was
/// killed and went on is that of one that was not.
public final class CsvLog implements RunLog {

  private final Path file;
  private final List<String> columns;
  private Writer out;
  private long rows;

  private CsvLog(Path file, List<String> columns, Writer out, long rows) {
    this.file = file;
    this.columns = columns;
    this.out = out;
    this.rows = rows;
  }

  /// Opens a log with these columns. A file that is there must have the same; its whole rows are
  /// kept and written after.
  public static CsvLog open(Path file, String... columns) throws IOException {
    for (String column : columns) {
      if (!column.matches("[^,\"\\r\\n]+") || column.equals("step")) {
        throw wrongColumn(column);
      }
    }
    CsvLog log = new CsvLog(file, List.of(columns), Writer.nullWriter(), 0);
    log.cut(Long.MAX_VALUE);
    return log;
  }

  @Override
  public void scalars(long step, Map<String, Double> values) throws IOException {
    for (String name : values.keySet()) {
      if (!columns.contains(name)) {
        throw unknown(name);
      }
    }
    StringBuilder row = new StringBuilder().append(step);
    for (String column : columns) {
      row.append(',');
      Double value = values.get(column);
      if (value != null && !value.isNaN()) {
        row.append(value.doubleValue());
      }
    }
    out.append(row.append('\n'));
    rows++;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /// How many rows there are.
  @Override
  public PartState state() {
    return PartState.ofValues(Map.of("rows", Long.toString(rows)));
  }

  @Override
  public void restore(PartState state) {
    long wanted = state.longValue("rows");
    try {
      out.close();
      cut(wanted);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    if (rows < wanted) {
      throw missing(wanted);
    }
  }

  /// Keeps the first `most` rows that are whole, and opens the file to write after them.
  private void cut(long most) throws IOException {
    String header = String.join(",", columns);
    header = header.isEmpty() ? "step" : "step," + header;
    StringBuilder kept = new StringBuilder(header).append('\n');
    rows = 0;
    if (Files.exists(file)) {
      String text = Files.readString(file);
      int start = text.indexOf('\n') + 1;
      // A file that was cut inside its header has no row.
      if (start > 0 && !text.startsWith(header + "\n")) {
        throw otherColumns(text.substring(0, start - 1));
      }
      int end = start;
      for (int next = text.indexOf('\n', end); start > 0 && next >= 0 && rows < most; rows++) {
        end = next + 1;
        next = text.indexOf('\n', end);
      }
      kept.append(text, start, end);
    }
    AtomicFile.write(file, kept.toString());
    out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
  }

  @Override
  public String toString() {
    return rows + " rows in " + file;
  }

  private static IllegalArgumentException wrongColumn(String column) {
    return new IllegalArgumentException(
        "CsvLog: a column has a name without comma, quote and line end that is not 'step'; got '"
            + column
            + "'");
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "CsvLog: no column '" + name + "' in " + file + ", which has " + columns);
  }

  private IOException otherColumns(String header) {
    return new IOException(
        "CsvLog: %s has other columns: '%s', wanted step and %s; take another file"
            .formatted(file, header, columns));
  }

  private IllegalArgumentException missing(long wanted) {
    return new IllegalArgumentException(
        "restore: %s has %d whole rows, the run had written %d".formatted(file, rows, wanted));
  }
}
