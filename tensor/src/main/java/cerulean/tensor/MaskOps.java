package cerulean.tensor;

import cerulean.tensor.kernel.Indices;

/// What truth values choose: elements, entries and the places of elements.
final class MaskOps {

  private MaskOps() {}

  /// `value` where the mask is true; tensor and mask broadcast.
  static Tensor maskedFill(Tensor a, Tensor mask, double value) {
    String op = "maskedFill";
    Tensor one = CreationOps.number(op, a.dtype(), value);
    Shape shape = Shape.broadcast(op, a.shape(), requireMask(op, mask).shape());
    Tensor out = a.expand(shape).copy();
    Tensor m = mask.expand(shape).contiguous();
    byte[] truth = (byte[]) m.array();
    int start = m.layout().offset();
    Parallel.forRange(
        out.size(),
        Runs.GRAIN,
        (from, to) ->
            Storage.moves(a.dtype())
                .fill(one.array(), truth, start + from, out.array(), from, to - from));
    return out;
  }

  /// The elements where the mask is true, in one axis; tensor and mask broadcast.
  static Tensor maskedSelect(Tensor a, Tensor mask) {
    String op = "maskedSelect";
    Shape shape = Shape.broadcast(op, a.shape(), requireMask(op, mask).shape());
    Tensor x = a.expand(shape).contiguous();
    Tensor m = mask.expand(shape).contiguous();
    byte[] truth = (byte[]) m.array();
    int i = x.layout().offset();
    int start = m.layout().offset();
    int[] firsts = firsts(truth, start, shape.size());
    Tensor out = Tensor.empty(a.dtype(), Shape.of(firsts[firsts.length - 1]));
    Parallel.forRange(
        shape.size(),
        Runs.GRAIN,
        (from, to) ->
            Storage.moves(a.dtype())
                .keep(
                    x.array(),
                    i + from,
                    truth,
                    start + from,
                    out.array(),
                    firsts[from / Runs.GRAIN],
                    to - from));
    return out;
  }

  /// A copy with the elements where the mask is true replaced by those of the source, in order.
  static Tensor maskedScatter(Tensor a, Tensor mask, Tensor source) {
    String op = "maskedScatter";
    Shape shape = Shape.broadcast(op, a.shape(), requireMask(op, mask).shape());
    Tensor places = positions(mask.expand(shape));
    if (source.size() < places.size()) {
      throw new ShapeException(
          op,
          "the mask has " + places.size() + " true elements, source only " + source.size(),
          shape,
          source.shape());
    }
    Tensor values = source.reshape(source.size()).narrow(0, 0, places.size());
    return ScatterOps.indexCopy(a.expand(shape).reshape(shape.size()), 0, places, values)
        .reshape(shape.dims());
  }

  /// The positions `[n, rank]` of the elements that are not 0, in row-major order.
  static Tensor nonZero(Tensor a) {
    Tensor flat = positions(a.to(DType.BOOL));
    int rank = a.rank();
    Tensor out = Tensor.empty(DType.I64, Shape.of(flat.size(), rank));
    Parallel.forRange(
        flat.size(),
        Runs.GRAIN / 4,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int rest = (int) flat.longs()[k];
            for (int axis = rank - 1; axis >= 0; axis--) {
              out.longs()[k * rank + axis] = rest % a.dim(axis);
              rest /= a.dim(axis);
            }
          }
        });
    return out;
  }

  /// The entries along an axis whose element of the mask is true.
  static Tensor compress(Tensor a, int axis, Tensor mask) {
    String op = "compress";
    int resolved = a.shape().axis(op, axis);
    if (requireMask(op, mask).rank() != 1 || mask.size() > a.dim(resolved)) {
      throw new ShapeException(
          op,
          "mask must have one axis, no longer than axis "
              + resolved
              + " of "
              + a.shape()
              + "; got "
              + mask.shape(),
          a.shape(),
          mask.shape());
    }
    return GatherOps.take(a, resolved, positions(mask));
  }

  /// The row-major numbers of the true elements.
  private static Tensor positions(Tensor mask) {
    Tensor m = mask.contiguous();
    byte[] truth = (byte[]) m.array();
    int start = m.layout().offset();
    int[] firsts = firsts(truth, start, m.size());
    Tensor out = Tensor.empty(DType.I64, Shape.of(firsts[firsts.length - 1]));
    Parallel.forRange(
        m.size(),
        Runs.GRAIN,
        (from, to) ->
            Indices.positions(
                truth, start + from, to - from, from, out.longs(), firsts[from / Runs.GRAIN]));
    return out;
  }

  /// How many are true before each chunk of the mask, and, at the end, at all.
  private static int[] firsts(byte[] mask, int m, int n) {
    int[] firsts = new int[(n + Runs.GRAIN - 1) / Runs.GRAIN + 1];
    Parallel.forRange(
        n,
        Runs.GRAIN,
        (from, to) -> firsts[from / Runs.GRAIN + 1] = Indices.count(mask, m + from, to - from));
    for (int i = 1; i < firsts.length; i++) {
      firsts[i] += firsts[i - 1];
    }
    return firsts;
  }

  private static Tensor requireMask(String op, Tensor mask) {
    return mask.requireType(op, DType.BOOL);
  }
}
