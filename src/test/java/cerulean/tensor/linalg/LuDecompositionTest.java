package cerulean.tensor.linalg;

import static cerulean.tensor.linalg.SampleMatrices.EPS;
import static cerulean.tensor.linalg.SampleMatrices.assertClose;
import static cerulean.tensor.linalg.SampleMatrices.product;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.linalg.SampleMatrices.Sample;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
class LuDecompositionTest {

  /// Elimination may double elements at every step; who has such numbers must scale them.
  static List<Sample> samples() {
    return SampleMatrices.all().stream().filter(s -> !s.name().equals("near overflow")).toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void factorsMultiplyToTheMatrix(Sample sample) {
    int m = sample.rows();
    int n = sample.columns();
    int k = Math.min(m, n);
    LuDecomposition lu = LuDecomposition.of(sample.elements(), m, n);
    double[] permuted = product(lu.lower(), lu.upper(), m, k, n);
    double[] back = product(lu.permutation(), permuted, m, m, n);
    // The factor covers the growth of U, which partial pivoting keeps below 8 for these.
    assertClose(sample.elements(), back, Math.max(m, n), 8, "P L U");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noMultiplierIsAboveOne(Sample sample) {
    LuDecomposition lu = LuDecomposition.of(sample.elements(), sample.rows(), sample.columns());
    for (double x : lu.lower()) {
      assertTrue(Math.abs(x) <= 1);
    }
  }

  @ParameterizedTest
  @MethodSource("cerulean.tensor.linalg.SampleMatrices#square")
  void solutionsHaveSmallResiduals(Sample sample) {
    int n = sample.rows();
    LuDecomposition lu = LuDecomposition.of(sample.elements(), n, n);
    if (lu.isSingular() || sample.name().equals("near overflow")) {
      return;
    }
    double[] b = SampleMatrices.random(77, n, 3);
    double[] x = lu.solve(b, 3);
    double[] product = product(sample.elements(), x, n, n, 3);
    // Backward stability: the residual is small beside |A| |x|, not beside b.
    double bound =
        8 * n * n * EPS * SampleMatrices.largest(sample.elements()) * SampleMatrices.largest(x);
    for (int i = 0; i < b.length; i++) {
      double residual = Math.abs(b[i] - product[i]);
      assertTrue(residual <= bound, residual + " > " + bound);
    }
  }

  @Test
  void smallIntegersAreSolvedExactly() {
    LuDecomposition lu = LuDecomposition.of(new double[] {0, 2, 4, 2}, 2, 2);
    assertArrayEquals(new double[] {1, 3}, lu.solve(new double[] {6, 10}, 1));
    assertArrayEquals(new double[] {-0.25, 0.25, 0.5, 0}, lu.inverse());
    assertEquals(-8, lu.determinant());
    assertEquals(-1, lu.signOfDeterminant());
    assertEquals(Math.log(8), lu.logAbsDeterminant());
    assertArrayEquals(new double[] {0, 1, 1, 0}, lu.permutation());
    assertArrayEquals(new double[] {1, 0, 0, 1}, lu.lower());
    assertArrayEquals(new double[] {4, 2, 0, 2}, lu.upper());
  }

  @Test
  void theEmptyMatrixHasDeterminantOne() {
    LuDecomposition lu = LuDecomposition.of(new double[0], 0, 0);
    assertEquals(1, lu.determinant());
    assertEquals(1, lu.signOfDeterminant());
    assertEquals(0, lu.logAbsDeterminant());
    assertArrayEquals(new double[0], lu.inverse());
  }

  @Test
  void determinantOfTheHilbertMatrixIsKnown() {
    double expected = SampleMatrices.HILBERT_8_DETERMINANT;
    LuDecomposition lu = LuDecomposition.of(SampleMatrices.hilbert(8), 8, 8);
    // The condition number, 1.5e10, times eps, and 8 for the size.
    double relative = 8 * 1.5e10 * EPS;
    assertEquals(expected, lu.determinant(), relative * expected);
    assertEquals(Math.log(expected), lu.logAbsDeterminant(), relative);
  }

  @Test
  void determinantDoesNotOverflowOnTheWay() {
    double[] a = {1e300, 0, 0, 0, 0, 1e300, 0, 0, 0, 0, 1e-300, 0, 0, 0, 0, 1e-300};
    assertEquals(1, LuDecomposition.of(a, 4, 4).determinant(), 8 * EPS);
    double[] subnormal = {1e-310, 0, 0, 1e+305};
    assertEquals(1e-5, LuDecomposition.of(subnormal, 2, 2).determinant(), 1e-18);
  }

  @Test
  void determinantOverflowsToInfinityButItsLogarithmDoesNot() {
    double[] a = SampleMatrices.scaled(MatrixProduct.identity(64, 64), -1e300);
    a[0] = 1e300;
    LuDecomposition lu = LuDecomposition.of(a, 64, 64);
    assertEquals(Double.NEGATIVE_INFINITY, lu.determinant());
    assertEquals(64 * 300 * Math.log(10), lu.logAbsDeterminant(), 64 * 700 * EPS);
    assertEquals(-1, lu.signOfDeterminant());
  }

  @Test
  void singularMatricesNameTheirPivot() {
    LuDecomposition lu = LuDecomposition.of(new double[] {1, 2, 3, 2, 4, 6, 1, 0, 1}, 3, 3);
    assertTrue(lu.isSingular());
    assertEquals(0, lu.determinant());
    assertEquals(0, lu.signOfDeterminant());
    assertEquals(Double.NEGATIVE_INFINITY, lu.logAbsDeterminant());
    var thrown = assertThrows(MatrixException.class, lu::inverse);
    assertEquals("the matrix is singular: pivot 2 is 0", thrown.getMessage());
    assertEquals("is singular: pivot 2 is 0", thrown.predicate());
    LuDecomposition zero = LuDecomposition.of(new double[] {0}, 1, 1);
    var first = assertThrows(MatrixException.class, () -> zero.solve(new double[] {1}, 1));
    assertEquals("the matrix is singular: pivot 0 is 0", first.getMessage());
  }

  @Test
  void smallMatricesAreNotSingular() {
    LuDecomposition lu = LuDecomposition.of(new double[] {1e-300, 0, 0, 1e-300}, 2, 2);
    assertFalse(lu.isSingular());
    assertArrayEquals(new double[] {1e300, 0, 0, 1e300}, lu.inverse(), 1e285);
  }

  @Test
  void nanAndInfinityAreRefused() {
    var nan =
        assertThrows(
            MatrixException.class,
            () -> LuDecomposition.of(new double[] {1, 2, 3, 4, 5, Double.NaN}, 2, 3));
    assertEquals("the matrix holds NaN in row 1, column 2; all must be finite", nan.getMessage());
    var infinite =
        assertThrows(
            MatrixException.class,
            () -> LuDecomposition.of(new double[] {1, Double.NEGATIVE_INFINITY, 3, 4}, 2, 2));
    assertEquals(
        "the matrix holds -Infinity in row 0, column 1; all must be finite", infinite.getMessage());
  }

  @Test
  void argumentsAreNotWritten() {
    double[] a = {0, 2, 4, 2};
    double[] b = {6, 10};
    LuDecomposition.of(a, 2, 2).solve(b, 1);
    assertArrayEquals(new double[] {0, 2, 4, 2}, a);
    assertArrayEquals(new double[] {6, 10}, b);
  }

  @Test
  void powersOfIntegersAreExact() {
    double[] a = {1, 1, 1, 0};
    assertArrayEquals(new double[] {1, 0, 0, 1}, MatrixProduct.power(a, 2, 0));
    assertArrayEquals(a, MatrixProduct.power(a, 2, 1));
    assertArrayEquals(new double[] {89, 55, 55, 34}, MatrixProduct.power(a, 2, 10));
    assertArrayEquals(new double[] {-1, 2, 2, -3}, MatrixProduct.power(a, 2, -3));
    double[] turn = {0, -1, 1, 0};
    assertArrayEquals(
        new double[] {1, 0, 0, 1}, MatrixProduct.power(turn, 2, Integer.MIN_VALUE), 0);
  }
}
