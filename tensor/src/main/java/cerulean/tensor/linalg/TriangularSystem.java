package cerulean.tensor.linalg;

/// Solves `T X = B` for triangular `T` by substitution.
///
/// `T` is one triangle of an `n x n` matrix, whose other triangle is not read; `B` is `n x
/// columns`. `n^2 columns` operations. The computed `X` solves a system with `T` changed by at most
/// `n eps |T|` in each element (Higham, theorem 8.5; GVL section 3.1), so that triangular systems
/// are often solved far more accurately than their condition number says.
public final class TriangularSystem {

  private TriangularSystem() {}

  /// The solution of `T X = B`; with `unit` the diagonal counts as ones and is not read. A zero on
  /// the diagonal is a [MatrixException].
  public static double[] solve(
      double[] t, int n, double[] b, int columns, boolean upper, boolean unit) {
    for (int i = 0; i < n; i++) {
      requireRow(t, n, i, upper, unit);
    }
    double[] x = b.clone();
    if (upper) {
      upperInPlace(t, n, x, columns, unit);
    } else {
      lowerInPlace(t, n, x, columns, unit);
    }
    return x;
  }

  private static void requireRow(double[] t, int n, int i, boolean upper, boolean unit) {
    if (!unit && t[i * n + i] == 0) {
      throw new MatrixException("is singular: element " + i + " of its diagonal is 0");
    }
    for (int k = upper ? i : 0; k < (upper ? n : i + 1); k++) {
      if (k != i || !unit) {
        Magnitude.requireFinite(t[i * n + k], i, k);
      }
    }
  }

  /// Forward substitution: `x_i = (b_i - sum_{k<i} t_ik x_k) / t_ii`.
  static void lowerInPlace(double[] t, int n, double[] x, int columns, boolean unit) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        MatrixProduct.addScaledRow(-t[i * n + k], x, k * columns, x, i * columns, columns);
      }
      divideRow(unit ? 1 : t[i * n + i], x, i * columns, columns);
    }
  }

  /// Back substitution: `x_i = (b_i - sum_{k>i} t_ik x_k) / t_ii`.
  static void upperInPlace(double[] t, int n, double[] x, int columns, boolean unit) {
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        MatrixProduct.addScaledRow(-t[i * n + k], x, k * columns, x, i * columns, columns);
      }
      divideRow(unit ? 1 : t[i * n + i], x, i * columns, columns);
    }
  }

  /// Back substitution with the transpose of a lower triangle, which is read by rows: once `x_i` is
  /// known, it is taken out of all equations above.
  static void lowerTransposedInPlace(double[] t, int n, double[] x, int columns) {
    for (int i = n - 1; i >= 0; i--) {
      divideRow(t[i * n + i], x, i * columns, columns);
      for (int k = 0; k < i; k++) {
        MatrixProduct.addScaledRow(-t[i * n + k], x, i * columns, x, k * columns, columns);
      }
    }
  }

  static void divideRow(double divisor, double[] x, int start, int n) {
    if (divisor != 1) {
      for (int j = start; j < start + n; j++) {
        x[j] /= divisor;
      }
    }
  }
}
