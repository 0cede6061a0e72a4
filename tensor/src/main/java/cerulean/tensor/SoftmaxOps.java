package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_REDUCTIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_TRANSCENDENTAL;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.REDUCTIONS;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

/// Softmax and what is computed from it, row by row, with the largest element subtracted first so
/// that no exponential overflows.
final class SoftmaxOps {

  private SoftmaxOps() {}

  static Tensor softmax(Tensor a, int axis) {
    return alongAxis("softmax", a, axis, SoftmaxOps::softmaxRow, SoftmaxOps::softmaxRow);
  }

  static Tensor logSoftmax(Tensor a, int axis) {
    return alongAxis("logSoftmax", a, axis, SoftmaxOps::logSoftmaxRow, SoftmaxOps::logSoftmaxRow);
  }

  /// `-(1/rows) sum_i ln softmax(logits_i)[target_i]`, summed in double precision.
  static Tensor crossEntropy(Tensor logits, Tensor targets) {
    String op = "crossEntropy";
    requireTargets(op, logits, targets);
    Tensor logProbabilities = logSoftmax(logits, 1);
    int rows = logits.shape().dim(0);
    int classes = logits.shape().dim(1);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum -= logProbabilities.getDouble(i, target(op, targets, i, classes));
    }
    return Tensor.full(logits.dtype(), sum / rows);
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

  private static int target(String op, Tensor targets, int row, int classes) {
    long target = targets.getLong(row);
    if (target < 0 || target >= classes) {
      throw new IllegalArgumentException(
          op
              + ": target "
              + target
              + " of row "
              + row
              + " is not a class from 0 to "
              + (classes - 1));
    }
    return (int) target;
  }

  /// A kernel on one row.
  private interface Row {
    void run(float[] a, int ao, float[] out, int oo, int n);
  }

  /// A kernel on one row in double precision.
  private interface DoubleRow {
    void run(double[] a, int ao, double[] out, int oo, int n);
  }

  private static Tensor alongAxis(String op, Tensor a, int axis, Row kernel, DoubleRow kernel64) {
    int resolved = a.requireFloating(op).shape().axis(op, axis);
    Tensor rows = a.moveToEnd(resolved).contiguous();
    int n = a.shape().dim(resolved);
    Tensor out = Tensor.empty(a.dtype(), rows.shape());
    if (out.size() > 0) {
      int start = rows.layout().offset();
      int grain = Math.max(1, Runs.GRAIN / 4 / n);
      Parallel.forRange(
          out.size() / n,
          grain,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              if (a.dtype() == DType.F32) {
                kernel.run(rows.floats(), start + i * n, out.floats(), i * n, n);
              } else {
                kernel64.run(rows.doubles(), start + i * n, out.doubles(), i * n, n);
              }
            }
          });
    }
    return out.moveFromEnd(resolved).contiguous();
  }

  private static void softmaxRow(float[] a, int ao, float[] out, int oo, int n) {
    float max = REDUCTIONS.max(a, ao, n);
    ELEMENTWISE.addScalar(a, ao, -max, out, oo, n);
    TRANSCENDENTAL.exp(out, oo, out, oo, n);
    ELEMENTWISE.divScalar(out, oo, REDUCTIONS.sum(out, oo, n), out, oo, n);
  }

  private static void softmaxRow(double[] a, int ao, double[] out, int oo, int n) {
    double max = DOUBLE_REDUCTIONS.max(a, ao, n);
    DOUBLE_ELEMENTWISE.addScalar(a, ao, -max, out, oo, n);
    DOUBLE_TRANSCENDENTAL.exp(out, oo, out, oo, n);
    DOUBLE_ELEMENTWISE.divScalar(out, oo, DOUBLE_REDUCTIONS.sum(out, oo, n), out, oo, n);
  }

  private static void logSoftmaxRow(float[] a, int ao, float[] out, int oo, int n) {
    float max = REDUCTIONS.max(a, ao, n);
    ELEMENTWISE.addScalar(a, ao, -max, out, oo, n);
    TRANSCENDENTAL.exp(out, oo, out, oo, n);
    float logSum = (float) Math.log(REDUCTIONS.sum(out, oo, n));
    ELEMENTWISE.addScalar(a, ao, -max, out, oo, n);
    ELEMENTWISE.addScalar(out, oo, -logSum, out, oo, n);
  }

  private static void logSoftmaxRow(double[] a, int ao, double[] out, int oo, int n) {
    double max = DOUBLE_REDUCTIONS.max(a, ao, n);
    DOUBLE_ELEMENTWISE.addScalar(a, ao, -max, out, oo, n);
    DOUBLE_TRANSCENDENTAL.exp(out, oo, out, oo, n);
    double logSum = Math.log(DOUBLE_REDUCTIONS.sum(out, oo, n));
    DOUBLE_ELEMENTWISE.addScalar(a, ao, -max, out, oo, n);
    DOUBLE_ELEMENTWISE.addScalar(out, oo, -logSum, out, oo, n);
  }
}
