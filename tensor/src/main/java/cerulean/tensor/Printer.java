package cerulean.tensor;

/// Writes tensors as NumPy prints arrays: nested brackets, and only the first and last three
/// entries of each axis of a tensor of more than 1,000 elements.
final class Printer {

  private static final int SUMMARY = 1000;
  private static final int EDGE = 3;

  private final Tensor tensor;
  private final boolean summarised;
  private final StringBuilder text = new StringBuilder();
  private final int[] position;

  private Printer(Tensor tensor) {
    this.tensor = tensor;
    this.summarised = tensor.size() > SUMMARY;
    this.position = new int[tensor.rank()];
  }

  static String print(Tensor tensor) {
    Printer printer = new Printer(tensor);
    printer.axis(0);
    return printer.text.toString();
  }

  private void axis(int axis) {
    if (axis == position.length) {
      text.append(
          switch (tensor.dtype()) {
            case F64 -> Double.toString(tensor.getDouble(position));
            case F32, BF16, F16 -> Float.toString(tensor.get(position));
            case I64, I32, U8, I8 -> Long.toString(tensor.getLong(position));
            case BOOL -> Boolean.toString(tensor.getBoolean(position));
          });
      return;
    }
    int n = tensor.shape().dim(axis);
    String separator =
        axis == position.length - 1
            ? ", "
            : ",\n" + "\n".repeat(position.length - axis - 2) + " ".repeat(axis + 1);
    text.append('[');
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        text.append(separator);
      }
      if (summarised && n > 2 * EDGE && i == EDGE) {
        text.append("...");
        i = n - EDGE - 1;
        continue;
      }
      position[axis] = i;
      axis(axis + 1);
    }
    text.append(']');
  }
}
