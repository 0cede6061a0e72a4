package cerulean.tensor;

import cerulean.tensor.kernel.Indices;
import java.util.Arrays;

/// Index tensors, checked, and the storage positions they stand for.
final class Positions {

  private Positions() {}

  /// The indices as contiguous I64, each found to name an entry of an axis.
  static Tensor checked(String op, Tensor index, Shape shape, int axis) {
    Tensor x = index.requireIndices(op).contiguous();
    int start = x.layout().offset();
    int bad = Indices.firstOutside(x.longs(), start, x.size(), shape.dim(axis));
    if (bad < x.size()) {
      throw outside(op, x.longs()[start + bad], axis, shape);
    }
    return x;
  }

  /// Adds `stride` times each of the checked indices of an axis of `size` entries to `positions`.
  static void add(Tensor checked, int size, int stride, long[] positions) {
    int start = checked.layout().offset();
    Parallel.forRange(
        positions.length,
        Runs.GRAIN,
        (from, to) ->
            Indices.add(checked.longs(), start + from, size, stride, positions, from, to - from));
  }

  /// Where the entries of an axis that `index` names begin, relative to the first.
  static long[] along(String op, Tensor index, Layout a, int axis) {
    long[] positions = new long[index.size()];
    Tensor entries = checked(op, index, a.shape(), axis);
    add(entries, a.shape().dim(axis), a.stride(axis), positions);
    return positions;
  }

  /// Where the elements that flat indices name lie, relative to the first.
  static long[] flat(String op, Tensor index, Layout a) {
    Shape all = Shape.of(a.shape().size());
    Tensor entries = checked(op, index, all, 0);
    long[] positions = new long[index.size()];
    if (a.isContiguous()) {
      add(entries, all.size(), 1, positions);
      return positions;
    }
    for (int k = 0; k < positions.length; k++) {
      long entry = entries.longs()[entries.layout().offset() + k];
      int number = (int) (entry < 0 ? entry + all.size() : entry);
      positions[k] = (long) a.start(number, a.shape().rank()) - a.offset();
    }
    return positions;
  }

  /// Where the entries begin that the rows of `index`, `[batch..., ..., depth]`, name: along
  /// `depth` axes behind the first `batchDims`, which `index` and the tensor share.
  static long[] tuples(String op, Tensor index, Layout a, int batchDims) {
    Shape shape = a.shape();
    if (index.rank() == 0
        || batchDims < 0
        || batchDims >= index.rank()
        || batchDims + index.dim(-1) > shape.rank()
        || !Arrays.equals(shape.dims(), 0, batchDims, index.shape().dims(), 0, batchDims)) {
      throw new ShapeException(
          op,
          "index must be [batch..., ..., depth] with "
              + batchDims
              + " batch axes and at most the axes that follow them in "
              + shape
              + "; got "
              + index.shape(),
          shape,
          index.shape());
    }
    int last = index.rank() - 1;
    // As a shape: an empty last axis bounds the product of the others by nothing.
    Shape leading = index.shape().replaced(last, last + 1, Shape.of());
    long[] positions = new long[leading.size()];
    int perBatch = index.shape().product(batchDims, last);
    for (int k = 0; k < positions.length && batchDims > 0; k++) {
      positions[k] = (long) a.start(k / perBatch, batchDims) - a.offset();
    }
    for (int d = 0; d < index.dim(last); d++) {
      int axis = batchDims + d;
      Tensor entries = checked(op, index.select(last, d), shape, axis);
      add(entries, shape.dim(axis), a.stride(axis), positions);
    }
    return positions;
  }

  static ShapeException outside(String op, long index, int axis, Shape shape) {
    return new ShapeException(
        op, "index " + index + " is outside axis " + axis + " of " + shape, shape);
  }
}
