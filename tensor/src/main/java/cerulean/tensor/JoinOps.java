package cerulean.tensor;

import java.util.Arrays;

/// Joining tensors, cutting them, repeating and turning round what they hold. Elements are moved,
/// never looked at: every type will do.
final class JoinOps {

  private JoinOps() {}

  /// The type of several tensors, or else what they promote to.
  static DType commonType(String op, Tensor... tensors) {
    DType common = tensors[0].dtype();
    for (Tensor tensor : tensors) {
      common = tensor.dtype() == common ? common : common.promote(op, tensor.dtype());
    }
    return common;
  }

  static Tensor concat(int axis, Tensor... tensors) {
    String op = "concat";
    requireSome(op, tensors);
    int resolved = tensors[0].shape().axis(op, axis);
    long entries = 0;
    for (Tensor tensor : tensors) {
      requireLike(op, tensors[0].shape(), resolved, tensor.shape());
      entries += tensor.dim(resolved);
    }
    return join(op, resolved, length(op, entries, resolved, tensors[0].shape()), tensors);
  }

  static Tensor stack(int axis, Tensor... tensors) {
    String op = "stack";
    requireSome(op, tensors);
    Shape shape = tensors[0].shape();
    if (axis < -shape.rank() - 1 || axis > shape.rank()) {
      throw new ShapeException(op, "no place " + axis + " for an axis in " + shape, shape);
    }
    Tensor[] slabs = new Tensor[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      if (!tensors[i].shape().equals(shape)) {
        throw new ShapeException(
            op,
            "shapes differ: " + shape + " and " + tensors[i].shape(),
            shape,
            tensors[i].shape());
      }
      slabs[i] = tensors[i].unsqueeze(axis);
    }
    return join(op, axis < 0 ? axis + shape.rank() + 1 : axis, tensors.length, slabs);
  }

  private static Tensor join(String op, int axis, int length, Tensor... tensors) {
    DType type = commonType(op, tensors);
    Tensor out = Tensor.empty(type, tensors[0].shape().with(axis, length));
    int start = 0;
    for (Tensor tensor : tensors) {
      int entries = tensor.dim(axis);
      CopyOps.copy(tensor.to(type), out.narrow(axis, start, entries));
      start += entries;
    }
    return out;
  }

  static Tensor[] split(Tensor a, int axis, int... sizes) {
    String op = "split";
    int resolved = a.shape().axis(op, axis);
    long sum = 0;
    boolean negative = false;
    for (int size : sizes) {
      sum += size;
      negative |= size < 0;
    }
    if (negative || sum != a.dim(resolved)) {
      throw new ShapeException(
          op,
          "sizes "
              + Arrays.toString(sizes)
              + " do not add up to axis "
              + resolved
              + " of "
              + a.shape(),
          a.shape());
    }
    Tensor[] parts = new Tensor[sizes.length];
    int start = 0;
    for (int i = 0; i < sizes.length; i++) {
      parts[i] = a.narrow(resolved, start, sizes[i]);
      start += sizes[i];
    }
    return parts;
  }

  static Tensor[] chunk(Tensor a, int axis, int count) {
    int resolved = a.shape().axis("chunk", axis);
    if (count < 1) {
      throw new IllegalArgumentException("chunk: needs at least one part; got " + count);
    }
    int entries = a.dim(resolved);
    int size = Math.max(1, (int) (((long) entries + count - 1) / count));
    int[] sizes = new int[Math.max(1, (int) (((long) entries + size - 1) / size))];
    Arrays.fill(sizes, size);
    sizes[sizes.length - 1] = entries - (sizes.length - 1) * size;
    return split(a, resolved, sizes);
  }

  static Tensor[] unbind(Tensor a, int axis) {
    int resolved = a.shape().axis("unbind", axis);
    Tensor[] parts = new Tensor[a.dim(resolved)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = a.select(resolved, i);
    }
    return parts;
  }

  static Tensor tile(Tensor a, int... times) {
    int rank = Math.max(a.rank(), times.length);
    int[] single = new int[2 * rank];
    int[] repeated = new int[2 * rank];
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int own = i - (rank - a.rank());
      int size = own < 0 ? 1 : a.dim(own);
      int given = i - (rank - times.length);
      int count = given < 0 ? 1 : (int) requireTimes("tile", times[given]);
      single[2 * i] = 1;
      single[2 * i + 1] = size;
      repeated[2 * i] = count;
      repeated[2 * i + 1] = size;
      dims[i] = length("tile", (long) size * count, i, a.shape());
    }
    Shape.of(dims);
    return a.reshape(single).expand(repeated).copy().reshape(dims);
  }

  static Tensor repeat(Tensor a, int axis, int times) {
    String op = "repeat";
    int resolved = a.shape().axis(op, axis);
    long entries = (long) a.dim(resolved) * requireTimes(op, times);
    Shape out = a.shape().with(resolved, length(op, entries, resolved, a.shape()));
    Shape repeated = a.shape().replaced(resolved + 1, resolved + 1, Shape.of(times));
    return a.unsqueeze(resolved + 1).expand(repeated).copy().reshape(out.dims());
  }

  static Tensor repeat(Tensor a, int axis, Tensor counts) {
    String op = "repeat";
    int resolved = a.shape().axis(op, axis);
    long[] times = counts.requireIndices(op).toLongArray();
    if (counts.rank() != 1 || times.length != a.dim(resolved)) {
      throw new ShapeException(
          op,
          "needs a count for each of the "
              + a.dim(resolved)
              + " entries along axis "
              + resolved
              + " of "
              + a.shape()
              + "; got "
              + counts.shape(),
          a.shape(),
          counts.shape());
    }
    long sum = 0;
    for (long count : times) {
      // No sum of as many as an axis has entries overflows.
      sum += Math.min(requireTimes(op, count), Integer.MAX_VALUE);
    }
    long[] index = new long[length(op, sum, resolved, a.shape())];
    int next = 0;
    for (int i = 0; i < times.length; i++) {
      Arrays.fill(index, next, next + (int) times[i], i);
      next += (int) times[i];
    }
    return GatherOps.take(a, resolved, Tensor.wrap(index, index.length));
  }

  /// Copies the pieces before and behind the cut of every axis, exchanged.
  static Tensor roll(Tensor a, int[] shifts, int[] axes) {
    String op = "roll";
    if (shifts.length != axes.length) {
      throw new ShapeException(
          op, shifts.length + " shifts for " + axes.length + " axes", a.shape());
    }
    // By none rather than by all, which no axes mean elsewhere.
    boolean[] chosen = axes.length == 0 ? new boolean[0] : a.shape().axes(op, axes);
    int[] cuts = new int[a.rank()];
    for (int i = 0; i < axes.length; i++) {
      int axis = a.shape().axis(op, axes[i]);
      cuts[axis] = a.dim(axis) == 0 ? 0 : Math.floorMod(shifts[i], a.dim(axis));
    }
    Tensor out = Tensor.empty(a.dtype(), a.shape());
    rollFrom(a, out, 0, chosen.length, cuts);
    return out;
  }

  private static void rollFrom(Tensor from, Tensor to, int axis, int rank, int[] cuts) {
    if (axis == rank) {
      CopyOps.copy(from, to);
      return;
    }
    int cut = cuts[axis];
    int size = from.dim(axis);
    rollFrom(
        from.narrow(axis, 0, size - cut), to.narrow(axis, cut, size - cut), axis + 1, rank, cuts);
    if (cut > 0) {
      rollFrom(from.narrow(axis, size - cut, cut), to.narrow(axis, 0, cut), axis + 1, rank, cuts);
    }
  }

  /// A size that an axis of a result may have, or a sentence that says which may not.
  static int length(String op, long entries, int axis, Shape shape) {
    if (entries > Integer.MAX_VALUE) {
      throw new ShapeException(
          op,
          "axis "
              + axis
              + " of "
              + shape
              + " would get "
              + entries
              + " entries; at most "
              + Integer.MAX_VALUE
              + " are possible",
          shape);
    }
    return (int) entries;
  }

  private static long requireTimes(String op, long times) {
    if (times < 0) {
      throw new IllegalArgumentException(op + ": counts must not be negative; got " + times);
    }
    return times;
  }

  private static void requireSome(String op, Tensor... tensors) {
    if (tensors.length == 0) {
      throw new IllegalArgumentException(op + ": needs at least one tensor");
    }
  }

  private static void requireLike(String op, Shape first, int axis, Shape shape) {
    boolean same = first.rank() == shape.rank();
    for (int i = 0; same && i < first.rank(); i++) {
      same = i == axis || first.dim(i) == shape.dim(i);
    }
    if (!same) {
      throw new ShapeException(
          op,
          first + " and " + shape + " differ, and not along axis " + axis + " alone",
          first,
          shape);
    }
  }
}
