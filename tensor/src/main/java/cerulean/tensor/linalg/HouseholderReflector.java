package cerulean.tensor.linalg;

/// Reflections `H = I - tau v v^T` with `v_0 = 1` that map a vector to a multiple of the first unit
/// vector (GVL section 5.1; the signs are those of LAPACK's `dlarfg`).
final class HouseholderReflector {

  private HouseholderReflector() {}

  /// Makes the reflector of the vector `x` of `n` elements, `step` apart from `start` on: returns
  /// `tau` and overwrites `x_0` with `beta`, for which `H x = beta e_0`, and the others with `v`.
  ///
  /// `beta = -sign(x_0) |x|`, so that `x_0 - beta` does not cancel. If all but `x_0` are zero
  /// already, `H` is the identity: `tau` is 0 and `beta` is `x_0`, whatever its sign.
  static double reflectInPlace(double[] a, int start, int step, int n) {
    double tail = n > 1 ? Magnitude.norm(a, start + step, step, n - 1) : 0;
    if (tail == 0) {
      return 0;
    }
    double first = a[start];
    double beta = -Math.copySign(Math.hypot(first, tail), first);
    for (int i = 1, at = start + step; i < n; i++, at += step) {
      a[at] /= first - beta;
    }
    a[start] = beta;
    return (beta - first) / beta;
  }

  /// Replaces the block `C`, of `rows` rows and of columns `from .. columns`, by `H C`. `v` lies in
  /// `v[start + i * step]`, its first element taken as 1. The block begins in row `top` of an array
  /// with `columns` columns; `work` has room for a row. `4 rows (columns - from)` operations.
  static void applyInPlace(
      double tau,
      double[] v,
      int start,
      int step,
      double[] c,
      int top,
      int rows,
      int from,
      int columns,
      double[] work) {
    if (tau == 0 || from >= columns) {
      return;
    }
    int width = columns - from;
    System.arraycopy(c, top * columns + from, work, 0, width);
    for (int i = 1; i < rows; i++) {
      int row = (top + i) * columns + from;
      MatrixProduct.addScaledRow(v[start + i * step], c, row, work, 0, width);
    }
    MatrixProduct.addScaledRow(-tau, work, 0, c, top * columns + from, width);
    for (int i = 1; i < rows; i++) {
      int row = (top + i) * columns + from;
      MatrixProduct.addScaledRow(-tau * v[start + i * step], work, 0, c, row, width);
    }
  }
}
