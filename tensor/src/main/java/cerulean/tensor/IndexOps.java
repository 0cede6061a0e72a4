package cerulean.tensor;

/// Picking, adding and padding along one axis.
///
/// Every operand has the form `[outer, axis, inner]` with `inner` adjacent elements per entry.
final class IndexOps {

  private IndexOps() {}

  static Tensor indexSelect(Tensor a, int axis, Tensor index) {
    String op = "indexSelect";
    int resolved = a.shape().axis(op, axis);
    int[] rows = rows(op, index, a.shape(), resolved);
    Tensor x = a.contiguous();
    Tensor out = Tensor.empty(a.dtype(), a.shape().with(resolved, rows.length));
    int inner = inner(a.shape(), resolved);
    int size = a.shape().dim(resolved);
    int outer = outer(a.shape(), resolved);
    Object source = x.array();
    Object target = out.array();
    int start = x.layout().offset();
    int grain = Math.max(1, Runs.GRAIN / Math.max(1, inner));
    Parallel.forRange(
        outer * rows.length,
        grain,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int entry = i / rows.length * size + rows[i % rows.length];
            System.arraycopy(source, start + entry * inner, target, i * inner, inner);
          }
        });
    return out;
  }

  /// A copy of `a` with `source` added to the entries that `index` names; entries named twice get
  /// both, in order.
  static Tensor indexAdd(Tensor a, int axis, Tensor index, Tensor source) {
    String op = "indexAdd";
    int resolved = a.shape().axis(op, axis);
    int[] rows = rows(op, index, a.shape(), resolved);
    Shape expected = a.shape().with(resolved, rows.length);
    if (!source.shape().equals(expected)) {
      throw new ShapeException(
          op, "source must be " + expected + "; got " + source.shape(), a.shape(), source.shape());
    }
    DType type = Arithmetic.ADD.operands(a.dtype().promote(op, source.dtype()));
    DType computing = type.computing(op);
    Tensor out = a.to(computing).copy();
    Tensor x = source.to(computing).contiguous();
    Operation.Loop add = Arithmetic.ADD.loops(type).adjacent();
    int inner = inner(a.shape(), resolved);
    int size = a.shape().dim(resolved);
    int outer = outer(a.shape(), resolved);
    Object[] operands = {out.array(), x.array()};
    int[] starts = new int[2];
    for (int i = 0; i < outer * rows.length; i++) {
      starts[0] = (i / rows.length * size + rows[i % rows.length]) * inner;
      starts[1] = x.layout().offset() + i * inner;
      add.run(operands, starts, out.array(), starts[0], inner);
    }
    return out.to(type);
  }

  /// Zeros before and after along one axis.
  static Tensor pad(Tensor a, int axis, int before, int after) {
    String op = "pad";
    int resolved = a.shape().axis(op, axis);
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          op + ": sizes must not be negative; got " + before + " before and " + after + " after");
    }
    int size = a.shape().dim(resolved);
    Tensor out = Tensor.empty(a.dtype(), a.shape().with(resolved, before + size + after));
    CopyOps.copy(a, out.narrow(resolved, before, size));
    return out;
  }

  static Tensor oneHot(Tensor index, int classes) {
    String op = "oneHot";
    if (classes < 1) {
      throw new IllegalArgumentException(op + ": needs at least one class; got " + classes);
    }
    Tensor x = index.requireIndices(op).contiguous();
    int[] dims = java.util.Arrays.copyOf(index.shape().dims(), index.rank() + 1);
    dims[index.rank()] = classes;
    Tensor out = Tensor.zeros(dims);
    for (int i = 0; i < index.size(); i++) {
      long k = x.longs()[x.layout().offset() + i];
      if (k < 0 || k >= classes) {
        throw new IllegalArgumentException(
            op + ": index " + k + " is not a class from 0 to " + (classes - 1));
      }
      out.floats()[i * classes + (int) k] = 1f;
    }
    return out;
  }

  private static int[] rows(String op, Tensor index, Shape shape, int axis) {
    if (index.requireIndices(op).rank() != 1) {
      throw new ShapeException(op, "index must have one axis; got " + index.shape(), index.shape());
    }
    int[] rows = new int[index.size()];
    for (int i = 0; i < rows.length; i++) {
      long row = index.getLong(i);
      long resolved = row < 0 ? row + shape.dim(axis) : row;
      if (resolved < 0 || resolved >= shape.dim(axis)) {
        throw new ShapeException(
            op, "index " + row + " is outside axis " + axis + " of " + shape, shape);
      }
      rows[i] = (int) resolved;
    }
    return rows;
  }

  private static int inner(Shape shape, int axis) {
    int inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= shape.dim(i);
    }
    return inner;
  }

  private static int outer(Shape shape, int axis) {
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape.dim(i);
    }
    return outer;
  }
}
