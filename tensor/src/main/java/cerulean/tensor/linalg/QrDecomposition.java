package cerulean.tensor.linalg;

import java.util.Arrays;

/// `A = Q R` for an `m x n` matrix: `Q` with orthonormal columns, `R` upper trapezoidal.
///
/// By Householder reflections (GVL algorithm 5.2.1). Signs are LAPACK's, hence NumPy's and
/// PyTorch's: a diagonal element of `R` has the opposite sign of what it replaces, unless there was
/// nothing to eliminate below it. Cost `2 n^2 (m - n/3)` for `m >= n`, and as much for `Q`. `Q` is
/// orthonormal and `Q R` is `A` within a small multiple of `m n eps |A|` (Higham, theorem 19.4),
/// column by column, however ill-conditioned `A` is.
///
/// [#pivoted] decomposes `A P` instead, taking the column with the largest remaining norm at each
/// step (GVL algorithm 5.4.1): the diagonal of `R` then falls in magnitude.
public final class QrDecomposition {

  private final int rows;
  private final int columns;

  /// `R` on and above the diagonal, the vectors of the reflectors below it; times `2^shift`.
  private final double[] packed;

  private final double[] tau;
  private final int[] order;
  private final int shift;

  private QrDecomposition(double[] packed, int rows, int columns, int shift) {
    this.rows = rows;
    this.columns = columns;
    this.packed = packed;
    this.shift = shift;
    this.tau = new double[Math.min(rows, columns)];
    this.order = new int[columns];
    for (int j = 0; j < columns; j++) {
      order[j] = j;
    }
  }

  /// Decomposes the `rows x columns` matrix `a`.
  public static QrDecomposition of(double[] a, int rows, int columns) {
    return decompose(a, rows, columns, false);
  }

  /// Decomposes `A P`, with the permutation in [#order].
  static QrDecomposition pivoted(double[] a, int rows, int columns) {
    return decompose(a, rows, columns, true);
  }

  private static QrDecomposition decompose(double[] a, int rows, int columns, boolean pivots) {
    double largest = Magnitude.largest(a, rows, columns);
    int shift = Magnitude.shift(largest);
    double[] packed = Magnitude.shifted(a, rows * columns, shift);
    QrDecomposition qr = new QrDecomposition(packed, rows, columns, shift);
    double unit = 1 / Math.scalb(largest, shift);
    double[] work = new double[columns];
    for (int k = 0; k < qr.tau.length; k++) {
      if (pivots) {
        qr.exchange(k, qr.longestColumn(k, unit, work));
      }
      int diagonal = k * columns + k;
      int height = rows - k;
      double t = HouseholderReflector.reflectInPlace(packed, diagonal, columns, height);
      qr.tau[k] = t;
      HouseholderReflector.applyInPlace(
          t, packed, diagonal, columns, packed, k, height, k + 1, columns, work);
    }
    return qr;
  }

  /// The column with the largest norm below row `from`. All norms are computed anew: updating them
  /// is cheaper but can go wrong (Drmač & Bujanović, ACM TOMS 35, 2008).
  private int longestColumn(int from, double unit, double[] squares) {
    Arrays.fill(squares, 0);
    for (int i = from; i < rows; i++) {
      for (int j = from; j < columns; j++) {
        double x = packed[i * columns + j] * unit;
        squares[j] += x * x;
      }
    }
    int longest = from;
    for (int j = from + 1; j < columns; j++) {
      longest = squares[j] > squares[longest] ? j : longest;
    }
    return longest;
  }

  private void exchange(int j, int k) {
    for (int i = 0; i < rows && j != k; i++) {
      double kept = packed[i * columns + j];
      packed[i * columns + j] = packed[i * columns + k];
      packed[i * columns + k] = kept;
    }
    int kept = order[j];
    order[j] = order[k];
    order[k] = kept;
  }

  /// Column `j` of `Q R` is column `order()[j]` of `A`.
  int[] order() {
    return order.clone();
  }

  /// The first `min(rows, columns)` columns of `Q`, as an array of that many columns.
  public double[] reducedQ() {
    return q(tau.length);
  }

  /// All of `Q`, `rows x rows`.
  public double[] completeQ() {
    return q(rows);
  }

  /// The first `min(rows, columns)` rows of `R`; the others are zero.
  public double[] reducedR() {
    return r(tau.length);
  }

  /// All of `R`, `rows x columns`.
  public double[] completeR() {
    return r(rows);
  }

  /// The product of the reflectors, from the last to the first, so that each meets only the part
  /// that is not yet a piece of the identity (GVL section 5.1.6).
  private double[] q(int width) {
    double[] q = MatrixProduct.identity(rows, width);
    double[] work = new double[width];
    for (int k = tau.length - 1; k >= 0; k--) {
      HouseholderReflector.applyInPlace(
          tau[k], packed, k * columns + k, columns, q, k, rows - k, k, width, work);
    }
    return q;
  }

  private double[] r(int height) {
    double[] r = new double[height * columns];
    for (int i = 0; i < tau.length; i++) {
      System.arraycopy(packed, i * columns + i, r, i * columns + i, columns - i);
    }
    Magnitude.shiftInPlace(r, -shift);
    return r;
  }
}
