package cerulean.tensor.linalg;

import static cerulean.tensor.linalg.SampleMatrices.EPS;
import static cerulean.tensor.linalg.SampleMatrices.assertClose;
import static cerulean.tensor.linalg.SampleMatrices.assertOrthonormalColumns;
import static cerulean.tensor.linalg.SampleMatrices.product;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.linalg.SampleMatrices.Sample;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
class SingularValueDecompositionTest {

  @ParameterizedTest
  @MethodSource("cerulean.tensor.linalg.SampleMatrices#all")
  void factorsAreOrthonormalAndMultiplyToTheMatrix(Sample sample) {
    int m = sample.rows();
    int n = sample.columns();
    int k = Math.min(m, n);
    SingularValueDecomposition svd = SingularValueDecomposition.reduced(sample.elements(), m, n);
    double[] s = svd.values();
    check(sample, svd.u(), k, s, svd.vTransposed(), k);
    for (int i = 0; i < k; i++) {
      assertTrue(s[i] >= 0 && (i == 0 || s[i] <= s[i - 1]), "descending, not negative");
    }
    SingularValueDecomposition full = SingularValueDecomposition.full(sample.elements(), m, n);
    check(sample, full.u(), m, full.values(), full.vTransposed(), n);
    assertArrayEquals(s, full.values());
    assertArrayEquals(s, SingularValueDecomposition.values(sample.elements(), m, n));
  }

  private static void check(
      Sample sample, double[] u, int uWidth, double[] s, double[] vt, int vHeight) {
    int m = sample.rows();
    int n = sample.columns();
    assertOrthonormalColumns(u, m, uWidth, 8, "U");
    double[] v = MatrixProduct.transposed(vt, vHeight, n);
    assertOrthonormalColumns(v, n, vHeight, 8, "V");
    double[] scaled = new double[s.length * n];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = s[i / n] * vt[i];
    }
    double[] left = new double[m * s.length];
    for (int i = 0; i < m; i++) {
      System.arraycopy(u, i * uWidth, left, i * s.length, s.length);
    }
    assertClose(
        sample.elements(), product(left, scaled, m, s.length, n), Math.max(m, n), 16, "U S V^T");
  }

  /// An orthogonal matrix with scaled columns has the scales as singular values; methods that only
  /// promise errors of `eps` times the largest lose all digits of those below 1e-16.
  @Test
  void smallValuesHaveSmallRelativeErrors() {
    for (double last : new double[] {1e-8, 1e-40, 1e-200, 1e-300}) {
      double[] s = SingularValueDecomposition.values(SampleMatrices.graded(12, last), 12, 12);
      for (int i = 0; i < 12; i++) {
        double expected = Math.pow(last, i / 11.0);
        assertEquals(expected, s[i], 12 * 8 * EPS * expected, last + ", value " + i);
      }
    }
  }

  @Test
  void valuesFartherApartThanTheirSquaresCanBeAreFound() {
    double[] a = {1e300, 0, 0, 0, 3e-300, 4e-300, 0, -4e-300, 3e-300};
    double[] s = SingularValueDecomposition.values(a, 3, 3);
    assertEquals(1e300, s[0], 1e285);
    assertEquals(5e-300, s[1], 4 * EPS * 5e-300);
    assertEquals(5e-300, s[2], 4 * EPS * 5e-300);
  }

  @Test
  void theProductOfTheValuesOfTheHilbertMatrixIsItsDeterminant() {
    double product = 1;
    for (double s : SingularValueDecomposition.values(SampleMatrices.hilbert(8), 8, 8)) {
      product *= s;
    }
    double expected = SampleMatrices.HILBERT_8_DETERMINANT;
    assertEquals(expected, product, 8 * 1.5e10 * EPS * expected);
  }

  @Test
  void smallCasesByHand() {
    double[] s = SingularValueDecomposition.values(new double[] {3, 0, 4, 5}, 2, 2);
    assertArrayEquals(new double[] {Math.sqrt(45), Math.sqrt(5)}, s, 8 * EPS * 7);
    assertArrayEquals(
        new double[] {5}, SingularValueDecomposition.values(new double[] {3, 4}, 2, 1));
    SingularValueDecomposition negative =
        SingularValueDecomposition.reduced(new double[] {-2}, 1, 1);
    assertArrayEquals(new double[] {2}, negative.values());
    assertEquals(-1, negative.u()[0] * negative.vTransposed()[0]);
    assertEquals(0, SingularValueDecomposition.values(new double[0], 0, 4).length);
    assertArrayEquals(
        MatrixProduct.identity(4, 4),
        SingularValueDecomposition.full(new double[0], 0, 4).vTransposed());
  }

  @Test
  void exactlyDependentColumnsGiveExactZeros() {
    double[] a = {1, 2, 0, 0, 0, 0};
    double[] s = SingularValueDecomposition.values(a, 3, 2);
    assertEquals(0, s[1]);
  }

  @Test
  void nanAndInfinityAreRefused() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] a = {1, 2, 3, bad};
      var thrown =
          assertThrows(MatrixException.class, () -> SingularValueDecomposition.reduced(a, 2, 2));
      assertEquals(
          "the matrix holds " + bad + " in row 1, column 1; all must be finite",
          thrown.getMessage());
      assertThrows(MatrixException.class, () -> SingularValueDecomposition.values(a, 1, 4));
    }
  }
}
