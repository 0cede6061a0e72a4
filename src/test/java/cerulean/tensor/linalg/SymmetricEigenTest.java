package cerulean.tensor.linalg;

import static cerulean.tensor.linalg.SampleMatrices.EPS;
import static cerulean.tensor.linalg.SampleMatrices.assertClose;
import static cerulean.tensor.linalg.SampleMatrices.assertOrthonormalColumns;
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
class SymmetricEigenTest {

  @ParameterizedTest
  @MethodSource("cerulean.tensor.linalg.SampleMatrices#symmetric")
  void vectorsAreOrthonormalAndDiagonalise(Sample sample) {
    int n = sample.rows();
    SymmetricEigen eigen = SymmetricEigen.of(sample.elements(), n);
    double[] v = eigen.vectors();
    double[] values = eigen.values();
    assertOrthonormalColumns(v, n, n, 8, "V");
    double[] back = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          back[i * n + j] += v[i * n + k] * (values[k] * v[j * n + k]);
        }
      }
    }
    assertClose(sample.elements(), back, n, 16, "V diag(values) V^T");
    for (int i = 1; i < n; i++) {
      assertTrue(values[i - 1] <= values[i], "ascending");
    }
    assertClose(values, SymmetricEigen.values(sample.elements(), n), n, 8, "values alone");
  }

  /// `2 - 2 cos(pi k / (n + 1))` are the eigenvalues of the matrix of second differences.
  @Test
  void secondDifferencesHaveKnownEigenvalues() {
    for (int n = 1; n <= 64; n++) {
      double[] a = new double[n * n];
      double[] expected = new double[n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = 2;
        if (i > 0) {
          a[i * n + i - 1] = -1;
        }
        expected[i] = 2 - 2 * Math.cos(Math.PI * (i + 1) / (n + 1));
      }
      assertClose(expected, SymmetricEigen.values(a, n), n, 4, "n = " + n);
    }
  }

  @Test
  void smallCasesByHand() {
    assertArrayEquals(new double[0], SymmetricEigen.of(new double[0], 0).values());
    SymmetricEigen one = SymmetricEigen.of(new double[] {-3}, 1);
    assertArrayEquals(new double[] {-3}, one.values());
    assertArrayEquals(new double[] {1}, one.vectors());
    SymmetricEigen two = SymmetricEigen.of(new double[] {2, Double.NaN, 1, 2}, 2);
    assertArrayEquals(new double[] {1, 3}, two.values(), 4 * EPS);
    double[] swap = {0, 0, 1, 0};
    assertArrayEquals(new double[] {-1, 1}, SymmetricEigen.values(swap, 2), 2 * EPS);
    double[] diagonal = {5, 0, 0, 0, -1, 0, 0, 0, 2};
    assertArrayEquals(new double[] {-1, 2, 5}, SymmetricEigen.values(diagonal, 3));
    assertArrayEquals(
        new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, SymmetricEigen.of(diagonal, 3).vectors());
  }

  @Test
  void valuesOfVeryDifferentSizeStayOnADiagonal() {
    double[] a = {1e300, 0, 0, 0, 1, 0, 0, 0, 1e-300};
    assertArrayEquals(new double[] {1e-300, 1, 1e300}, SymmetricEigen.values(a, 3));
  }

  @Test
  void nanIsRefused() {
    var thrown =
        assertThrows(
            MatrixException.class, () -> SymmetricEigen.of(new double[] {1, 0, 0, Double.NaN}, 2));
    assertEquals(
        "the matrix holds NaN in row 1, column 1; all must be finite", thrown.getMessage());
  }
}
