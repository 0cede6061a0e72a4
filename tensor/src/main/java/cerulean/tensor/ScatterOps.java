package cerulean.tensor;

import cerulean.tensor.kernel.Indices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Copies of a tensor in which the elements or entries that index tensors name are replaced, or
/// combined with others.
///
/// What meets at one place meets in the order of the indices, whatever the number of threads: they
/// share places, never indices.
final class ScatterOps {

  private ScatterOps() {}

  static Tensor indexAdd(Tensor a, int axis, Tensor index, Tensor source) {
    return alongAxis("indexAdd", ScatterReduction.ADD, a, axis, index, source);
  }

  static Tensor indexCopy(Tensor a, int axis, Tensor index, Tensor source) {
    return alongAxis("indexCopy", ScatterReduction.NONE, a, axis, index, source);
  }

  /// The sum of the slices of `gradient` that each of `size` indices names: [#indexAdd] to zeros
  /// that are not read before.
  static Tensor indexSelectGradient(Tensor gradient, int axis, Tensor index, int size) {
    String op = "indexSelect gradient";
    int resolved = gradient.requireFloating(op).shape().axis(op, axis);
    GatherOps.requireVector(op, index);
    Shape shape = gradient.shape().with(resolved, size);
    requireShape(op, "gradient", gradient, shape.with(resolved, index.size()), shape);
    DType type = Scattering.computing(op, ScatterReduction.ADD, gradient.dtype());
    Tensor zeros = Tensor.zeros(type, shape.dims());
    Target target = new Target(zeros, ScatterReduction.ADD, gradient.dtype(), type);
    boolean[] picked = new boolean[shape.rank()];
    picked[resolved] = true;
    long[] positions = Positions.along(op, index, zeros.layout(), resolved);
    return target.place(positions, picked, gradient, resolved, 1);
  }

  private static Tensor alongAxis(
      String op, ScatterReduction reduction, Tensor a, int axis, Tensor index, Tensor source) {
    int resolved = a.shape().axis(op, axis);
    GatherOps.requireVector(op, index);
    Shape expected = a.shape().with(resolved, index.size());
    requireShape(op, "source", source, expected, a.shape());
    Target target = Target.of(op, reduction, a, source);
    boolean[] picked = new boolean[a.rank()];
    picked[resolved] = true;
    long[] positions = Positions.along(op, index, target.out.layout(), resolved);
    return target.place(positions, picked, source, resolved, 1);
  }

  /// Entries whose leading indices stand along the last axis of `index`.
  static Tensor scatterNd(Tensor a, Tensor index, Tensor source, ScatterReduction reduction) {
    String op = "scatterNd";
    Target target = Target.of(op, reduction, a, source);
    long[] positions = Positions.tuples(op, index, target.out.layout(), 0);
    int leading = index.rank() - 1;
    int indexed = index.dim(-1);
    Shape rest = a.shape().replaced(0, indexed, Shape.of());
    requireShape(
        op, "source", source, index.shape().replaced(leading, leading + 1, rest), a.shape());
    return target.place(positions, GatherOps.first(indexed, a.rank()), source, 0, leading);
  }

  /// NumPy's assignment to what arrays index.
  static Tensor indexPut(
      Tensor a, Tensor source, ScatterReduction reduction, @Nullable Tensor... indices) {
    String op = "indexPut";
    Target target = Target.of(op, reduction, a, source);
    GatherOps.Places places = GatherOps.Places.of(op, target.out.layout(), indices);
    Tensor spread = source.withLayout(source.layout().expand(op, places.shape()));
    return target.place(
        places.positions(), places.picked(), spread, places.at(), places.common().rank());
  }

  /// The copy that is written to, and how.
  private record Target(Tensor out, ScatterReduction reduction, DType result, DType computing) {

    static Target of(String op, ScatterReduction reduction, Tensor a, Tensor source) {
      DType result = JoinOps.commonType(op, a, source);
      DType computing = Scattering.computing(op, reduction, result);
      Tensor out = a.dtype() == computing ? a.copy() : a.to(computing);
      return new Target(out, reduction, result, computing);
    }

    /// Combines entries of `out` at positions with those of `source`, whose axes `at .. at + count`
    /// stand in place of the picked ones.
    Tensor place(long[] positions, boolean[] picked, Tensor source, int at, int count) {
      Tensor dense = source.to(computing).contiguous();
      Entries entries = Entries.of(positions, out.layout(), picked, dense.layout(), at, count);
      if (entries.stride() != 1 && entries.rest().step(0) != 1) {
        // An entry is not adjacent: then go by its elements, which stand beside one another once
        // the axes of the indices come last.
        dense = dense.permute(last(dense.rank(), at, count)).contiguous();
        entries =
            Entries.of(
                positions, out.layout(), picked, dense.layout(), dense.rank() - count, count);
      }
      entries.place(Scattering.of(reduction, computing), dense.array(), out.array());
      return out.to(result);
    }

    private static int[] last(int rank, int at, int count) {
      int[] order = new int[rank];
      for (int i = 0; i < rank; i++) {
        order[i] = i < at ? i : i < rank - count ? i + count : i - (rank - count) + at;
      }
      return order;
    }
  }

  /// `out[i, index[i, j, ...], ...] = source[i, j, ...]` for `axis` 1, and so for every axis.
  static Tensor scatter(
      String op, Tensor a, int axis, Tensor index, Tensor source, ScatterReduction reduction) {
    int resolved = a.shape().axis(op, axis);
    GatherOps.requireFitting(op, a.shape(), resolved, index.shape());
    Tensor entries = Positions.checked(op, index, a.shape(), resolved);
    Target target = Target.of(op, reduction, a, source);
    Tensor dense = covered(op, source, index.shape()).to(target.computing).contiguous();
    if (index.size() > 0) {
      scatterLines(target, resolved, entries, dense);
    }
    return target.out.to(target.result);
  }

  /// Lines along the last axis are the unit of work. Threads share what lies beside the indexed
  /// axis; along it they go in order.
  private static void scatterLines(Target target, int axis, Tensor entries, Tensor dense) {
    Tensor out = target.out;
    int last = out.rank() - 1;
    boolean inner = axis == last;
    int[] order = axisBeforeLast(out.rank(), axis);
    int[] strides = out.layout().strides().clone();
    strides[axis] = 0;
    Layout index = entries.layout().permute(order);
    Layout source = dense.layout().permute(order);
    Layout lines = new Layout(entries.shape(), strides, out.layout().offset()).permute(order);
    int leading = inner ? last : last - 1;
    int steps = inner ? 1 : entries.dim(axis);
    int length = entries.dim(last);
    int piece = inner ? length : Math.min(length, Conversions.BLOCK);
    int pieces = (length - 1) / piece + 1;
    int size = out.dim(axis);
    int stride = out.layout().stride(axis);
    Scattering scattering = Scattering.of(target.reduction, target.computing);
    Parallel.forRange(
        index.shape().product(0, leading) * pieces,
        Math.max(1, Runs.GRAIN / steps / piece),
        (from, to) -> {
          long[] positions = new long[piece];
          for (int i = from; i < to; i++) {
            int line = i / pieces;
            int first = i % pieces * piece;
            int n = Math.min(piece, length - first);
            for (int step = 0; step < steps; step++) {
              int along = inner ? 0 : step;
              int x = index.start(line, leading) + first + along * index.stride(leading);
              int y = source.start(line, leading) + first + along * source.stride(leading);
              int o = lines.start(line, leading) + (inner ? 0 : first);
              Indices.ramp(positions, n, inner ? 0 : 1);
              Indices.add(entries.longs(), x, size, stride, positions, 0, n);
              scattering.elements(dense.array(), y, positions, 0, out.array(), o, n);
            }
          }
        });
  }

  /// The axes in order, but for `axis`, which comes before the last one.
  private static int[] axisBeforeLast(int rank, int axis) {
    int[] order = new int[rank];
    Arrays.setAll(order, i -> i);
    for (int i = axis; i < rank - 2; i++) {
      order[i] = i + 1;
    }
    if (axis < rank - 1) {
      order[rank - 2] = axis;
    }
    return order;
  }

  /// As much of the source as there are indices; a source without axes is for all of them.
  private static Tensor covered(String op, Tensor source, Shape index) {
    if (source.rank() == 0) {
      return source.expand(index);
    }
    boolean covers = source.rank() == index.rank();
    Tensor view = source;
    for (int i = 0; covers && i < index.rank(); i++) {
      covers = source.dim(i) >= index.dim(i);
      view = covers ? view.narrow(i, 0, index.dim(i)) : view;
    }
    if (!covers) {
      throw new ShapeException(
          op, "source " + source.shape() + " does not cover index " + index, source.shape(), index);
    }
    return view;
  }

  private static void requireShape(
      String op, String name, Tensor given, Shape expected, Shape shape) {
    if (!given.shape().equals(expected)) {
      throw new ShapeException(
          op, name + " must be " + expected + "; got " + given.shape(), shape, given.shape());
    }
  }
}
