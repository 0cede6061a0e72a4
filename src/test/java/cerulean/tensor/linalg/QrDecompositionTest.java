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
class QrDecompositionTest {

  @ParameterizedTest
  @MethodSource("cerulean.tensor.linalg.SampleMatrices#all")
  void factorsAreOrthonormalAndTriangularAndMultiplyToTheMatrix(Sample sample) {
    int m = sample.rows();
    int n = sample.columns();
    int k = Math.min(m, n);
    QrDecomposition qr = QrDecomposition.of(sample.elements(), m, n);
    double[] q = qr.reducedQ();
    double[] r = qr.reducedR();
    assertOrthonormalColumns(q, m, k, 4, "Q");
    assertUpper(r, k, n);
    assertClose(sample.elements(), product(q, r, m, k, n), Math.max(m, n), 4, "Q R");
    double[] completeQ = qr.completeQ();
    double[] completeR = qr.completeR();
    assertOrthonormalColumns(completeQ, m, m, 4, "complete Q");
    assertUpper(completeR, m, n);
    assertClose(
        sample.elements(), product(completeQ, completeR, m, m, n), Math.max(m, n), 4, "Q R");
  }

  private static void assertUpper(double[] r, int m, int n) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < Math.min(i, n); j++) {
        assertEquals(0, r[i * n + j]);
      }
    }
  }

  /// The values are those of `numpy.linalg.qr`.
  @Test
  void signsAreThoseOfLapack() {
    QrDecomposition qr = QrDecomposition.of(new double[] {3, 1, 4, 2}, 2, 2);
    assertArrayEquals(new double[] {-5, -2.2, 0, 0.4}, qr.reducedR(), 8 * EPS);
    assertArrayEquals(new double[] {-0.6, -0.8, -0.8, 0.6}, qr.reducedQ(), 4 * EPS);
  }

  @Test
  void nothingToEliminateMeansNoReflection() {
    QrDecomposition qr = QrDecomposition.of(new double[] {2, 3, 0, -4}, 2, 2);
    assertArrayEquals(new double[] {2, 3, 0, -4}, qr.reducedR());
    assertArrayEquals(new double[] {1, 0, 0, 1}, qr.reducedQ());
    assertArrayEquals(new double[] {-7}, QrDecomposition.of(new double[] {-7}, 1, 1).reducedR());
  }

  @Test
  void pivotingOrdersTheDiagonal() {
    for (Sample sample : SampleMatrices.all()) {
      int m = sample.rows();
      int n = sample.columns();
      int k = Math.min(m, n);
      QrDecomposition qr = QrDecomposition.pivoted(sample.elements(), m, n);
      double[] back = product(qr.reducedQ(), qr.reducedR(), m, k, n);
      double[] ordered = new double[m * n];
      int[] order = qr.order();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          ordered[i * n + order[j]] = back[i * n + j];
        }
      }
      assertClose(sample.elements(), ordered, Math.max(m, n), 4, sample + " Q R P^T");
      double[] r = qr.reducedR();
      for (int i = 1; i < k; i++) {
        double above = Math.abs(r[(i - 1) * n + i - 1]);
        assertTrue(Math.abs(r[i * n + i]) <= above * (1 + n * EPS) + 1e-320, sample.toString());
      }
    }
  }

  @Test
  void infinityIsRefused() {
    var thrown =
        assertThrows(
            MatrixException.class,
            () -> QrDecomposition.of(new double[] {1, Double.POSITIVE_INFINITY}, 2, 1));
    assertEquals(
        "the matrix holds Infinity in row 1, column 0; all must be finite", thrown.getMessage());
  }
}
