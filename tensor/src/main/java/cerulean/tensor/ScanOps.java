package cerulean.tensor;

import cerulean.tensor.kernel.DoubleScans;
import cerulean.tensor.kernel.FloatScans;
import cerulean.tensor.kernel.LongScans;
import org.jspecify.annotations.Nullable;

/// Running reductions and differences along an axis.
final class ScanOps {

  private ScanOps() {}

  /// A kernel on one row.
  @FunctionalInterface
  private interface Row<A> {
    void run(A a, int ao, A out, int oo, int n);
  }

  /// Running sums of integers and truth values are [DType#I64].
  static Tensor cumsum(Tensor a, int axis) {
    return scan("cumsum", widened(a), axis, FloatScans::sum, DoubleScans::sum, LongScans::sum);
  }

  /// Running products of integers and truth values are [DType#I64].
  static Tensor cumprod(Tensor a, int axis) {
    return scan(
        "cumprod", widened(a), axis, FloatScans::product, DoubleScans::product, LongScans::product);
  }

  static Tensor cummax(Tensor a, int axis) {
    return scan("cummax", a, axis, FloatScans::max, DoubleScans::max, LongScans::max);
  }

  static Tensor cummin(Tensor a, int axis) {
    return scan("cummin", a, axis, FloatScans::min, DoubleScans::min, LongScans::min);
  }

  static Tensor logCumSumExp(Tensor a, int axis) {
    String op = "logCumSumExp";
    a.requireFloating(op);
    return scan(op, a, axis, FloatScans::logSumExp, DoubleScans::logSumExp, null);
  }

  private static Tensor widened(Tensor a) {
    return a.dtype() == DType.I32 || a.dtype() == DType.BOOL ? a.to(DType.I64) : a;
  }

  private static Tensor scan(
      String op,
      Tensor a,
      int axis,
      Row<float[]> kernel,
      Row<double[]> kernel64,
      @Nullable Row<long[]> integers) {
    DType computing = a.dtype().computing(op);
    if (computing == DType.BOOL) {
      computing = DType.I64;
    }
    if (a.rank() == 0 && (axis == 0 || axis == -1)) {
      return a.copy(); // As NumPy and PyTorch: a scalar is a run of one.
    }
    int resolved = a.shape().axis(op, axis);
    Tensor rows = a.moveToEnd(resolved).to(computing).contiguous();
    Tensor out = Tensor.empty(computing, rows.shape());
    int n = a.dim(resolved);
    int start = rows.layout().offset();
    Parallel.forRange(
        n == 0 ? 0 : out.size() / n,
        Math.max(1, Runs.GRAIN / Math.max(1, n)),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int ao = start + i * n;
            switch (rows.array()) {
              case float[] x -> kernel.run(x, ao, out.floats(), i * n, n);
              case double[] x -> kernel64.run(x, ao, out.doubles(), i * n, n);
              case long[] x when integers != null -> integers.run(x, ao, out.longs(), i * n, n);
              default -> throw new IllegalArgumentException(op);
            }
          }
        });
    return out.moveFromEnd(resolved).to(a.dtype()).contiguous();
  }

  /// `n` times the difference of neighbours; of truth values whether they differ.
  static Tensor diff(Tensor a, int n, int axis) {
    int resolved = a.shape().axis("diff", axis);
    if (n < 0) {
      throw new IllegalArgumentException("diff: n must not be negative; got " + n);
    }
    Tensor out = n == 0 || a.dim(resolved) == 0 ? a.copy() : a;
    for (int i = 0; i < n && out.dim(resolved) > 0; i++) {
      int rest = Math.max(0, out.dim(resolved) - 1);
      Tensor later = out.narrow(resolved, out.dim(resolved) - rest, rest);
      Tensor earlier = out.narrow(resolved, 0, rest);
      out = a.dtype() == DType.BOOL ? later.ne(earlier) : later.sub(earlier);
    }
    return out;
  }
}
