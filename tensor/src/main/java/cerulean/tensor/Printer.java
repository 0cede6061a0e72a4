package cerulean.tensor;

import java.util.ArrayList;
import java.util.List;

/// Writes tensors as NumPy's `str` writes arrays: nested brackets, columns that line up, lines of
/// at most 75 characters, and only the first and last three entries of each axis of a tensor of
/// more than 1,000 elements.
final class Printer {

  private static final int SUMMARY = 1000;
  private static final int EDGE = 3;
  private static final int WIDTH = 75;
  private static final String LEFT_OUT = "...";

  private final Tensor tensor;
  private final boolean summarised;
  private final ElementText element;
  private final int[] position;

  private Printer(Tensor tensor) {
    this.tensor = tensor;
    this.summarised = tensor.size() > SUMMARY;
    this.position = new int[tensor.rank()];
    this.element = elements(summarised ? edges(tensor) : tensor);
  }

  static String print(Tensor tensor) {
    if (tensor.size() == 0) {
      return "[]";
    }
    if (tensor.rank() == 0) {
      return single(tensor);
    }
    return new Printer(tensor).axis(0, " ", WIDTH);
  }

  private static String single(Tensor tensor) {
    if (tensor.dtype() == DType.BOOL) {
      return truth(tensor.itemLong());
    }
    return tensor.dtype().isFloating()
        ? NumberFormat.alone(tensor.dtype(), tensor.itemDouble())
        : Long.toString(tensor.itemLong());
  }

  /// How one element is written.
  private interface ElementText {
    String of(Tensor tensor, int... position);
  }

  /// A way to write the elements of a tensor, all of one width.
  private static ElementText elements(Tensor tensor) {
    if (tensor.dtype().isFloating()) {
      NumberFormat format = NumberFormat.of(tensor.dtype(), tensor.toDoubleArray());
      return (a, position) -> format.text(a.getDouble(position));
    }
    boolean truth = tensor.dtype() == DType.BOOL;
    int width = 0;
    for (long x : tensor.toLongArray()) {
      width = Math.max(width, (truth ? truth(x) : Long.toString(x)).length());
    }
    int common = width;
    return (a, position) -> {
      long x = a.getLong(position);
      String text = truth ? truth(x) : Long.toString(x);
      return " ".repeat(common - text.length()) + text;
    };
  }

  private static String truth(long x) {
    return x != 0 ? "True" : "False";
  }

  /// The entries that are written of a tensor too large to be written in full.
  private static Tensor edges(Tensor tensor) {
    Tensor edges = tensor;
    for (int axis = 0; axis < tensor.rank(); axis++) {
      int n = tensor.dim(axis);
      if (n > 2 * EDGE) {
        long[] entries = new long[2 * EDGE];
        for (int i = 0; i < EDGE; i++) {
          entries[i] = i;
          entries[EDGE + i] = (long) n - EDGE + i;
        }
        edges = edges.indexSelect(axis, Tensor.wrap(entries, entries.length));
      }
    }
    return edges;
  }

  /// The entries along an axis, in brackets; `width` is what is left of a line.
  private String axis(int axis, String indent, int width) {
    if (axis == position.length) {
      return element.of(tensor, position);
    }
    List<String> entries = new ArrayList<>();
    int n = tensor.dim(axis);
    for (int i = 0; i < n; i++) {
      if (summarised && n > 2 * EDGE && i == EDGE) {
        entries.add(LEFT_OUT);
        i = n - EDGE;
      }
      position[axis] = i;
      entries.add(axis(axis + 1, indent + " ", width - 1));
    }
    int inner = position.length - axis - 1;
    String body =
        inner == 0
            ? line(entries, indent, width)
            : String.join("\n".repeat(inner) + indent, entries);
    return "[" + body + "]";
  }

  /// Words with blanks between, broken into lines.
  private static String line(List<String> words, String indent, int width) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < words.size(); i++) {
      // Room for the bracket that closes, even before words that it does not follow.
      int room = i < words.size() - 1 ? width - 1 : width;
      if (line.length() + words.get(i).length() > room && line.length() > indent.length()) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(words.get(i));
      if (i < words.size() - 1) {
        line.append(' ');
      }
    }
    return text.append(line).substring(indent.length());
  }
}
