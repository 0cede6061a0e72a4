package cerulean.studies.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the rows of a CSV file (RFC 4180) as text.
///
///     CsvRows csv = new CsvRows("condition", "seed", "rate");
///     csv.row("dopamine", 42, 0.25);
///     run.write("rates.csv", csv.toString());
///
/// Whole numbers are written without a point, other numbers in the shortest form that reads back to
/// the same bits; NaN, infinities and null are empty fields.
public final class CsvRows {

  private final StringBuilder text = new StringBuilder(1 << 12);
  private final int columns;

  /// Starts a file with its column names.
  public CsvRows(String... header) {
    columns = header.length;
    append((Object[]) header);
  }

  /// Starts a file with its column names.
  public CsvRows(List<String> header) {
    this(header.toArray(String[]::new));
  }

  /// Adds a row with a value for each column: text or a number.
  public CsvRows row(@Nullable Object... values) {
    if (values.length != columns) {
      throw new IllegalArgumentException(
          "csv: a row needs one value per column; got "
              + values.length
              + " for "
              + columns
              + " columns");
    }
    append(values);
    return this;
  }

  private void append(@Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",").append(field(values[i]));
    }
    text.append('\n');
  }

  private static String field(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Float number -> number(number, number.toString());
      case Double number -> number(number, number.toString());
      default -> quoted(value.toString());
    };
  }

  private static String number(double value, String shortest) {
    if (!Double.isFinite(value)) {
      return "";
    }
    return value == (long) value && Math.abs(value) < 1e15 ? Long.toString((long) value) : shortest;
  }

  static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /// The whole file.
  @Override
  public String toString() {
    return text.toString();
  }
}
