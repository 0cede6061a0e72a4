package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_SOFTMAX;
import static cerulean.tensor.kernel.Kernels.SOFTMAX;

/// Softmax and what is computed from it, row by row, with the largest element subtracted first so
/// that no exponential overflows.
final class SoftmaxOps {

  private SoftmaxOps() {}

  static Tensor softmax(Tensor a, int axis) {
    return alongAxis("softmax", a, axis, SOFTMAX::softmax, DOUBLE_SOFTMAX::softmax);
  }

  static Tensor logSoftmax(Tensor a, int axis) {
    return alongAxis("logSoftmax", a, axis, SOFTMAX::logSoftmax, DOUBLE_SOFTMAX::logSoftmax);
  }

  /// `-(1/rows) sum_i ln softmax(logits_i)[target_i]`, summed in double precision.
  static Tensor crossEntropy(Tensor logits, Tensor targets) {
    String op = "crossEntropy";
    requireTargets(op, logits, targets);
    int[] classes = targets(op, logits, targets);
    Tensor x = logits.contiguous();
    int start = x.layout().offset();
    int n = logits.dim(1);
    double[] losses = new double[classes.length];
    Parallel.forRange(
        classes.length,
        grain(n),
        (from, to) -> {
          int ao = start + from * n;
          if (x.array() instanceof float[] a) {
            SOFTMAX.crossEntropy(a, ao, classes, from, losses, from, to - from, n);
          } else {
            DOUBLE_SOFTMAX.crossEntropy(x.doubles(), ao, classes, from, losses, from, to - from, n);
          }
        });
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return Tensor.full(logits.dtype(), sum / classes.length);
  }

  /// `scale (softmax(logits) - oneHot(targets))`.
  static Tensor crossEntropyGradient(String op, Tensor logits, Tensor targets, double scale) {
    requireTargets(op, logits, targets);
    int[] classes = targets(op, logits, targets);
    Tensor x = logits.contiguous();
    int start = x.layout().offset();
    int n = logits.dim(1);
    Tensor out = Tensor.empty(x.dtype(), x.shape());
    Parallel.forRange(
        classes.length,
        grain(n),
        (from, to) -> {
          int ao = start + from * n;
          int oo = from * n;
          int rows = to - from;
          if (x.array() instanceof float[] a) {
            float factor = (float) scale;
            SOFTMAX.crossEntropyGradient(a, ao, classes, from, factor, out.floats(), oo, rows, n);
          } else {
            DOUBLE_SOFTMAX.crossEntropyGradient(
                x.doubles(), ao, classes, from, scale, out.doubles(), oo, rows, n);
          }
        });
    return out;
  }

  /// Rows per chunk of parallel work; an exponential costs some eight additions.
  private static int grain(int n) {
    return Math.max(1, Runs.GRAIN / 8 / n);
  }

  private static void requireTargets(String op, Tensor logits, Tensor targets) {
    logits.requireFloating(op);
    targets.requireIndices(op);
    if (logits.rank() != 2 || targets.rank() != 1 || logits.shape().dim(0) != targets.size()) {
      String problem =
          "logits must be [rows, classes] and targets [rows]; got "
              + logits.shape()
              + " and "
              + targets.shape();
      throw new ShapeException(op, problem, logits.shape(), targets.shape());
    }
    if (logits.shape().dim(0) == 0) {
      throw new ShapeException(op, "no rows in " + logits.shape(), logits.shape());
    }
  }

  /// The classes of the rows, each checked.
  private static int[] targets(String op, Tensor logits, Tensor targets) {
    int classes = logits.dim(1);
    Tensor indices = targets.requireIndices(op).contiguous();
    long[] values = indices.longs();
    int start = indices.layout().offset();
    int[] checked = new int[targets.size()];
    for (int row = 0; row < checked.length; row++) {
      long target = values[start + row];
      if (target < 0 || target >= classes) {
        throw noClass(op, target, row, classes);
      }
      checked[row] = (int) target;
    }
    return checked;
  }

  private static IllegalArgumentException noClass(String op, long target, int row, int classes) {
    return new IllegalArgumentException(
        op
            + ": target "
            + target
            + " of row "
            + row
            + " is not a class from 0 to "
            + (classes - 1));
  }

  /// A kernel on adjacent rows.
  interface Rows<A> {
    void run(A a, int ao, A out, int oo, int rows, int n);
  }

  /// A kernel on adjacent rows of two operands.
  interface RowPairs<A> {
    void run(A a, int ao, A b, int bo, A out, int oo, int rows, int n);
  }

  private static Tensor alongAxis(
      String op, Tensor a, int axis, Rows<float[]> kernel, Rows<double[]> kernel64) {
    int resolved = a.requireFloating(op).shape().axis(op, axis);
    Tensor rows = a.moveToEnd(resolved).contiguous();
    int n = a.shape().dim(resolved);
    Tensor out = Tensor.empty(a.dtype(), rows.shape());
    if (out.size() > 0) {
      int start = rows.layout().offset();
      Parallel.forRange(
          out.size() / n,
          grain(n),
          (from, to) -> {
            int ao = start + from * n;
            if (rows.array() instanceof float[] x) {
              kernel.run(x, ao, out.floats(), from * n, to - from, n);
            } else {
              kernel64.run(rows.doubles(), ao, out.doubles(), from * n, to - from, n);
            }
          });
    }
    return out.moveFromEnd(resolved).contiguous();
  }

  /// A gradient from two operands of one shape and type.
  static Tensor alongAxis(
      String op,
      Tensor a,
      Tensor b,
      int axis,
      RowPairs<float[]> kernel,
      RowPairs<double[]> kernel64) {
    NormalizationOps.require(op, "gradient", b, a, b.requireFloating(op).shape());
    int resolved = b.shape().axis(op, axis);
    Tensor left = a.moveToEnd(resolved).contiguous();
    Tensor right = b.moveToEnd(resolved).contiguous();
    int n = b.shape().dim(resolved);
    Tensor out = Tensor.empty(b.dtype(), right.shape());
    if (out.size() > 0) {
      int ao = left.layout().offset();
      int bo = right.layout().offset();
      Parallel.forRange(
          out.size() / n,
          grain(n),
          (from, to) -> {
            int o = from * n;
            if (left.array() instanceof float[] x) {
              kernel.run(x, ao + o, right.floats(), bo + o, out.floats(), o, to - from, n);
            } else {
              double[] y = right.doubles();
              kernel64.run(left.doubles(), ao + o, y, bo + o, out.doubles(), o, to - from, n);
            }
          });
    }
    return out.moveFromEnd(resolved).contiguous();
  }
}
