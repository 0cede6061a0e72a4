package cerulean.tensor.linalg;

/// Gaussian elimination with partial pivoting: `P^T A = L U`, for an `m x n` matrix.
///
/// `L` is unit lower trapezoidal, `m x min(m, n)`; `U` upper trapezoidal, `min(m, n) x n`; `P` a
/// permutation. In every column the largest remaining element becomes the pivot (GVL algorithm
/// 3.4.1), the first of equals.
///
/// Cost `2 n^3 / 3` for square matrices. The computed factors are those of a matrix within `n eps
/// |L| |U|` of `A` (Higham, theorem 9.3); pivoting bounds `|L|` by 1, and `|U|` is in practice of
/// the size of `|A|`. The error of a solution is then about `n eps` times the condition number.
/// Singular means a pivot of exactly 0; a matrix that rounding has made barely regular is solved,
/// with the error that its condition number predicts.
public final class LuDecomposition {

  private final int rows;
  private final int columns;

  /// `L` below the diagonal, `U` on and above it.
  private final double[] factors;

  /// Row `i` of `L U` is row `order[i]` of `A`.
  private final int[] order;

  private int sign = 1;
  private int zeroPivot = -1;

  private LuDecomposition(double[] factors, int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.factors = factors;
    this.order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
  }

  /// Decomposes the `rows x columns` matrix `a`, singular or not.
  public static LuDecomposition of(double[] a, int rows, int columns) {
    Magnitude.largest(a, rows, columns);
    LuDecomposition lu = new LuDecomposition(a.clone(), rows, columns);
    for (int k = 0; k < Math.min(rows, columns); k++) {
      lu.eliminate(k);
    }
    return lu;
  }

  private void eliminate(int k) {
    int largest = k;
    for (int i = k + 1; i < rows; i++) {
      if (Math.abs(factors[i * columns + k]) > Math.abs(factors[largest * columns + k])) {
        largest = i;
      }
    }
    if (largest != k) {
      exchange(k, largest);
    }
    double pivot = factors[k * columns + k];
    if (pivot == 0) {
      zeroPivot = zeroPivot < 0 ? k : zeroPivot;
      return;
    }
    int right = k * columns + k + 1;
    for (int i = k + 1; i < rows; i++) {
      double factor = factors[i * columns + k] / pivot;
      factors[i * columns + k] = factor;
      MatrixProduct.addScaledRow(
          -factor, factors, right, factors, i * columns + k + 1, columns - k - 1);
    }
  }

  private void exchange(int i, int j) {
    for (int c = 0; c < columns; c++) {
      double kept = factors[i * columns + c];
      factors[i * columns + c] = factors[j * columns + c];
      factors[j * columns + c] = kept;
    }
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
    sign = -sign;
  }

  /// Whether a pivot is exactly 0.
  public boolean isSingular() {
    return zeroPivot >= 0;
  }

  /// `L`, `rows x min(rows, columns)`, with ones on the diagonal.
  public double[] lower() {
    int k = Math.min(rows, columns);
    double[] l = MatrixProduct.identity(rows, k);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(factors, i * columns, l, i * k, Math.min(i, k));
    }
    return l;
  }

  /// `U`, `min(rows, columns) x columns`.
  public double[] upper() {
    int k = Math.min(rows, columns);
    double[] u = new double[k * columns];
    for (int i = 0; i < k; i++) {
      System.arraycopy(factors, i * columns + i, u, i * columns + i, columns - i);
    }
    return u;
  }

  /// `P`, `rows x rows`, such that `A = P L U`.
  public double[] permutation() {
    double[] p = new double[rows * rows];
    for (int i = 0; i < rows; i++) {
      p[order[i] * rows + i] = 1;
    }
    return p;
  }

  /// The solution of `A X = B` for square `A` and `B` of `rightSides` columns. A singular `A` is a
  /// [MatrixException].
  public double[] solve(double[] b, int rightSides) {
    if (isSingular()) {
      throw MatrixException.singular(zeroPivot);
    }
    double[] x = new double[rows * rightSides];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(b, order[i] * rightSides, x, i * rightSides, rightSides);
    }
    TriangularSystem.lowerInPlace(factors, rows, x, rightSides, true);
    TriangularSystem.upperInPlace(factors, rows, x, rightSides, false);
    return x;
  }

  /// The inverse of a square matrix. A singular one is a [MatrixException]. `2 n^3` operations.
  public double[] inverse() {
    return solve(MatrixProduct.identity(rows, rows), rows);
  }

  /// The determinant of a square matrix; 1 without rows. Neither overflows nor underflows unless
  /// the determinant itself does.
  public double determinant() {
    if (isSingular()) {
      return 0;
    }
    ScaledNumber product = productOfPivots();
    // Beyond these exponents the result is 0 or infinite anyway.
    int exponent = (int) Math.max(-5000, Math.min(5000, product.exponent));
    return Math.scalb(product.significand, exponent);
  }

  /// The sign of the determinant: -1, 0 or 1.
  public double signOfDeterminant() {
    return isSingular() ? 0 : Math.signum(productOfPivots().significand);
  }

  /// The natural logarithm of the absolute determinant; minus infinity for a singular matrix.
  public double logAbsDeterminant() {
    if (isSingular()) {
      return Double.NEGATIVE_INFINITY;
    }
    ScaledNumber product = productOfPivots();
    return Math.log(Math.abs(product.significand)) + product.exponent * Math.log(2);
  }

  private ScaledNumber productOfPivots() {
    ScaledNumber product = new ScaledNumber(sign);
    for (int i = 0; i < rows; i++) {
      product.multiply(factors[i * columns + i]);
    }
    return product;
  }

  /// A product whose exponent has a variable of its own.
  private static final class ScaledNumber {
    private double significand;
    private long exponent;

    ScaledNumber(double value) {
      this.significand = value;
    }

    /// The second normalisation is for subnormal factors, whose exponent says too little.
    void multiply(double factor) {
      int e = Math.getExponent(factor);
      significand *= Math.scalb(factor, -e);
      exponent += e;
      e = Math.getExponent(significand);
      significand = Math.scalb(significand, -e);
      exponent += e;
    }
  }
}
