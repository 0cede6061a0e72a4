package cerulean.tensor;

import cerulean.tensor.kernel.Indices;
import cerulean.tensor.kernel.Moves;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements and entries that index tensors name, in their order. Elements are moved, never looked
/// at: every type will do.
final class GatherOps {

  private GatherOps() {}

  static Tensor indexSelect(Tensor a, int axis, Tensor index) {
    int resolved = a.shape().axis("indexSelect", axis);
    return take("indexSelect", a, resolved, requireVector("indexSelect", index));
  }

  static Tensor requireVector(String op, Tensor index) {
    if (index.requireIndices(op).rank() != 1) {
      throw new ShapeException(op, "index must have one axis; got " + index.shape(), index.shape());
    }
    return index;
  }

  /// The axis replaced by all axes of the index.
  static Tensor take(Tensor a, int axis, Tensor index) {
    return take("take", a, a.shape().axis("take", axis), index);
  }

  private static Tensor take(String op, Tensor a, int axis, Tensor index) {
    long[] positions = Positions.along(op, index, a.layout(), axis);
    boolean[] picked = new boolean[a.rank()];
    picked[axis] = true;
    Shape shape = a.shape().replaced(axis, axis + 1, index.shape());
    return pick(a, positions, picked, shape, axis, index.rank());
  }

  /// Elements of the tensor as if it had one axis, in the shape of the index.
  static Tensor takeFlat(Tensor a, Tensor index) {
    long[] positions = Positions.flat("takeFlat", index, a.layout());
    return pick(a, positions, first(a.rank(), a.rank()), index.shape(), 0, index.rank());
  }

  /// Entries whose leading indices stand along the last axis of `index`.
  static Tensor gatherNd(Tensor a, Tensor index, int batchDims) {
    long[] positions = Positions.tuples("gatherNd", index, a.layout(), batchDims);
    int indexed = batchDims + index.dim(-1);
    int leading = index.rank() - 1;
    Shape rest = a.shape().replaced(0, indexed, Shape.of());
    Shape shape = index.shape().replaced(leading, leading + 1, rest);
    return pick(a, positions, first(indexed, a.rank()), shape, 0, leading);
  }

  static boolean[] first(int count, int rank) {
    boolean[] picked = new boolean[rank];
    java.util.Arrays.fill(picked, 0, count, true);
    return picked;
  }

  /// NumPy's indexing by arrays.
  static Tensor index(Tensor a, @Nullable Tensor... indices) {
    Places places = Places.of("index", a.layout(), indices);
    return pick(
        a,
        places.positions(),
        places.picked(),
        places.shape(),
        places.at(),
        places.common().rank());
  }

  private static Tensor pick(
      Tensor a, long[] positions, boolean[] picked, Shape shape, int at, int count) {
    Tensor out = Tensor.empty(a.dtype(), shape);
    if (out.size() > 0) {
      Entries entries = Entries.of(positions, a.layout(), picked, out.layout(), at, count);
      entries.pick(Storage.moves(a.dtype()), a.array(), out.array());
    }
    return out;
  }

  /// `out[i, j, ...] = a[i, index[i, j, ...], ...]` for `axis` 1, and so for every axis.
  static Tensor gather(Tensor a, int axis, Tensor index) {
    String op = "gather";
    int resolved = a.shape().axis(op, axis);
    requireFitting(op, a.shape(), resolved, index.shape());
    Tensor entries = Positions.checked(op, index, a.shape(), resolved);
    Tensor out = Tensor.empty(a.dtype(), index.shape());
    if (out.size() == 0) {
      return out;
    }
    // Along the last axis positions rise by its stride, unless it is the axis that is indexed.
    int last = a.rank() - 1;
    int rise = resolved == last ? 0 : a.layout().stride(last);
    int[] strides = a.layout().strides().clone();
    strides[resolved] = 0;
    Layout lines = new Layout(index.shape(), strides, a.layout().offset());
    int length = index.dim(last);
    int pieces = (length - 1) / Conversions.BLOCK + 1;
    Moves moves = Storage.moves(a.dtype());
    int x = entries.layout().offset();
    Parallel.forRange(
        out.size() / length * pieces,
        Math.max(1, Runs.GRAIN / Math.min(length, Conversions.BLOCK)),
        (from, to) -> {
          long[] positions = new long[Math.min(length, Conversions.BLOCK)];
          for (int i = from; i < to; i++) {
            int first = i % pieces * Conversions.BLOCK;
            int n = Math.min(Conversions.BLOCK, length - first);
            int o = i / pieces * length + first;
            Indices.ramp(positions, n, rise);
            Indices.add(
                entries.longs(),
                x + o,
                a.dim(resolved),
                a.layout().stride(resolved),
                positions,
                0,
                n);
            int start = lines.start(i / pieces, last) + first * rise;
            moves.take(a.array(), start, 1, positions, 0, out.array(), o, n);
          }
        });
    return out;
  }

  /// An index of the same rank, no longer than the tensor along the axes it does not index.
  static void requireFitting(String op, Shape shape, int axis, Shape index) {
    boolean fits = index.rank() == shape.rank();
    for (int i = 0; fits && i < shape.rank(); i++) {
      fits = i == axis || index.dim(i) <= shape.dim(i);
    }
    if (!fits) {
      throw new ShapeException(
          op,
          "index "
              + index
              + " must have as many axes as "
              + shape
              + " and be no longer, but along axis "
              + axis,
          shape,
          index);
    }
  }

  /// What index tensors, one per axis, name together.
  ///
  /// @param positions where each named entry begins, relative to the first
  /// @param picked the axes that are indexed
  /// @param common the common shape of the index tensors
  /// @param at the axis of the result at which `common` stands: in the place of the indexed axes if
  ///   these are neighbours, else in front
  /// @param shape of the result
  @SuppressWarnings("ArrayRecordComponent") // Lives for one operation.
  record Places(long[] positions, boolean[] picked, Shape common, int at, Shape shape) {

    static Places of(String op, Layout a, @Nullable Tensor... indices) {
      List<@Nullable Tensor> each = withoutMasks(op, a.shape(), indices);
      boolean[] picked = new boolean[a.shape().rank()];
      Shape common = Shape.of();
      int first = -1;
      int last = -1;
      int count = 0;
      for (int axis = 0; axis < each.size(); axis++) {
        Tensor index = each.get(axis);
        if (index != null) {
          picked[axis] = true;
          common = Shape.broadcast(op, common, index.shape());
          first = first < 0 ? axis : first;
          last = axis;
          count++;
        }
      }
      long[] positions = new long[common.size()];
      Shape rest = a.shape();
      for (int axis = picked.length - 1; axis >= 0; axis--) {
        Tensor index = axis < each.size() ? each.get(axis) : null;
        if (index != null) {
          Tensor entries = Positions.checked(op, index, a.shape(), axis);
          Tensor spread = entries.expand(common).contiguous();
          Positions.add(spread, a.shape().dim(axis), a.stride(axis), positions);
          rest = rest.replaced(axis, axis + 1, Shape.of());
        }
      }
      boolean together = last - first + 1 == count;
      int at = together ? Math.max(0, first) : 0;
      return new Places(positions, picked, common, at, rest.replaced(at, at, common));
    }

    /// Each mask replaced by the indices of its true elements along each of its axes.
    private static List<@Nullable Tensor> withoutMasks(
        String op, Shape shape, @Nullable Tensor... indices) {
      List<@Nullable Tensor> each = new ArrayList<>();
      for (Tensor index : indices) {
        if (index == null || index.dtype() != DType.BOOL) {
          each.add(index);
          continue;
        }
        int first = each.size();
        boolean fits = index.rank() > 0 && first + index.rank() <= shape.rank();
        for (int d = 0; fits && d < index.rank(); d++) {
          fits = index.dim(d) == shape.dim(first + d);
        }
        if (!fits) {
          throw new ShapeException(
              op,
              "mask " + index.shape() + " does not fit the axes of " + shape + " from " + first,
              shape,
              index.shape());
        }
        Tensor places = MaskOps.nonZero(index);
        for (int d = 0; d < index.rank(); d++) {
          each.add(places.select(1, d));
        }
      }
      if (each.size() > shape.rank()) {
        throw new ShapeException(
            op, each.size() + " indices for the " + shape.rank() + " axes of " + shape, shape);
      }
      return each;
    }
  }
}
