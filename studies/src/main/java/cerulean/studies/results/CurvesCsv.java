package cerulean.studies.results;

import cerulean.tensor.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Collects `curves.csv`: one row per method, seed and iteration with the measures that were taken.
///
///     CurvesCsv csv = new CurvesCsv("accuracy", "loss", "gain");
///     csv.row("ngm", 42, iteration, task, accuracy, loss, gain);
///     csv.write(folder.file("curves.csv"));
///
/// The rows are kept as text, some 60 bytes each, until they are written. NaN is an empty field.
public final class CurvesCsv {
  /// The measures a column can hold, in the order in which columns stand.
  public static final List<String> MEASURES =
      List.of("accuracy", "loss", "gain", "trainLoss", "entropy");

  private final CsvRows rows;
  private final int measures;

  /// Starts a file with the given columns, a subset of [#MEASURES] in that order.
  public CurvesCsv(String... columns) {
    int last = -1;
    for (String column : columns) {
      int place = MEASURES.indexOf(column);
      if (place <= last) {
        throw new IllegalArgumentException(
            "curves: columns are some of " + MEASURES + " in that order; got " + List.of(columns));
      }
      last = place;
    }
    measures = columns.length;
    List<String> header = new ArrayList<>(List.of("method", "seed", "iteration", "task"));
    header.addAll(List.of(columns));
    rows = new CsvRows(header);
  }

  /// Adds a row; `values` has one entry per column.
  public void row(String method, long seed, int iteration, int task, double... values) {
    if (values.length != measures) {
      throw new IllegalArgumentException(
          "curves: a row needs one value per column; got "
              + values.length
              + " for "
              + measures
              + " columns");
    }
    Object[] row = new Object[4 + measures];
    row[0] = method;
    row[1] = seed;
    row[2] = iteration;
    row[3] = task;
    for (int i = 0; i < measures; i++) {
      row[4 + i] = values[i];
    }
    rows.row(row);
  }

  /// Writes all rows to `file`, whole or not at all.
  public void write(Path file) throws IOException {
    AtomicFile.write(file, rows.toString());
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
