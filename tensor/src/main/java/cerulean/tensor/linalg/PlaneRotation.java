package cerulean.tensor.linalg;

/// Rotations of two rows (GVL section 5.1.8).
final class PlaneRotation {

  private PlaneRotation() {}

  /// Replaces row `x` by `c x + s y` and row `y` by `c y - s x`; the rows have `n` elements and
  /// start at `xo` and `yo`.
  static void rotateRows(double[] a, int xo, int yo, int n, double c, double s) {
    for (int j = 0; j < n; j++) {
      double x = a[xo + j];
      double y = a[yo + j];
      a[xo + j] = c * x + s * y;
      a[yo + j] = c * y - s * x;
    }
  }

  static void exchangeRows(double[] a, int xo, int yo, int n) {
    for (int j = 0; j < n; j++) {
      double kept = a[xo + j];
      a[xo + j] = a[yo + j];
      a[yo + j] = kept;
    }
  }
}
