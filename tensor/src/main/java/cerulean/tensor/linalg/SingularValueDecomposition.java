package cerulean.tensor.linalg;

import java.util.Arrays;

/// `A = U diag(values) V^T` for an `m x n` matrix: orthonormal columns in `U` and `V`, values
/// descending and not negative.
///
/// A QR decomposition with column pivoting, then one-sided Jacobi on the triangle (Drmač & Veselić,
/// "New fast and accurate Jacobi SVD algorithm I", SIAM J. Matrix Anal. Appl. 29, 2008): `A P = Q
/// R` and `J R = diag(values) W` give `U = Q J^T` and `V = P W^T`. The pivoting grades the rows of
/// `R`, which makes the iteration short. A wide matrix is decomposed as its transpose.
///
/// Cost about `4 m n^2 + 7 s n^3` for `m >= n` and `s` sweeps, 7 to 10 of them, so several times
/// that of the bidiagonal method. In return small singular values come out with small relative
/// error wherever the matrix defines them (one with badly scaled columns, say), and never with an
/// error above a small multiple of `n eps` times the largest. `U` and `V` are orthonormal to a
/// small multiple of `n eps`, whatever the rank.
public final class SingularValueDecomposition {

  private final double[] u;
  private final double[] values;
  private final double[] vTransposed;

  private SingularValueDecomposition(double[] u, double[] values, double[] vTransposed) {
    this.u = u;
    this.values = values;
    this.vTransposed = vTransposed;
  }

  /// Decomposes the `rows x columns` matrix `a` with `k = min(rows, columns)` columns of `U` and of
  /// `V`.
  public static SingularValueDecomposition reduced(double[] a, int rows, int columns) {
    return decompose(a, rows, columns, false);
  }

  /// Decomposes `a` with square `U` and `V`.
  public static SingularValueDecomposition full(double[] a, int rows, int columns) {
    return decompose(a, rows, columns, true);
  }

  private static SingularValueDecomposition decompose(double[] a, int m, int n, boolean full) {
    int shift = Magnitude.shift(Magnitude.largest(a, m, n));
    double[] scaled = Magnitude.shifted(a, m * n, shift);
    SingularValueDecomposition svd;
    if (m >= n) {
      svd = tall(scaled, m, n, full);
    } else {
      SingularValueDecomposition t = tall(MatrixProduct.transposed(scaled, m, n), n, m, full);
      double[] v = MatrixProduct.transposed(t.u, n, full ? n : m);
      svd =
          new SingularValueDecomposition(
              MatrixProduct.transposed(t.vTransposed, m, m), t.values, v);
    }
    Magnitude.shiftInPlace(svd.values, -shift);
    return svd;
  }

  /// The singular values alone, descending.
  public static double[] values(double[] a, int rows, int columns) {
    int shift = Magnitude.shift(Magnitude.largest(a, rows, columns));
    double[] scaled = Magnitude.shifted(a, rows * columns, shift);
    boolean wide = rows < columns;
    QrDecomposition qr =
        wide
            ? QrDecomposition.pivoted(
                MatrixProduct.transposed(scaled, rows, columns), columns, rows)
            : QrDecomposition.pivoted(scaled, rows, columns);
    int n = Math.min(rows, columns);
    double[] x = qr.reducedR();
    RowOrthogonaliser.runInPlace(x, null, n);
    double[] ascending = RowOrthogonaliser.norms(x, n);
    Arrays.sort(ascending);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = Math.scalb(ascending[n - 1 - i], -shift);
    }
    return values;
  }

  /// `U`: `rows x k`, or `rows x rows` of a full decomposition.
  public double[] u() {
    return u.clone();
  }

  /// The `k` singular values, descending.
  public double[] values() {
    return values.clone();
  }

  /// `V^T`: `k x columns`, or `columns x columns` of a full decomposition.
  public double[] vTransposed() {
    return vTransposed.clone();
  }

  private static SingularValueDecomposition tall(double[] a, int m, int n, boolean full) {
    QrDecomposition qr = QrDecomposition.pivoted(a, m, n);
    double[] x = qr.reducedR();
    double[] j = MatrixProduct.identity(n, n);
    RowOrthogonaliser.runInPlace(x, j, n);
    double[] values = RowOrthogonaliser.norms(x, n);
    sortRows(values, x, j, n);
    double[] w = unitRows(x, values, n);
    int[] order = qr.order();
    double[] vTransposed = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < n; c++) {
        vTransposed[i * n + order[c]] = w[i * n + c];
      }
    }
    double[] turned = MatrixProduct.of(qr.reducedQ(), MatrixProduct.transposed(j, n, n), m, n, n);
    double[] u = turned;
    if (full) {
      u = qr.completeQ();
      for (int i = 0; i < m; i++) {
        System.arraycopy(turned, i * n, u, i * m, n);
      }
    }
    return new SingularValueDecomposition(u, values, vTransposed);
  }

  private static void sortRows(double[] values, double[] x, double[] j, int n) {
    for (int i = 0; i < n; i++) {
      int largest = i;
      for (int k = i + 1; k < n; k++) {
        largest = values[k] > values[largest] ? k : largest;
      }
      if (largest != i) {
        double kept = values[i];
        values[i] = values[largest];
        values[largest] = kept;
        PlaneRotation.exchangeRows(x, i * n, largest * n, n);
        PlaneRotation.exchangeRows(j, i * n, largest * n, n);
      }
    }
  }

  /// The rows scaled to unit length. Those of the value 0 have no direction of their own: they are
  /// replaced by a basis of what the others leave, from the complete QR decomposition of those.
  private static double[] unitRows(double[] x, double[] values, int n) {
    int rank = 0;
    while (rank < n && values[rank] > 0) {
      TriangularSystem.divideRow(values[rank], x, rank * n, n);
      rank++;
    }
    if (rank < n) {
      double[] found = MatrixProduct.transposed(x, rank, n);
      double[] basis = QrDecomposition.of(found, n, rank).completeQ();
      for (int i = rank; i < n; i++) {
        for (int k = 0; k < n; k++) {
          x[i * n + k] = basis[k * n + i];
        }
      }
    }
    return x;
  }
}
