package cerulean.tensor.linalg;

import static cerulean.tensor.linalg.SampleMatrices.EPS;
import static cerulean.tensor.linalg.SampleMatrices.assertClose;
import static cerulean.tensor.linalg.SampleMatrices.product;
import static cerulean.tensor.linalg.SampleMatrices.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.linalg.SampleMatrices.Sample;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
class LeastSquaresTest {

  private static final double RELATIVE = 1e-12;

  @Test
  void aLineThroughThreePoints() {
    double[] a = {1, 0, 1, 1, 1, 2};
    LeastSquares fit = LeastSquares.solve(a, 3, 2, new double[] {6, 0, 0}, 1, RELATIVE);
    assertArrayEquals(new double[] {5, -3}, fit.solution(), 32 * EPS);
    assertArrayEquals(new double[] {6}, fit.residuals(), 64 * EPS);
    assertEquals(2, fit.rank());
    assertEquals(2, fit.singularValues().length);
  }

  @Test
  void ofManySolutionsTheShortestIsChosen() {
    double[] a = {1, 1, 1, 1};
    LeastSquares fit = LeastSquares.solve(a, 1, 4, new double[] {8}, 1, RELATIVE);
    assertArrayEquals(new double[] {2, 2, 2, 2}, fit.solution(), 16 * EPS);
    LeastSquares deficient = LeastSquares.solve(a, 2, 2, new double[] {1, 3}, 1, RELATIVE);
    assertArrayEquals(new double[] {1, 1}, deficient.solution(), 16 * EPS);
    assertArrayEquals(new double[] {2}, deficient.residuals(), 32 * EPS);
    assertEquals(1, deficient.rank());
  }

  @Test
  void residualsAreOrthogonalToTheColumns() {
    double[] a = random(1, 20, 6);
    double[] b = random(2, 20, 3);
    double[] x = LeastSquares.solve(a, 20, 6, b, 3, RELATIVE).solution();
    double[] residual = product(a, x, 20, 6, 3);
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= b[i];
    }
    double[] normal = product(MatrixProduct.transposed(a, 20, 6), residual, 6, 20, 3);
    // 20 terms of size up to 10.
    assertArrayEquals(new double[18], normal, 200 * EPS * 10);
  }

  @Test
  void theToleranceDecidesAboutTheRank() {
    double[] a = {1, 0, 0, 1e-6};
    double[] b = {1, 1};
    assertArrayEquals(
        new double[] {1, 1e6}, LeastSquares.solve(a, 2, 2, b, 1, 1e-7).solution(), 1e-8);
    assertArrayEquals(new double[] {1, 0}, LeastSquares.solve(a, 2, 2, b, 1, 1e-5).solution());
    assertEquals(1, LeastSquares.rank(new double[] {4, 1}, 0.25), "equal to the limit is zero");
    assertEquals(0, LeastSquares.rank(new double[] {0, 0}, 0));
  }

  @ParameterizedTest
  @MethodSource("cerulean.tensor.linalg.SampleMatrices#all")
  void pseudoInversesFulfilPenrosesConditions(Sample sample) {
    int m = sample.rows();
    int n = sample.columns();
    double[] a = sample.elements();
    double[] s = SingularValueDecomposition.values(a, m, n);
    if (sample.name().matches("Hilbert|.*graded|subnormal")) {
      return; // The inverse amplifies rounding, or overflows.
    }
    double[] p = LeastSquares.pseudoInverse(a, m, n, RELATIVE);
    double[] ap = product(a, p, m, n, m);
    double[] pa = product(p, a, n, m, n);
    int rank = LeastSquares.rank(s, RELATIVE);
    double condition = rank == 0 ? 1 : s[0] / s[rank - 1];
    double factor = 8 * condition;
    int size = Math.max(m, n);
    assertClose(a, product(ap, a, m, m, n), size, factor, "A P A");
    assertClose(p, product(pa, p, n, n, m), size, factor, "P A P");
    assertClose(ap, MatrixProduct.transposed(ap, m, m), size, factor, "A P is symmetric");
    assertClose(pa, MatrixProduct.transposed(pa, n, n), size, factor, "P A is symmetric");
  }

  @Test
  void conditionIsTheRatioOfTheEnds() {
    assertEquals(4, LeastSquares.condition(new double[] {8, 3, 2}));
    assertEquals(Double.POSITIVE_INFINITY, LeastSquares.condition(new double[] {1, 0}));
    assertEquals(Double.POSITIVE_INFINITY, LeastSquares.condition(new double[] {0}));
    assertEquals(0, LeastSquares.condition(new double[0]));
    double[] s = SingularValueDecomposition.values(SampleMatrices.hilbert(8), 8, 8);
    // Published to these digits: 1.526e10 (Higham, section 28.1).
    assertEquals(1.526e10, LeastSquares.condition(s), 0.001e10);
  }

  @Test
  void systemsWithoutRowsOrColumnsHaveZeroSolutions() {
    assertArrayEquals(
        new double[6], LeastSquares.solve(new double[0], 0, 3, new double[0], 2, 0).solution());
    LeastSquares none = LeastSquares.solve(new double[0], 2, 0, new double[] {3, 4}, 1, 0);
    assertEquals(0, none.solution().length);
    assertArrayEquals(new double[] {25}, none.residuals());
    assertEquals(0, none.rank());
  }
}
