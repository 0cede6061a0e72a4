package cerulean.tensor.linalg;

import java.util.Arrays;

/// The shortest of the vectors `x` that make `|A x - b|` least, and what else singular values tell.
///
/// By singular values (GVL section 5.5): those of at most `relativeTolerance` times the largest
/// count as zero, and `x = V diag(1/s) U^T b` over the others. Works for any shape and rank of `A`;
/// the error is that of a problem with `A` changed by a small multiple of `m eps |A|`. Cost: that
/// of the decomposition.
public final class LeastSquares {

  private final double[] solution;
  private final double[] residuals;
  private final double[] singularValues;
  private final int rank;

  private LeastSquares(double[] solution, double[] residuals, double[] singularValues, int rank) {
    this.solution = solution;
    this.residuals = residuals;
    this.singularValues = singularValues;
    this.rank = rank;
  }

  /// Solves for `a`, `m x n`, and `b`, `m x rightSides`.
  public static LeastSquares solve(
      double[] a, int m, int n, double[] b, int rightSides, double relativeTolerance) {
    SingularValueDecomposition svd = SingularValueDecomposition.reduced(a, m, n);
    double[] s = svd.values();
    int rank = rank(s, relativeTolerance);
    int k = Math.min(m, n);
    double[] c = MatrixProduct.of(MatrixProduct.transposed(svd.u(), m, k), b, k, m, rightSides);
    double[] x = throughInverse(svd, k, n, rank, c, rightSides);
    double[] residuals = new double[rightSides];
    double[] product = MatrixProduct.of(a, x, m, n, rightSides);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < rightSides; j++) {
        double difference = b[i * rightSides + j] - product[i * rightSides + j];
        residuals[j] += difference * difference;
      }
    }
    return new LeastSquares(x, residuals, s, rank);
  }

  /// The Moore-Penrose inverse of the `m x n` matrix `a`, `n x m`.
  public static double[] pseudoInverse(double[] a, int m, int n, double relativeTolerance) {
    SingularValueDecomposition svd = SingularValueDecomposition.reduced(a, m, n);
    int rank = rank(svd.values(), relativeTolerance);
    int k = Math.min(m, n);
    return throughInverse(svd, k, n, rank, MatrixProduct.transposed(svd.u(), m, k), m);
  }

  /// `V diag(1/s) C` over the first `rank` singular values; overwrites `c`, `k x columns`.
  private static double[] throughInverse(
      SingularValueDecomposition svd, int k, int n, int rank, double[] c, int columns) {
    double[] s = svd.values();
    for (int i = 0; i < k; i++) {
      if (i < rank) {
        TriangularSystem.divideRow(s[i], c, i * columns, columns);
      } else {
        Arrays.fill(c, i * columns, (i + 1) * columns, 0);
      }
    }
    return MatrixProduct.of(MatrixProduct.transposed(svd.vTransposed(), k, n), c, n, k, columns);
  }

  /// How many of the descending `singularValues` are above `relativeTolerance` times the first.
  public static int rank(double[] singularValues, double relativeTolerance) {
    int rank = 0;
    while (rank < singularValues.length
        && singularValues[rank] > relativeTolerance * singularValues[0]) {
      rank++;
    }
    return rank;
  }

  /// The ratio of the first to the last of descending singular values: infinite for a singular
  /// matrix, 0 for one without elements.
  public static double condition(double[] singularValues) {
    int n = singularValues.length;
    if (n == 0) {
      return 0;
    }
    double least = singularValues[n - 1];
    return least == 0 ? Double.POSITIVE_INFINITY : singularValues[0] / least;
  }

  /// The solution, `n x rightSides`.
  public double[] solution() {
    return solution.clone();
  }

  /// `|A x - b|^2` for every right-hand side.
  public double[] residuals() {
    return residuals.clone();
  }

  /// The `min(m, n)` singular values of `A`, descending.
  public double[] singularValues() {
    return singularValues.clone();
  }

  /// How many of them count as different from zero.
  public int rank() {
    return rank;
  }
}
