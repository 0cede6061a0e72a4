package cerulean.tensor.linalg;

/// Products and transposes of whole matrices.
public final class MatrixProduct {

  private MatrixProduct() {}

  /// The product `A B` of an `m x k` and a `k x n` matrix: rows of `B` are added to rows of the
  /// result. `2 m n k` operations; `|error| <= k eps |A| |B|` (Higham, section 3.5).
  public static double[] of(double[] a, double[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addScaledRow(a[i * k + p], b, p * n, c, i * n, n);
      }
    }
    return c;
  }

  /// The integer power `A^exponent` of an `n x n` matrix by repeated squaring; `A^0` is the
  /// identity, negative exponents take the inverse first.
  public static double[] power(double[] a, int n, int exponent) {
    Magnitude.largest(a, n, n);
    double[] base = exponent < 0 ? LuDecomposition.of(a, n, n).inverse() : a;
    double[] result = identity(n, n);
    boolean first = true;
    for (long left = Math.abs((long) exponent); left > 0; left >>= 1) {
      if ((left & 1) != 0) {
        result = first ? base.clone() : of(result, base, n, n, n);
        first = false;
      }
      if (left > 1) {
        base = of(base, base, n, n, n);
      }
    }
    return result;
  }

  /// The transpose of a `rows x columns` matrix.
  public static double[] transposed(double[] a, int rows, int columns) {
    double[] t = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = a[i * columns + j];
      }
    }
    return t;
  }

  /// Ones on the diagonal of a `rows x columns` matrix of zeros.
  static double[] identity(int rows, int columns) {
    double[] a = new double[rows * columns];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      a[i * columns + i] = 1;
    }
    return a;
  }

  /// The inner product of `n` adjacent elements. Four sums, because one would wait for itself.
  static double dot(double[] x, int xo, double[] y, int yo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j < n - 3; j += 4) {
      s0 += x[xo + j] * y[yo + j];
      s1 += x[xo + j + 1] * y[yo + j + 1];
      s2 += x[xo + j + 2] * y[yo + j + 2];
      s3 += x[xo + j + 3] * y[yo + j + 3];
    }
    for (; j < n; j++) {
      s0 += x[xo + j] * y[yo + j];
    }
    return s0 + s1 + (s2 + s3);
  }

  /// `y += factor x`, for `n` adjacent elements.
  static void addScaledRow(double factor, double[] x, int xo, double[] y, int yo, int n) {
    for (int j = 0; j < n; j++) {
      y[yo + j] += factor * x[xo + j];
    }
  }
}
