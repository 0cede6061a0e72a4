package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.REDUCTIONS;

/// Reductions over axes.
///
/// A reduction is brought to the form `[outer, reduced, inner]`: with `inner` 1 each run of
/// adjacent elements is reduced by a kernel, otherwise the `reduced` rows of `inner` elements are
/// combined row by row. Axes that are not neighbours are first moved together by a copy.
final class ReductionOps {

  /// Elements per chunk of one long run; the partial results are combined in order.
  private static final int CHUNK = 1 << 16;

  /// A kernel that reduces a run to a number.
  @FunctionalInterface
  interface Reduce {
    float run(float[] a, int ao, int n);
  }

  private ReductionOps() {}

  static Tensor sum(Tensor a, boolean keepDims, int... axes) {
    return reduce("sum", a, keepDims, axes, 0f, REDUCTIONS::sum, ELEMENTWISE::add);
  }

  static Tensor max(Tensor a, boolean keepDims, int... axes) {
    requireElements("amax", a, axes);
    return reduce(
        "amax", a, keepDims, axes, Float.NEGATIVE_INFINITY, REDUCTIONS::max, ELEMENTWISE::maximum);
  }

  static Tensor min(Tensor a, boolean keepDims, int... axes) {
    requireElements("amin", a, axes);
    return reduce(
        "amin", a, keepDims, axes, Float.POSITIVE_INFINITY, REDUCTIONS::min, ELEMENTWISE::minimum);
  }

  private static Tensor reduce(
      String op,
      Tensor a,
      boolean keepDims,
      int[] axes,
      float initial,
      Reduce kernel,
      ElementwiseOps.Binary combine) {
    Shape shape = a.requireF32(op).shape();
    boolean[] chosen = shape.axes(op, axes);
    boolean together = areNeighbours(chosen);
    Tensor grouped = (together ? a : chosenLast(a, chosen)).contiguous();
    int reduced = 1;
    int inner = 1;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        reduced *= shape.dim(i);
        inner = 1;
      } else if (together) {
        inner *= shape.dim(i);
      }
    }
    Tensor out = Tensor.full(initial, shape.reduced(chosen, keepDims).dims());
    float[] source = grouped.floats();
    float[] target = out.floats();
    int start = grouped.layout().offset();
    if (reduced == 0 || target.length == 0) {
      return out;
    }
    if (inner == 1) {
      if (target.length == 1) {
        target[0] = reduceLong(source, start, reduced, kernel);
      } else {
        int grain = Math.max(1, CHUNK / reduced);
        int n = reduced;
        Parallel.forRange(
            target.length,
            grain,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                target[i] = kernel.run(source, start + i * n, n);
              }
            });
      }
    } else {
      for (int i = 0; i < target.length / inner; i++) {
        int row = start + i * reduced * inner;
        for (int r = 0; r < reduced; r++) {
          combine.run(target, i * inner, source, row + r * inner, target, i * inner, inner);
        }
      }
    }
    return out;
  }

  /// One long run: chunks of fixed size in parallel, their results once more.
  private static float reduceLong(float[] a, int ao, int n, Reduce kernel) {
    if (n <= CHUNK) {
      return kernel.run(a, ao, n);
    }
    float[] partial = new float[(n - 1) / CHUNK + 1];
    Parallel.forRange(
        n, CHUNK, (from, to) -> partial[from / CHUNK] = kernel.run(a, ao + from, to - from));
    return kernel.run(partial, 0, partial.length);
  }

  private static boolean areNeighbours(boolean[] chosen) {
    int groups = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] && (i == 0 || !chosen[i - 1])) {
        groups++;
      }
    }
    return groups == 1;
  }

  /// The chosen axes moved behind the others.
  private static Tensor chosenLast(Tensor a, boolean[] chosen) {
    int[] order = new int[chosen.length];
    int n = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (!chosen[i]) {
        order[n++] = i;
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        order[n++] = i;
      }
    }
    return a.permute(order);
  }

  private static void requireElements(String op, Tensor a, int... axes) {
    boolean[] chosen = a.shape().axes(op, axes);
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] && a.shape().dim(i) == 0) {
        throw new ShapeException(
            op, "axis " + i + " of " + a.shape() + " is empty and has no extreme", a.shape());
      }
    }
  }

  /// Index of the first largest element along an axis; the first NaN counts as largest.
  static Tensor argmax(Tensor a, int axis, boolean keepDims) {
    String op = "argmax";
    Shape shape = a.requireF32(op).shape();
    int resolved = shape.axis(op, axis);
    requireElements(op, a, resolved);
    Tensor moved = a.moveToEnd(resolved).contiguous();
    int n = shape.dim(resolved);
    boolean[] chosen = shape.axes(op, resolved);
    long[] indices = new long[n == 0 ? 0 : moved.size() / n];
    float[] source = moved.floats();
    int start = moved.layout().offset();
    for (int i = 0; i < indices.length; i++) {
      indices[i] = argmax(source, start + i * n, n);
    }
    return Tensor.wrap(indices, shape.reduced(chosen, keepDims).dims());
  }

  private static int argmax(float[] a, int ao, int n) {
    int best = 0;
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      if (Float.isNaN(x)) {
        return i;
      }
      if (x > a[ao + best]) {
        best = i;
      }
    }
    return best;
  }
}
