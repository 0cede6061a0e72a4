package cerulean.tensor.linalg;

/// Norms that need no decomposition, and sums of singular values. NaN gives NaN here.
public final class MatrixNorms {

  private MatrixNorms() {}

  /// The square root of the sum of all squares; overflows only if the norm does.
  public static double frobenius(double[] a) {
    return Magnitude.norm(a, 0, 1, a.length);
  }

  /// The largest sum of absolute values in a row of the `rows x columns` matrix.
  public static double largestRowSum(double[] a, int rows, int columns) {
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += Math.abs(a[i * columns + j]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /// The sum of the singular values.
  public static double nuclear(double[] a, int rows, int columns) {
    double sum = 0;
    for (double s : SingularValueDecomposition.values(a, rows, columns)) {
      sum += s;
    }
    return sum;
  }

  /// The largest singular value; 0 if there is none.
  public static double spectral(double[] a, int rows, int columns) {
    double[] s = SingularValueDecomposition.values(a, rows, columns);
    return s.length == 0 ? 0 : s[0];
  }
}
