package cerulean.tensor.linalg;

import static cerulean.tensor.linalg.SampleMatrices.assertClose;
import static cerulean.tensor.linalg.SampleMatrices.assertOrthonormalColumns;
import static cerulean.tensor.linalg.SampleMatrices.product;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Small matrices of the kinds on which iterations have been seen to stall: every one must come out
/// decomposed.
@Tag("once")
class HostileMatricesTest {

  private static final int MATRICES = 500;

  enum Kind {
    /// -1, 0 and 1: singular, with equal values.
    SIGNS,
    /// Elements over the whole range of exponents.
    WILD,
    SUBNORMAL,
    SPARSE,
    /// Almost of rank one.
    ALMOST_ONES,
    ALMOST_OVERFLOWING
  }

  private static double element(Kind kind, SplittableRandom random) {
    return switch (kind) {
      case SIGNS -> random.nextInt(3) - 1;
      case WILD -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case SUBNORMAL -> Double.MIN_VALUE * random.nextInt(100);
      case SPARSE ->
          random.nextInt(4) == 0 ? Math.scalb(random.nextGaussian(), random.nextInt(200) - 100) : 0;
      case ALMOST_ONES -> 1 + random.nextInt(3) * Math.ulp(1.0);
      case ALMOST_OVERFLOWING ->
          (random.nextBoolean() ? 1 : -1) * Double.MAX_VALUE / (32 + random.nextInt(1000000));
    };
  }

  @ParameterizedTest
  @EnumSource
  void singularValuesAreFound(Kind kind) {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < MATRICES; round++) {
      int m = 1 + random.nextInt(9);
      int n = 1 + random.nextInt(9);
      int k = Math.min(m, n);
      double[] a = matrix(kind, random, m, n);
      SingularValueDecomposition svd = SingularValueDecomposition.reduced(a, m, n);
      double[] vt = svd.vTransposed();
      assertOrthonormalColumns(svd.u(), m, k, 16, "U");
      assertOrthonormalColumns(MatrixProduct.transposed(vt, k, n), n, k, 16, "V");
      double[] s = svd.values();
      double[] scaled = new double[k * n];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = s[i / n] * vt[i];
      }
      assertClose(a, product(svd.u(), scaled, m, k, n), Math.max(m, n), 16, "U S V^T");
    }
  }

  @ParameterizedTest
  @EnumSource
  void eigenvaluesAreFound(Kind kind) {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < MATRICES; round++) {
      int n = 1 + random.nextInt(9);
      double[] a = matrix(kind, random, n, n);
      double[] symmetric = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          symmetric[i * n + j] = a[Math.max(i, j) * n + Math.min(i, j)];
        }
      }
      SymmetricEigen eigen = SymmetricEigen.of(a, n);
      double[] v = eigen.vectors();
      double[] values = eigen.values();
      assertOrthonormalColumns(v, n, n, 16, "V");
      double[] scaled = MatrixProduct.transposed(v, n, n);
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= values[i / n];
      }
      assertClose(symmetric, product(v, scaled, n, n, n), n, 16, "V diag(values) V^T");
    }
  }

  private static double[] matrix(Kind kind, SplittableRandom random, int m, int n) {
    double[] a = new double[m * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = element(kind, random);
    }
    return a;
  }
}
