package cerulean.tensor.linalg;

/// Sizes of numbers, found without overflow or underflow on the way.
final class Magnitude {

  /// Sums of squares in this range lost nothing that matters: no square overflowed, and what
  /// underflowed is below `1e-308 / 1e-280` of the sum.
  private static final double SMALLEST_SQUARE = 0x1p-930;

  private static final double LARGEST_SQUARE = 0x1p1000;

  /// Matrices with their largest element in this range are worked on as they are.
  private static final double SMALL = 0x1p-500;

  private static final double LARGE = 0x1p1000;

  private Magnitude() {}

  /// The largest `|a_ij|`; 0 for a matrix without elements.
  static double largest(double[] a, int rows, int columns) {
    double largest = 0;
    for (int i = 0; i < rows * columns; i++) {
      double x = Math.abs(a[i]);
      if (!(x <= Double.MAX_VALUE)) {
        requireFinite(a[i], i / columns, i % columns);
      }
      largest = Math.max(largest, x);
    }
    return largest;
  }

  /// The power of two to multiply a matrix by whose largest element is `largest`, so that norms and
  /// sums of thousands of its elements neither overflow nor lose digits to underflow; mostly 0.
  ///
  /// Small matrices are lifted to about 1, which is exact. Huge ones are lowered just enough, so
  /// that their small elements keep their digits as far as possible.
  static int shift(double largest) {
    if (largest > LARGE) {
      return -64;
    }
    return largest < SMALL && largest > 0 ? -Math.getExponent(largest) : 0;
  }

  /// The first `n` elements times `2^shift`, a copy.
  static double[] shifted(double[] a, int n, int shift) {
    double[] scaled = new double[n];
    for (int i = 0; i < n; i++) {
      scaled[i] = shift == 0 ? a[i] : Math.scalb(a[i], shift);
    }
    return scaled;
  }

  static void shiftInPlace(double[] a, int shift) {
    if (shift != 0) {
      for (int i = 0; i < a.length; i++) {
        a[i] = Math.scalb(a[i], shift);
      }
    }
  }

  /// The Euclidean norm of `n` elements, `step` apart from `start` on (Higham, problem 27.5).
  static double norm(double[] a, int start, int step, int n) {
    double squares = 0;
    for (int i = 0, at = start; i < n; i++, at += step) {
      squares += a[at] * a[at];
    }
    return squares >= SMALLEST_SQUARE && squares <= LARGEST_SQUARE
        ? Math.sqrt(squares)
        : scaledNorm(a, start, step, n);
  }

  private static double scaledNorm(double[] a, int start, int step, int n) {
    double largest = 0;
    for (int i = 0, at = start; i < n; i++, at += step) {
      largest = Math.max(largest, Math.abs(a[at]));
    }
    if (largest == 0) {
      return 0;
    }
    int exponent = Math.getExponent(largest);
    double squares = 0;
    for (int i = 0, at = start; i < n; i++, at += step) {
      double x = Math.scalb(a[at], -exponent);
      squares += x * x;
    }
    return Math.scalb(Math.sqrt(squares), exponent);
  }

  static void requireFinite(double value, int row, int column) {
    if (!Double.isFinite(value)) {
      throw notFinite(value, row, column);
    }
  }

  private static MatrixException notFinite(double value, int row, int column) {
    return new MatrixException(
        "holds " + value + " in row " + row + ", column " + column + "; all must be finite");
  }
}
