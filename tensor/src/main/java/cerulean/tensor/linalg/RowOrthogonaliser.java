package cerulean.tensor.linalg;

import org.jspecify.annotations.Nullable;

/// One-sided Jacobi iteration: turns the rows of a square matrix `X` until they are orthogonal, `J
/// X = diag(norms) W` with orthogonal `J`.
///
/// Pairs of rows are rotated in cyclic order until a whole sweep finds every pair orthogonal
/// relative to its own norms (GVL section 8.6.3; Hestenes 1958). That criterion is what makes small
/// singular values accurate: their relative error depends on the condition number of the rows
/// scaled to unit length, not of the matrix (Demmel & Veselić, SIAM J. Matrix Anal. Appl. 13,
/// 1992).
final class RowOrthogonaliser {

  /// Sweeps of all pairs; six to ten are usual.
  private static final int MOST_SWEEPS = 60;

  /// Rows shorter than this have lost digits to gradual underflow and count as zero.
  private static final double ZERO = Double.MIN_NORMAL * 1024;

  /// Norms in this range can be had from plain sums of squares.
  private static final double SHORT = 0x1p-480;

  private static final double LONG = 0x1p480;

  /// Beyond this ratio of norms a rotation is, to working precision, a projection of the shorter.
  private static final double FAR_APART = 0x1p100;

  private final int n;
  private final double[] x;

  /// The product of the rotations; null if not wanted.
  private final double @Nullable [] j;

  private final double tolerance;

  /// The norms of the rows, found anew for every sweep and corrected at every rotation.
  private double[] norms = new double[0];

  private RowOrthogonaliser(double[] x, double @Nullable [] j, int n) {
    this.n = n;
    this.x = x;
    this.j = j;
    this.tolerance = Math.sqrt(n) * 0x1p-52;
  }

  /// Makes the rows of the `n x n` matrix `x` orthogonal, and multiplies `j` from the left by the
  /// rotations if it is given.
  static void runInPlace(double[] x, double @Nullable [] j, int n) {
    RowOrthogonaliser run = new RowOrthogonaliser(x, j, n);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (!run.sweep()) {
        return;
      }
    }
    throw MatrixException.notConverged("rows are not orthogonal", MOST_SWEEPS);
  }

  /// Rotates every pair once; false if there was nothing to do. Norms that have been corrected may
  /// have lost digits; the sweep that finds nothing to do corrects none.
  private boolean sweep() {
    norms = norms(x, n);
    boolean rotated = false;
    for (int a = 0; a < n - 1; a++) {
      for (int b = a + 1; b < n; b++) {
        double cosine = cosine(a, b);
        if (Math.abs(cosine) > tolerance) {
          rotated = true;
          rotate(a, b, cosine);
        }
      }
    }
    return rotated;
  }

  private double cosine(int a, int b) {
    double p = norms[a];
    double q = norms[b];
    if (p > SHORT && q > SHORT && p < LONG && q < LONG) {
      return MatrixProduct.dot(x, a * n, x, b * n, n) / p / q;
    }
    double cosine = 0;
    for (int k = 0; k < n && p > 0 && q > 0; k++) {
      cosine += x[a * n + k] / p * (x[b * n + k] / q);
    }
    return cosine;
  }

  private void rotate(int a, int b, double cosine) {
    double p = norms[a];
    double q = norms[b];
    if (p > q * FAR_APART) {
      project(b, a, cosine);
    } else if (q > p * FAR_APART) {
      project(a, b, cosine);
    } else {
      // The smaller root of t^2 + 2 zeta t - 1, for which the new rows are orthogonal.
      double zeta = (p / q - q / p) / (2 * cosine);
      double t = Math.copySign(1 / (Math.abs(zeta) + Math.hypot(1, zeta)), zeta);
      double c = 1 / Math.sqrt(1 + t * t);
      PlaneRotation.rotateRows(x, a * n, b * n, n, c, c * t);
      if (j != null) {
        PlaneRotation.rotateRows(j, a * n, b * n, n, c, c * t);
      }
      correctNorm(a, p, 1 + t * cosine * (q / p));
      correctNorm(b, q, 1 - t * cosine * (p / q));
    }
  }

  /// The norm after a rotation, which has multiplied its square by `factor`.
  private void correctNorm(int row, double norm, double factor) {
    norms[row] = factor > 0.1 ? norm * Math.sqrt(factor) : norm(x, row, n);
  }

  /// Takes the direction of the longer row out of the shorter one. The rotation that would do it
  /// has a sine below `1 / FAR_APART` and leaves no trace in anything else.
  private void project(int shorter, int longer, double cosine) {
    double p = norms[longer];
    double q = norms[shorter];
    for (int k = 0; k < n; k++) {
      x[shorter * n + k] -= x[longer * n + k] / p * cosine * q;
    }
    norms[shorter] = norm(x, shorter, n);
  }

  /// The norms of the rows, 0 for those that count as zero.
  static double[] norms(double[] x, int n) {
    double[] norms = new double[n];
    for (int i = 0; i < n; i++) {
      norms[i] = norm(x, i, n);
    }
    return norms;
  }

  private static double norm(double[] x, int row, int n) {
    double norm = Magnitude.norm(x, row * n, 1, n);
    return norm > ZERO ? norm : 0;
  }
}
