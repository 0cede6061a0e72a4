package cerulean.tensor.linalg;

/// The factor `L` of a symmetric positive definite matrix `A = L L^T`: lower triangular with a
/// positive diagonal.
///
/// Row by row (GVL section 4.2.5, the inner-product form), from the lower triangle of `A`; the
/// upper one is not read. Cost `n^3 / 3`, half of elimination, and no pivots: `L L^T` differs from
/// `A` by at most `(n + 1) eps |L| |L^T|` (Higham, theorem 10.3).
public final class CholeskyDecomposition {

  private CholeskyDecomposition() {}

  /// The factor `L` of the `n x n` matrix `a`, zeros above its diagonal. A matrix that is not
  /// positive definite is a [MatrixException] that names the order of its first leading minor that
  /// is not positive.
  public static double[] lower(double[] a, int n) {
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i * n + j];
        Magnitude.requireFinite(rest, i, j);
        rest -= MatrixProduct.dot(l, i * n, l, j * n, j);
        if (j < i) {
          l[i * n + j] = rest / l[j * n + j];
        } else if (rest > 0) {
          l[i * n + i] = Math.sqrt(rest);
        } else {
          throw notPositiveDefinite(i + 1);
        }
      }
    }
    return l;
  }

  /// The solution of `L L^T X = B` for a lower triangular `l` and `B` of `rightSides` columns.
  public static double[] solve(double[] l, int n, double[] b, int rightSides) {
    double[] x = TriangularSystem.solve(l, n, b, rightSides, false, false);
    TriangularSystem.lowerTransposedInPlace(l, n, x, rightSides);
    return x;
  }

  private static MatrixException notPositiveDefinite(int order) {
    return new MatrixException(
        "is not positive definite: its leading minor of order " + order + " is not positive");
  }
}
