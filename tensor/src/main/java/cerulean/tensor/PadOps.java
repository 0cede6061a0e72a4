package cerulean.tensor;

import java.util.Arrays;

/// Entries written beyond the edges of a tensor.
final class PadOps {

  private PadOps() {}

  /// Zeros before and after along one axis.
  static Tensor pad(Tensor a, int axis, int before, int after) {
    int resolved = a.shape().axis("pad", axis);
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "pad: sizes must not be negative; got " + before + " before and " + after + " after");
    }
    int[] front = new int[a.rank()];
    int[] back = new int[a.rank()];
    front[resolved] = before;
    back[resolved] = after;
    return pad(a, front, back, PadMode.CONSTANT, 0);
  }

  static Tensor pad(Tensor a, int[] before, int[] after, PadMode mode, double value) {
    String op = "pad";
    if (before.length != a.rank() || after.length != a.rank()) {
      throw new ShapeException(
          op,
          "needs sizes for all "
              + a.rank()
              + " axes of "
              + a.shape()
              + "; got "
              + before.length
              + " before and "
              + after.length
              + " after",
          a.shape());
    }
    Tensor inside = cropped(a, before, after);
    int[] dims = inside.shape().dims();
    for (int i = 0; i < dims.length; i++) {
      long entries = (long) Math.max(0, before[i]) + dims[i] + Math.max(0, after[i]);
      if (dims[i] == 0 && entries > 0 && mode != PadMode.CONSTANT) {
        throw new ShapeException(
            op, "axis " + i + " has no entries to repeat in " + inside.shape(), a.shape());
      }
      dims[i] = JoinOps.length(op, entries, i, a.shape());
    }
    Tensor out = Tensor.zeros(a.dtype(), dims);
    // Compared as bits: -0 is not what an array begins with.
    if (mode == PadMode.CONSTANT && Double.doubleToRawLongBits(value) != 0) {
      CopyOps.copy(CreationOps.number(op, a.dtype(), value).expand(out.shape()), out);
    }
    Tensor place = out;
    for (int i = 0; i < dims.length; i++) {
      place = place.narrow(i, Math.max(0, before[i]), inside.dim(i));
    }
    CopyOps.copy(inside, place);
    if (mode != PadMode.CONSTANT) {
      fillEdges(out, inside.shape(), before, mode);
    }
    return out;
  }

  /// Without the entries that negative sizes take away.
  private static Tensor cropped(Tensor a, int[] before, int[] after) {
    Tensor view = a;
    for (int i = 0; i < before.length; i++) {
      long front = -Math.min(0L, before[i]);
      long length = a.dim(i) - front + Math.min(0, after[i]);
      if (length < 0) {
        throw new ShapeException(
            "pad",
            Arrays.toString(before)
                + " and "
                + Arrays.toString(after)
                + " take away more than axis "
                + i
                + " of "
                + a.shape()
                + " has",
            a.shape());
      }
      view = view.narrow(i, (int) front, (int) length);
    }
    return view;
  }

  /// Fills what lies beyond the inside axis by axis: along the axes already done over their whole
  /// length, along those to come over the inside only.
  private static void fillEdges(Tensor out, Shape inside, int[] before, PadMode mode) {
    Tensor slab = out;
    for (int i = 0; i < out.rank(); i++) {
      slab = slab.narrow(i, Math.max(0, before[i]), inside.dim(i));
    }
    for (int axis = 0; axis < out.rank(); axis++) {
      Layout whole = slab.layout();
      int first = Math.max(0, before[axis]);
      int offset = whole.offset() - first * whole.stride(axis);
      Shape shape = whole.shape().with(axis, out.dim(axis));
      slab = slab.withLayout(new Layout(shape, whole.strides(), offset));
      int size = inside.dim(axis);
      fillBehind(slab, axis, first + size, size, mode);
      // What lies before is what lies behind in the mirror.
      fillBehind(slab.flip(axis), axis, out.dim(axis) - first, size, mode);
    }
  }

  /// Fills entries from `done` on from the `size` before them, repeated, or mirrored at the last
  /// one and then repeated. Each piece is all that there is to repeat, so that pieces double.
  private static void fillBehind(Tensor a, int axis, int done, int size, PadMode mode) {
    if (a.size() == 0) {
      return;
    }
    int end = a.dim(axis);
    if (mode == PadMode.REPLICATE && done < end) {
      Tensor edges = a.narrow(axis, done, end - done);
      CopyOps.copy(a.narrow(axis, done - 1, 1).expand(edges.shape()), edges);
      return;
    }
    int from = done;
    int period = size;
    if (mode == PadMode.REFLECT && size > 1) {
      int n = Math.min(size - 1, end - from);
      CopyOps.copy(a.narrow(axis, from - 1 - n, n).flip(axis), a.narrow(axis, from, n));
      from += n;
      period = 2 * (size - 1);
    }
    while (from < end) {
      int whole = (from - (done - size)) / period * period;
      int n = Math.min(whole, end - from);
      CopyOps.copy(a.narrow(axis, from - whole, n), a.narrow(axis, from, n));
      from += n;
    }
  }
}
