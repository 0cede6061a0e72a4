package cerulean.tensor.linalg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Eigenvalues and eigenvectors of a symmetric matrix, `A = V diag(values) V^T`.
///
/// Householder reflections make `A` tridiagonal (GVL algorithm 8.3.1), then implicit QR steps with
/// Wilkinson's shift make it diagonal (GVL algorithm 8.3.3). Only the lower triangle is read.
///
/// Cost about `4 n^3` for the values alone and `10 n^3` with vectors. All values are within a small
/// multiple of `n eps |A|` of the true ones; the vectors are orthonormal to about `n eps` whether
/// or not values lie close together, because they are a product of reflections and rotations. A
/// vector that belongs to one value of a cluster is as arbitrary as the cluster is narrow.
public final class SymmetricEigen {

  /// Steps per eigenvalue; two or three are usual.
  private static final int MOST_STEPS = 60;

  private static final double EPS = 0x1p-52;

  private final int n;
  private final double[] diagonal;
  private final double[] beside;

  /// Elements beside the diagonal below this are taken as zero wherever they stand: far below the
  /// error that the matrix has from rounding, and above what could keep the steps from ending.
  private final double negligible;

  /// Row `i` is the eigenvector of value `i`; null if only values are wanted.
  private final double @Nullable [] vectors;

  private SymmetricEigen(double[] a, int n, boolean wantVectors) {
    this.n = n;
    this.diagonal = new double[n];
    this.beside = new double[n];
    this.negligible = EPS * EPS * Magnitude.largest(a, n, n);
    double[] tau = tridiagonalise(a);
    this.vectors = wantVectors ? reflections(a, tau) : null;
  }

  /// Decomposes the symmetric `n x n` matrix whose lower triangle is that of `a`.
  public static SymmetricEigen of(double[] a, int n) {
    return decompose(a, n, true);
  }

  /// The eigenvalues alone, ascending.
  public static double[] values(double[] a, int n) {
    return decompose(a, n, false).values();
  }

  private static SymmetricEigen decompose(double[] a, int n, boolean wantVectors) {
    double[] symmetric = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        symmetric[i * n + j] = a[i * n + j];
        symmetric[j * n + i] = a[i * n + j];
      }
    }
    int shift = Magnitude.shift(Magnitude.largest(symmetric, n, n));
    Magnitude.shiftInPlace(symmetric, shift);
    SymmetricEigen eigen = new SymmetricEigen(symmetric, n, wantVectors);
    eigen.diagonalise();
    eigen.sort();
    Magnitude.shiftInPlace(eigen.diagonal, -shift);
    return eigen;
  }

  /// The eigenvalues, ascending.
  public double[] values() {
    return diagonal.clone();
  }

  /// The eigenvectors, column `i` that of value `i`; unit length, signs arbitrary.
  public double[] vectors() {
    return MatrixProduct.transposed(Objects.requireNonNull(vectors), n, n);
  }

  /// Makes `a` tridiagonal in `diagonal` and `beside`; the vectors of the reflectors stay in the
  /// rows of `a`, right of the diagonal. Both triangles are kept, so that all loops run along rows.
  private double[] tridiagonalise(double[] a) {
    double[] tau = new double[n];
    double[] w = new double[n];
    for (int k = 0; k < n - 1; k++) {
      int start = k * n + k + 1;
      double t = HouseholderReflector.reflectInPlace(a, start, 1, n - k - 1);
      tau[k] = t;
      beside[k] = a[start];
      if (t != 0) {
        a[start] = 1;
        reflectBothSides(a, start, k + 1, t, w);
      }
    }
    for (int k = 0; k < n; k++) {
      diagonal[k] = a[k * n + k];
    }
    return tau;
  }

  /// `A - v w^T - w v^T` for the block from row and column `from` on, with `w = tau A v - (tau / 2)
  /// (tau v^T A v) v`: the block between two reflections.
  private void reflectBothSides(double[] a, int v, int from, double t, double[] w) {
    int m = n - from;
    double vw = 0;
    for (int i = 0; i < m; i++) {
      int row = (from + i) * n + from;
      w[i] = t * MatrixProduct.dot(a, row, a, v, m);
      vw += w[i] * a[v + i];
    }
    MatrixProduct.addScaledRow(-t * vw / 2, a, v, w, 0, m);
    for (int i = 0; i < m; i++) {
      int row = (from + i) * n + from;
      double vi = a[v + i];
      double wi = w[i];
      for (int j = 0; j < m; j++) {
        a[row + j] -= vi * w[j] + wi * a[v + j];
      }
    }
  }

  /// The transposed product of the reflectors.
  private double[] reflections(double[] a, double[] tau) {
    double[] q = MatrixProduct.identity(n, n);
    double[] work = new double[n];
    for (int k = n - 2; k >= 0; k--) {
      int start = k * n + k + 1;
      HouseholderReflector.applyInPlace(tau[k], a, start, 1, q, k + 1, n - k - 1, k + 1, n, work);
    }
    return MatrixProduct.transposed(q, n, n);
  }

  private void diagonalise() {
    int steps = 0;
    int last = n - 1;
    while (last > 0) {
      int first = last;
      while (first > 0 && !isNegligible(first - 1)) {
        first--;
      }
      if (first == last) {
        last--;
        steps = 0;
      } else if (steps++ == MOST_STEPS) {
        throw MatrixException.notConverged("an eigenvalue is not found", MOST_STEPS);
      } else {
        step(first, last);
      }
    }
  }

  /// Whether the element between `i` and `i + 1` may be set to zero; if so it is.
  private boolean isNegligible(int i) {
    double size = Math.abs(beside[i]);
    double neighbours = Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
    if (size > EPS * neighbours && size > negligible) {
      return false;
    }
    beside[i] = 0;
    return true;
  }

  /// One implicit QR step on the unreduced block `first .. last`: the first rotation is that of the
  /// shifted matrix, the others chase the element it puts beside the band out at the end.
  private void step(int first, int last) {
    double x = diagonal[first] - shift(last);
    double z = beside[first];
    for (int k = first; k < last; k++) {
      double r = Math.hypot(x, z);
      double c = r == 0 ? 1 : x / r;
      double s = r == 0 ? 0 : z / r;
      if (k > first) {
        beside[k - 1] = r;
      }
      double e = beside[k];
      double gap = diagonal[k + 1] - diagonal[k];
      double moved = s * (s * gap + 2 * c * e);
      diagonal[k] += moved;
      diagonal[k + 1] -= moved;
      beside[k] = c * s * gap + (c - s) * (c + s) * e;
      if (k + 1 < last) {
        x = beside[k];
        z = s * beside[k + 1];
        beside[k + 1] *= c;
      }
      if (vectors != null) {
        PlaneRotation.rotateRows(vectors, k * n, (k + 1) * n, n, c, s);
      }
    }
  }

  /// Wilkinson's shift: the eigenvalue of the last 2 x 2 block that is closer to its corner.
  private double shift(int last) {
    double e = beside[last - 1];
    double half = (diagonal[last - 1] - diagonal[last]) / 2;
    return diagonal[last] - e * (e / (half + Math.copySign(Math.hypot(half, e), half)));
  }

  private void sort() {
    for (int i = 0; i < n; i++) {
      int least = i;
      for (int j = i + 1; j < n; j++) {
        least = diagonal[j] < diagonal[least] ? j : least;
      }
      double kept = diagonal[i];
      diagonal[i] = diagonal[least];
      diagonal[least] = kept;
      if (vectors != null && least != i) {
        PlaneRotation.exchangeRows(vectors, i * n, least * n, n);
      }
    }
  }
}
