package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;

import java.util.Arrays;

/// Elementwise operations: common shape, layout of the result, one kernel call per run.
///
/// The kernel is chosen once per tensor and called once per run of adjacent elements; no element
/// sees a function argument.
final class ElementwiseOps {

  /// Elements per chunk of parallel work: 256 KiB per operand, a few tens of microseconds.
  static final int GRAIN = 1 << 16;

  /// A kernel of one operand.
  @FunctionalInterface
  interface Unary {
    void run(float[] a, int ao, float[] out, int oo, int n);
  }

  /// A kernel of two operands.
  @FunctionalInterface
  interface Binary {
    void run(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);
  }

  /// A kernel of one operand and a number.
  @FunctionalInterface
  interface WithScalar {
    void run(float[] a, int ao, float b, float[] out, int oo, int n);
  }

  private ElementwiseOps() {}

  static Tensor unary(String op, Tensor a, Unary kernel) {
    Tensor x = a.requireF32(op).adjacent();
    Tensor out = Tensor.empty(a.shape());
    float[] source = x.floats();
    float[] target = out.floats();
    Runs runs = Runs.over(a.shape(), x.layout());
    forRuns(
        runs,
        (run, from, n) ->
            kernel.run(source, runs.start(0, run) + from, target, run * runs.length() + from, n));
    return out;
  }

  static Tensor withScalar(String op, Tensor a, float b, WithScalar kernel) {
    return unary(op, a, (x, xo, out, oo, n) -> kernel.run(x, xo, b, out, oo, n));
  }

  /// A result of two operands of one common shape. `right` serves runs where `b` is one number,
  /// `left` runs where `a` is.
  static Tensor binary(
      String op, Tensor a, Tensor b, Binary kernel, WithScalar right, WithScalar left) {
    Shape shape = Shape.broadcast(op, a.requireF32(op).shape(), b.requireF32(op).shape());
    Tensor out = Tensor.empty(shape);
    float[] target = out.floats();
    Tensor x = a.adjacent();
    Tensor y = b.adjacent();
    float[] p = x.floats();
    float[] q = y.floats();
    Runs runs = Runs.over(shape, x.layout().expand(op, shape), y.layout().expand(op, shape));
    int length = runs.length();
    boolean repeatedA = runs.step(0) == 0;
    boolean repeatedB = runs.step(1) == 0;
    forRuns(
        runs,
        (run, from, n) -> {
          int i = runs.start(0, run);
          int j = runs.start(1, run);
          int o = run * length + from;
          if (repeatedB) {
            right.run(p, i + from, q[j], target, o, n);
          } else if (repeatedA) {
            left.run(q, j + from, p[i], target, o, n);
          } else {
            kernel.run(p, i + from, q, j + from, target, o, n);
          }
        });
    return out;
  }

  /// `out = a where b > 0, else 0`, for a fixed `b`.
  static void whereConstantPositive(float[] a, int ao, float b, float[] out, int oo, int n) {
    if (b > 0) {
      System.arraycopy(a, ao, out, oo, n);
    } else {
      Arrays.fill(out, oo, oo + n, 0f);
    }
  }

  /// `out = b where a > 0, else 0`, for a fixed `b`.
  static void constantWherePositive(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] > 0 ? b : 0f;
    }
  }

  /// `a += scale * b`, in place.
  static void addScaledInPlace(String op, Tensor a, Tensor b, float scale) {
    requireWritable(op, a.requireF32(op));
    if (!a.shape().equals(b.requireF32(op).shape())) {
      throw new ShapeException(
          op, "shapes differ: " + a.shape() + " and " + b.shape(), a.shape(), b.shape());
    }
    Tensor y = b.apartFrom(a).adjacent();
    float[] p = a.floats();
    float[] q = y.floats();
    Runs runs = Runs.over(a.shape(), a.layout(), y.layout());
    forRuns(
        runs,
        (run, from, n) -> {
          int i = runs.start(0, run) + from;
          int j = runs.start(1, run);
          if (runs.step(0) == 1 && runs.step(1) == 1) {
            ELEMENTWISE.addScaled(q, j + from, scale, p, i, n);
          } else if (runs.step(0) == 1 && runs.step(1) == 0) {
            ELEMENTWISE.addScalar(p, i, scale * q[j], p, i, n);
          } else {
            addStrided(p, runs.start(0, run), runs.step(0), q, j, runs.step(1), scale, from, n);
          }
        });
  }

  private static void addStrided(
      float[] p, int i, int iStep, float[] q, int j, int jStep, float scale, int from, int n) {
    for (int k = from; k < from + n; k++) {
      p[i + k * iStep] += scale * q[j + k * jStep];
    }
  }

  /// `a = kernel(a, b)` in place, for a contiguous `a`.
  static void withScalarInPlace(String op, Tensor a, float b, WithScalar kernel) {
    requireContiguous(op, a.requireF32(op));
    float[] p = a.floats();
    int offset = a.layout().offset();
    Parallel.forRange(
        a.size(),
        GRAIN,
        (from, to) -> kernel.run(p, offset + from, b, p, offset + from, to - from));
  }

  static void requireContiguous(String op, Tensor a) {
    if (!a.isContiguous()) {
      throw new IllegalArgumentException(
          op + ": in-place operations need a contiguous tensor; got a view of shape " + a.shape());
    }
  }

  static void requireWritable(String op, Tensor a) {
    Layout layout = a.layout();
    for (int axis = 0; axis < a.rank(); axis++) {
      if (layout.stride(axis) == 0 && a.shape().dim(axis) > 1) {
        throw new IllegalArgumentException(
            op + ": an expanded view of shape " + a.shape() + " cannot be written; copy it first");
      }
    }
  }

  /// A part of one run.
  @FunctionalInterface
  private interface RunBody {
    void run(int run, int from, int n);
  }

  /// Spreads whole runs, or chunks of a single long run, over the threads.
  private static void forRuns(Runs runs, RunBody body) {
    int length = runs.length();
    if (length == 0 || runs.count() == 0) {
      return;
    }
    if (runs.count() == 1) {
      Parallel.forRange(length, GRAIN, (from, to) -> body.run(0, from, to - from));
    } else {
      int grain = Math.max(1, GRAIN / length);
      Parallel.forRange(
          runs.count(),
          grain,
          (first, last) -> {
            for (int run = first; run < last; run++) {
              body.run(run, 0, length);
            }
          });
    }
  }
}
