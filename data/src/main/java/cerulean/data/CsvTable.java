package cerulean.data;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Examples from a CSV file, one per line: a column of what is to be learned and the numbers to
/// learn it from.
///
///     CsvTable iris = CsvTable.classes(Path.of("iris.csv"), Csv.Format.DEFAULT.withHeaderLines(1), 4);
///
/// - `data`: inputs `[lines, other columns]`, F32, in their order; targets `[lines]`
/// - `classNames`: the name of each class; none where targets are numbers
///
/// Lines are as [Csv] has them, but that the class column may hold words.
public record CsvTable(TensorDataset data, List<String> classNames) {

  /// Keeps an unmodifiable copy of the names.
  public CsvTable {
    classNames = List.copyOf(classNames);
  }

  /// A table whose column `target`, from 0, is a number: targets are F32.
  public static CsvTable numbers(Path file, Csv.Format format, int target) throws IOException {
    Tensor all = Csv.read(file, format.withType(DType.F32));
    requireColumn(file, target, all.dim(1));
    Tensor targets = all.select(1, target).copy();
    return new CsvTable(TensorDataset.of(without(all, target), targets), List.of());
  }

  /// All columns but one.
  private static Tensor without(Tensor all, int column) {
    Tensor before = all.narrow(1, 0, column);
    Tensor after = all.narrow(1, column + 1, all.dim(1) - column - 1);
    return Tensor.concat(1, before, after);
  }

  /// A table whose column `target`, from 0, is the name of a class: targets are I64, the places of
  /// the names among all names in their order as text.
  public static CsvTable classes(Path file, Csv.Format format, int target) throws IOException {
    List<String> names = new ArrayList<>();
    byte[] numbers = takeOut(file, format, target, names);
    TreeSet<String> distinct = new TreeSet<>(names);
    List<String> classNames = new ArrayList<>(distinct);
    long[] targets = new long[names.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = classNames.indexOf(names.get(i));
    }
    Tensor all;
    try {
      all = Csv.read(numbers, format.withType(DType.F32));
    } catch (IOException fault) {
      // What was read is the file, place by place, but for the names.
      String message = String.valueOf(fault.getMessage());
      throw new DataException(message.replace("the given bytes", file.toString()), fault);
    }
    return new CsvTable(
        TensorDataset.of(without(all, target), Tensor.wrap(targets, targets.length)), classNames);
  }

  /// The file with 0 in that column, whose contents are added to `names`.
  private static byte[] takeOut(Path file, Csv.Format format, int target, List<String> names)
      throws DataException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException cause) {
      throw new DataException("csv: cannot be read: %s: %s".formatted(file, cause), cause);
    }
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i >= format.headerLines() && !line.isBlank()) {
        List<String> fields = fields(line, format.separator());
        requireColumn(file, target, fields.size());
        names.add(fields.set(target, "0").strip());
        line = String.join(String.valueOf(format.separator()), fields);
      }
      rest.append(line).append('\n');
    }
    return rest.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
      fields.add(line.substring(from, at));
      from = at + 1;
    }
    fields.add(line.substring(from));
    return fields;
  }

  private static void requireColumn(Path file, int target, int columns) throws DataException {
    if (target < 0 || target >= columns || columns < 2) {
      throw new DataException(
          "csv: no such column: %s has a line of %d, the target is to be column %d from 0 and others"
                  .formatted(file, columns, target)
              + " beside it");
    }
  }
}
