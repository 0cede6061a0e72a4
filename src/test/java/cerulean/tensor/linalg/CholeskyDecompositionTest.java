package cerulean.tensor.linalg;

import static cerulean.tensor.linalg.SampleMatrices.assertClose;
import static cerulean.tensor.linalg.SampleMatrices.product;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class CholeskyDecompositionTest {

  @Test
  void factorsMultiplyToTheMatrix() {
    for (int n = 0; n <= 64; n++) {
      double[] x = SampleMatrices.random(n, n + 2, n);
      check(product(MatrixProduct.transposed(x, n + 2, n), x, n, n + 2, n), n);
    }
    check(SampleMatrices.hilbert(8), 8);
    check(SampleMatrices.scaled(SampleMatrices.hilbert(8), 1e-300), 8);
    check(SampleMatrices.scaled(SampleMatrices.hilbert(8), 1e300), 8);
  }

  private static void check(double[] a, int n) {
    double[] l = CholeskyDecomposition.lower(a, n);
    double[] back = product(l, MatrixProduct.transposed(l, n, n), n, n, n);
    assertClose(a, back, n + 1, 1, "L L^T of " + n);
    double[] b = product(a, SampleMatrices.random(5, n, 2), n, n, 2);
    double[] x = CholeskyDecomposition.solve(l, n, b, 2);
    assertClose(b, product(a, x, n, n, 2), n + 1, 8, "A X of " + n);
  }

  @Test
  void smallIntegersAreExact() {
    double[] a = {4, 99, 99, 2, 10, 99, 4, 5, 9};
    double[] l = {2, 0, 0, 1, 3, 0, 2, 1, 2};
    assertArrayEquals(l, CholeskyDecomposition.lower(a, 3), "the upper triangle is not read");
    double[] b = {4, 2, 4};
    assertArrayEquals(new double[] {1, 0, 0}, CholeskyDecomposition.solve(l, 3, b, 1));
  }

  @Test
  void matricesThatAreNotPositiveDefiniteNameTheMinor() {
    var second =
        assertThrows(
            MatrixException.class, () -> CholeskyDecomposition.lower(new double[] {1, 2, 2, 1}, 2));
    assertEquals(
        "the matrix is not positive definite: its leading minor of order 2 is not positive",
        second.getMessage());
    var first =
        assertThrows(MatrixException.class, () -> CholeskyDecomposition.lower(new double[] {0}, 1));
    assertEquals(
        "the matrix is not positive definite: its leading minor of order 1 is not positive",
        first.getMessage());
  }

  @Test
  void nanIsRefusedWhereItIsRead() {
    var thrown =
        assertThrows(
            MatrixException.class,
            () -> CholeskyDecomposition.lower(new double[] {1, 0, Double.NaN, 1}, 2));
    assertEquals(
        "the matrix holds NaN in row 1, column 0; all must be finite", thrown.getMessage());
    double[] unread = {1, Double.NaN, 0, 1};
    assertArrayEquals(new double[] {1, 0, 0, 1}, CholeskyDecomposition.lower(unread, 2));
  }

  @Test
  void triangularSystemsReadOneTriangle() {
    double nan = Double.NaN;
    double[] upper = {2, 1, nan, 4};
    double[] b = {4, 8};
    assertArrayEquals(new double[] {1, 2}, TriangularSystem.solve(upper, 2, b, 1, true, false));
    double[] unit = {nan, 3, nan, nan};
    assertArrayEquals(new double[] {-20, 8}, TriangularSystem.solve(unit, 2, b, 1, true, true));
    double[] lower = {2, nan, 1, 4};
    assertArrayEquals(new double[] {2, 1.5}, TriangularSystem.solve(lower, 2, b, 1, false, false));
    assertArrayEquals(new double[] {4, 8}, b);
  }

  @Test
  void zerosOnTheDiagonalOfATriangleAreRefused() {
    double[] t = {1, 0, 5, 0};
    var thrown =
        assertThrows(
            MatrixException.class,
            () -> TriangularSystem.solve(t, 2, new double[2], 1, false, false));
    assertEquals("the matrix is singular: element 1 of its diagonal is 0", thrown.getMessage());
    var nan =
        assertThrows(
            MatrixException.class,
            () ->
                TriangularSystem.solve(
                    new double[] {1, 0, Double.NaN, 1}, 2, new double[2], 1, false, true));
    assertEquals("the matrix holds NaN in row 1, column 0; all must be finite", nan.getMessage());
  }
}
