package cerulean.tensor;

/// Numbers in order and other tensors made from a few numbers.
final class CreationOps {

  private CreationOps() {}

  /// `start + i step`, in floating point computed in double precision and rounded once.
  static Tensor arange(DType type, double start, double stop, double step) {
    double length = Math.ceil((stop - start) / step);
    // Also refuses NaN.
    if (!(step != 0 && length < Integer.MAX_VALUE && length > Double.NEGATIVE_INFINITY)) {
      throw badRange(start + " to " + stop + " by " + step);
    }
    double[] values = new double[Shape.of((int) Math.max(0, length)).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return Tensor.wrap(values, values.length).to(type);
  }

  static Tensor arange(long start, long stop, long step) {
    String range = start + " to " + stop + " by " + step;
    if (step == 0) {
      throw badRange(range);
    }
    long distance = step > 0 ? stop - start : start - stop;
    boolean empty = step > 0 ? stop <= start : stop >= start;
    // Unsigned: the distance of two longs may have 64 bits.
    long length = empty ? 0 : Long.divideUnsigned(distance - 1, step > 0 ? step : -step) + 1;
    if (length < 0 || length >= Integer.MAX_VALUE) {
      throw badRange(range);
    }
    long[] values = new long[Shape.of((int) length).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return Tensor.wrap(values, values.length);
  }

  /// Counted from both ends, so that both are met exactly and the middle is symmetric.
  static Tensor linspace(DType type, double start, double stop, int count) {
    Tensor values = Tensor.wrap(evenly("linspace", start, stop, count), count);
    return (type.isInteger() ? values.floor() : values).to(type);
  }

  static Tensor logspace(DType type, double start, double stop, int count, double base) {
    double[] values = evenly("logspace", start, stop, count);
    for (int i = 0; i < count; i++) {
      values[i] = Math.pow(base, values[i]);
    }
    return Tensor.wrap(values, count).to(type);
  }

  private static double[] evenly(String op, double start, double stop, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(op + ": count must not be negative; got " + count);
    }
    double step = (stop - start) / Math.max(1, count - 1);
    double[] values = new double[Shape.of(count).size()];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * i < count ? start + i * step : stop - (count - 1 - i) * step;
    }
    return values;
  }

  static Tensor[] meshgrid(Tensor... vectors) {
    int[] dims = new int[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].rank() != 1) {
        throw new ShapeException(
            "meshgrid", "needs vectors; got " + vectors[i].shape(), vectors[i].shape());
      }
      dims[i] = vectors[i].size();
    }
    Shape shape = Shape.of(dims);
    Tensor[] grids = new Tensor[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      int[] column = new int[vectors.length];
      java.util.Arrays.fill(column, 1);
      column[i] = dims[i];
      grids[i] = vectors[i].reshape(column).expand(shape);
    }
    return grids;
  }

  static Tensor oneHot(Tensor index, int classes, DType type, double off, double on) {
    String op = "oneHot";
    if (classes < 1) {
      throw new IllegalArgumentException(op + ": needs at least one class; got " + classes);
    }
    Tensor x = index.requireIndices(op).contiguous();
    Shape shape = index.shape().replaced(index.rank(), index.rank(), Shape.of(classes));
    long[] positions = new long[index.size()];
    for (int i = 0; i < positions.length; i++) {
      long k = x.longs()[x.layout().offset() + i];
      if (k < 0 || k >= classes) {
        throw new IllegalArgumentException(
            op + ": index " + k + " is not a class from 0 to " + (classes - 1));
      }
      positions[i] = (long) i * classes + k;
    }
    Tensor out = number(op, type, off).expand(shape).copy();
    Tensor ones = number(op, type, on).expand(positions.length).copy();
    Storage.moves(type).put(ones.array(), 0, positions, 0, out.array(), 0, 1, positions.length);
    return out;
  }

  /// A number as an element of a type, which must have it but for rounding.
  static Tensor number(String op, DType type, double value) {
    if (!type.holds(value)) {
      throw new IllegalArgumentException(
          op + ": " + value + " is not a number of type " + type + "; convert with to(DType.F32)");
    }
    return switch (type) {
      case F32 -> Tensor.scalar((float) value);
      case F64 -> Tensor.scalar(value);
      default -> Tensor.scalar(value).to(type);
    };
  }

  /// Foreign bytes must be truth values: comparisons and sums take them as they are.
  static void requireElements(DType type, byte... bytes) {
    for (int i = 0; type == DType.BOOL && i < bytes.length; i++) {
      if ((bytes[i] & ~1) != 0) {
        throw noTruth(bytes[i], i);
      }
    }
  }

  private static IllegalArgumentException noTruth(byte value, int place) {
    return new IllegalArgumentException(
        "wrap: truth values are 0 and 1; got "
            + value
            + " at "
            + place
            + "; wrap as I8 and convert with to(DType.BOOL)");
  }

  private static IllegalArgumentException badRange(String range) {
    return new IllegalArgumentException(
        "arange: from "
            + range
            + " is no range; the step must not be 0, the bounds finite and"
            + " the numbers fewer than 2^31");
  }
}
