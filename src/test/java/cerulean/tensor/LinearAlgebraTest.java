package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches, broadcasting, views, types and messages; the numbers themselves are tested with the
/// decompositions in `cerulean.tensor.linalg`.
@Tag("once")
class LinearAlgebraTest implements WordForWord {

  private static final double EPS = 0x1p-52;

  private final int threads = Parallel.threads();

  @AfterEach
  void restore() {
    Parallel.configure(threads);
  }

  private static Tensor random(long seed, int... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Tensor.wrap(values, shape);
  }

  private static void assertClose(Tensor expected, Tensor actual, double bound) {
    assertEquals(expected.shape(), actual.shape());
    assertEquals(expected.dtype(), actual.dtype());
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), bound);
  }

  // ---- Batches

  /// Every operation with one argument and one result, applied to a batch and to its matrices.
  static List<Arguments> operations() {
    return List.of(
        operation("inverse", LinearAlgebra::inverse),
        operation("det", LinearAlgebra::det),
        operation("logDet", LinearAlgebra::logDet),
        operation("slogDet", a -> LinearAlgebra.slogDet(a).logAbsDet()),
        operation("cholesky", a -> LinearAlgebra.cholesky(gram(a))),
        operation("lu", a -> LinearAlgebra.lu(a).u()),
        operation("qr", a -> LinearAlgebra.qr(a).q()),
        operation("qrComplete", a -> LinearAlgebra.qrComplete(a).r()),
        operation("eigh", a -> LinearAlgebra.eigh(a).vectors()),
        operation("eigvalsh", LinearAlgebra::eigvalsh),
        operation("svd", a -> LinearAlgebra.svd(a).vh()),
        operation("svdFull", a -> LinearAlgebra.svdFull(a).u()),
        operation("svdvals", LinearAlgebra::svdvals),
        operation("pinv", LinearAlgebra::pinv),
        operation("matrixRank", LinearAlgebra::matrixRank),
        operation("cond", LinearAlgebra::cond),
        operation("matrixNorm", a -> LinearAlgebra.matrixNorm(a, MatrixNorm.NUCLEAR)),
        operation("matrixPower", a -> LinearAlgebra.matrixPower(a, -2)));
  }

  private static Arguments operation(String name, UnaryOperator<Tensor> work) {
    return Arguments.of(name, work);
  }

  /// `A^T A + I` for every matrix.
  private static Tensor gram(Tensor a) {
    int n = a.dim(-1);
    Tensor flat = a.reshape(n == 0 ? 0 : a.size() / (n * n), n, n);
    double[] values = new double[flat.size()];
    for (int i = 0; i < flat.dim(0); i++) {
      Tensor x = flat.select(0, i);
      double[] product = x.transpose().matmul(x).toDoubleArray();
      for (int j = 0; j < n; j++) {
        product[j * n + j] += 1;
      }
      System.arraycopy(product, 0, values, i * n * n, n * n);
    }
    return Tensor.wrap(values, a.shape().dims());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void aBatchIsWorkedOnMatrixByMatrix(String name, UnaryOperator<Tensor> operation) {
    Tensor batch = random(1, 2, 3, 4, 4);
    Tensor all = operation.apply(batch);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        Tensor one = operation.apply(batch.select(0, i).select(0, j));
        Tensor part = all.select(0, i).select(0, j);
        assertEquals(one.shape(), part.shape(), name);
        assertArrayEquals(one.toDoubleArray(), part.toDoubleArray());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void viewsAreReadAsTheTensorsTheyShow(String name, UnaryOperator<Tensor> operation) {
    Tensor view = random(2, 4, 7, 3, 4).narrow(1, 2, 4).permute(2, 3, 1, 0);
    Tensor expected = operation.apply(view.copy());
    assertArrayEquals(expected.toDoubleArray(), operation.apply(view).toDoubleArray(), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void singlePrecisionIsDoublePrecisionRoundedOnce(String name, UnaryOperator<Tensor> operation) {
    if (name.equals("cholesky")) {
      return; // Its products would be formed in single precision.
    }
    Tensor single = random(3, 2, 5, 5).to(DType.F32);
    Tensor result = operation.apply(single);
    Tensor reference = operation.apply(single.to(DType.F64));
    assertEquals(name.equals("matrixRank") ? DType.I64 : DType.F32, result.dtype());
    assertArrayEquals(reference.to(DType.F32).toDoubleArray(), result.toDoubleArray());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void resultsHaveTheSameBitsOnAnyNumberOfThreads(String name, UnaryOperator<Tensor> operation) {
    Tensor batch = random(4, 50, 24, 24);
    Parallel.configure(1);
    double[] one = operation.apply(batch).toDoubleArray();
    Parallel.configure(3);
    assertArrayEquals(one, operation.apply(batch).toDoubleArray(), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void emptyBatchesAndEmptyMatricesHaveResults(String name, UnaryOperator<Tensor> operation) {
    assertEquals(0, operation.apply(Tensor.zeros(DType.F64, 0, 3, 3)).dim(0), name);
    assertEquals(2, operation.apply(Tensor.zeros(DType.F64, 2, 0, 0)).dim(0), name);
  }

  // ---- Two operands

  @Test
  void vectorsAreRecognisedByPytorchsRule() {
    Tensor a = random(5, 2, 3, 3);
    assertEquals(Shape.of(2, 3), LinearAlgebra.solve(a, random(6, 3)).shape());
    assertEquals(Shape.of(2, 3), LinearAlgebra.solve(a, random(6, 2, 3)).shape());
    assertEquals(Shape.of(2, 3, 5), LinearAlgebra.solve(a, random(6, 3, 5)).shape());
    assertEquals(Shape.of(2, 3, 1), LinearAlgebra.solve(a, random(6, 2, 3, 1)).shape());
    assertEquals(Shape.of(3), LinearAlgebra.solve(a.select(0, 0), random(6, 3)).shape());
    assertEquals(
        Shape.of(4, 3), LinearAlgebra.lstsq(random(7, 4, 6, 3), random(8, 6)).solution().shape());
  }

  @Test
  void leadingAxesBroadcast() {
    Tensor a = random(9, 4, 1, 3, 3);
    Tensor b = random(10, 5, 3, 2);
    Tensor x = LinearAlgebra.solve(a, b);
    assertEquals(Shape.of(4, 5, 3, 2), x.shape());
    Tensor one = LinearAlgebra.solve(a.select(0, 2).select(0, 0), b.select(0, 4));
    assertArrayEquals(one.toDoubleArray(), x.select(0, 2).select(0, 4).toDoubleArray());
  }

  @Test
  void theWiderTypeIsThatOfTheSolution() {
    Tensor a = Tensor.of(new float[] {2, 0, 0, 4}, 2, 2);
    Tensor b = Tensor.of(new double[] {1, 1}, 2);
    assertClose(Tensor.of(new double[] {0.5, 0.25}, 2), LinearAlgebra.solve(a, b), 0);
    assertEquals(DType.F32, LinearAlgebra.solve(a, b.to(DType.F32)).dtype());
  }

  @Test
  void triangularAndCholeskySolutionsAreThoseOfTheSystem() {
    Tensor l = LinearAlgebra.cholesky(gram(random(11, 3, 4, 4)));
    Tensor b = random(12, 3, 4, 2);
    Tensor y = LinearAlgebra.solveTriangular(l, b, false, false);
    Tensor x = LinearAlgebra.solveTriangular(l.permute(0, 2, 1), y, true, false);
    assertClose(x, LinearAlgebra.choleskySolve(l, b), 64 * EPS);
    assertClose(LinearAlgebra.solve(l, b), y, 256 * EPS);
  }

  @Test
  void leastSquaresGiveAllFourResults() {
    Tensor a = Tensor.of(new double[] {1, 0, 1, 1, 1, 2}, 3, 2);
    var fit = LinearAlgebra.lstsq(a, Tensor.of(new double[] {6, 0, 0}, 3));
    assertClose(Tensor.of(new double[] {5, -3}, 2), fit.solution(), 32 * EPS);
    assertClose(Tensor.scalar(6.0), fit.residuals(), 64 * EPS);
    assertEquals(2, fit.rank().itemLong());
    assertEquals(Shape.of(2), fit.singularValues().shape());
    var loose = LinearAlgebra.lstsq(a, Tensor.of(new double[] {6, 0, 0}, 3), 0.9);
    assertEquals(1, loose.rank().itemLong());
  }

  // ---- Conventions

  @Test
  void factorsMultiplyToTheMatrix() {
    Tensor a = random(13, 5, 3);
    var lu = LinearAlgebra.lu(a);
    assertClose(a, lu.p().matmul(lu.l()).matmul(lu.u()), 32 * EPS);
    var qr = LinearAlgebra.qrComplete(a);
    assertClose(a, qr.q().matmul(qr.r()), 32 * EPS);
    var svd = LinearAlgebra.svd(a);
    assertClose(a, svd.u().mul(svd.s()).matmul(svd.vh()), 32 * EPS);
    assertEquals(Shape.of(5, 5), LinearAlgebra.svdFull(a).u().shape());
    assertEquals(Shape.of(3, 3), LinearAlgebra.qr(a).r().shape());
    Tensor symmetric = a.transpose().matmul(a);
    var eigh = LinearAlgebra.eigh(symmetric);
    assertClose(
        symmetric, eigh.vectors().mul(eigh.values()).matmul(eigh.vectors().transpose()), 64 * EPS);
  }

  @Test
  void toleranceOfRanksFollowsTheType() {
    Tensor a = Tensor.of(new double[] {1, 0, 0, 1e-9}, 2, 2);
    assertEquals(2, LinearAlgebra.matrixRank(a).itemLong());
    assertEquals(1, LinearAlgebra.matrixRank(a.to(DType.F32)).itemLong());
    assertEquals(1, LinearAlgebra.matrixRank(a, 1e-8).itemLong());
    assertClose(Tensor.of(new float[] {1, 0, 0, 0}, 2, 2), LinearAlgebra.pinv(a.to(DType.F32)), 0);
    assertEquals(1e9, LinearAlgebra.pinv(a).getDouble(1, 1), 1e-6);
    assertEquals(0, LinearAlgebra.pinv(a, 1e-8).getDouble(1, 1));
  }

  @Test
  void normsOfASmallMatrix() {
    Tensor a = Tensor.of(new double[] {3, 0, -4, 5}, 2, 2);
    assertEquals(Math.sqrt(50), norm(a, MatrixNorm.FROBENIUS), 8 * EPS);
    assertEquals(Math.sqrt(45) + Math.sqrt(5), norm(a, MatrixNorm.NUCLEAR), 64 * EPS);
    assertEquals(Math.sqrt(45), norm(a, MatrixNorm.SPECTRAL), 64 * EPS);
    assertEquals(7, norm(a, MatrixNorm.ONE));
    assertEquals(9, norm(a, MatrixNorm.INFINITY));
    assertEquals(0, norm(Tensor.zeros(DType.F64, 0, 3), MatrixNorm.SPECTRAL));
    Tensor nan = Tensor.of(new double[] {1, Double.NaN}, 1, 2);
    assertTrue(Double.isNaN(norm(nan, MatrixNorm.FROBENIUS)));
    assertTrue(Double.isNaN(norm(nan, MatrixNorm.INFINITY)));
    Tensor huge = Tensor.of(new double[] {3e300, 4e300}, 1, 2);
    assertEquals(5e300, norm(huge, MatrixNorm.FROBENIUS), 8 * EPS * 5e300);
  }

  private static double norm(Tensor a, MatrixNorm norm) {
    return LinearAlgebra.matrixNorm(a, norm).itemDouble();
  }

  @Test
  void determinantsOfSingularAndOfNegativeMatrices() {
    Tensor singular = Tensor.ones(DType.F64, 2, 2);
    assertEquals(0, LinearAlgebra.det(singular).itemDouble());
    assertEquals(Double.NEGATIVE_INFINITY, LinearAlgebra.logDet(singular).itemDouble());
    assertEquals(0, LinearAlgebra.slogDet(singular).sign().itemDouble());
    Tensor negative = Tensor.of(new double[] {-1}, 1, 1);
    assertTrue(Double.isNaN(LinearAlgebra.logDet(negative).itemDouble()));
    assertEquals(-1, LinearAlgebra.slogDet(negative).sign().itemDouble());
    assertEquals(Double.POSITIVE_INFINITY, LinearAlgebra.cond(singular.mul(0)).itemDouble());
  }

  @Test
  void inALargeBatchTheFirstFailureIsNamed() {
    double[] values = new double[40000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 17017 || i == 39000 ? 0 : 1;
    }
    Parallel.configure(3);
    for (int round = 0; round < 20; round++) {
      var thrown =
          assertThrows(
              LinearAlgebraException.class,
              () -> LinearAlgebra.inverse(Tensor.of(values, 40000, 1, 1)));
      assertEquals(
          "inverse: matrix 17017 of the batch is singular: pivot 0 is 0", thrown.getMessage());
      assertEquals("inverse", thrown.op());
    }
  }

  // ---- Messages

  private static final Tensor WIDE = Tensor.zeros(3, 4);

  private static final Tensor SQUARE = Tensor.ones(3, 3);

  static List<Arguments> sentences() {
    double[] fourth = new double[20];
    for (int i = 0; i < 20; i++) {
      fourth[i] = i < 12 ? 1 + i % 4 : 1;
    }
    Tensor batch = Tensor.of(fourth, 5, 2, 2);
    double[] nan = {1, 2, 3, Double.NaN};
    return List.of(
        row(() -> LinearAlgebra.inverse(WIDE), "inverse: needs square matrices; got [3, 4]"),
        row(() -> LinearAlgebra.cholesky(WIDE), "cholesky: needs square matrices; got [3, 4]"),
        row(() -> LinearAlgebra.eigh(WIDE), "eigh: needs square matrices; got [3, 4]"),
        row(
            () -> LinearAlgebra.matrixPower(WIDE, 2),
            "matrixPower: needs square matrices; got [3, 4]"),
        row(() -> LinearAlgebra.svd(Tensor.zeros(3)), "svd: needs matrices; got [3]"),
        row(
            () -> LinearAlgebra.solve(Tensor.zeros(3), Tensor.zeros(3)),
            "solve: needs matrices; got [3]"),
        row(
            () -> LinearAlgebra.solve(WIDE, Tensor.zeros(3)),
            "solve: needs square matrices; got [3, 4]"),
        row(
            () -> LinearAlgebra.solve(SQUARE, Tensor.zeros(5, 2)),
            "solve: right-hand side [5, 2] does not have as many rows as the matrix [3, 3], which"
                + " has 3"),
        row(
            () -> LinearAlgebra.lstsq(WIDE, Tensor.scalar(1f)),
            "lstsq: right-hand side [] does not have as many rows as the matrix [3, 4], which has"
                + " 3"),
        row(
            () -> LinearAlgebra.solve(Tensor.zeros(2, 3, 3), Tensor.zeros(4, 3, 1)),
            "solve, leading axes: [2] and [4] do not broadcast: axis 0 is 2 and 4"),
        row(
            () -> LinearAlgebra.det(Tensor.of(new long[] {1}, 1, 1)),
            "det: needs F32 or F64; got I64; convert with to(DType.F32)"),
        row(() -> LinearAlgebra.inverse(SQUARE), "inverse: the matrix is singular: pivot 1 is 0"),
        row(
            () -> LinearAlgebra.inverse(batch),
            "inverse: matrix 3 of the batch is singular: pivot 1 is 0"),
        row(
            () -> LinearAlgebra.matrixPower(SQUARE.expand(2, 3, 3, 3), -1),
            "matrixPower: matrix [0, 0] of the batch is singular: pivot 1 is 0"),
        row(
            () -> LinearAlgebra.solve(SQUARE, Tensor.zeros(3)),
            "solve: the matrix is singular: pivot 1 is 0"),
        row(
            () -> LinearAlgebra.solveTriangular(SQUARE.mul(0), Tensor.zeros(3), true, false),
            "solveTriangular: the matrix is singular: element 0 of its diagonal is 0"),
        row(
            () -> LinearAlgebra.cholesky(SQUARE),
            "cholesky: the matrix is not positive definite: its leading minor of order 2 is not"
                + " positive"),
        row(
            () -> LinearAlgebra.svdvals(Tensor.of(nan, 2, 2)),
            "svdvals: the matrix holds NaN in row 1, column 1; all must be finite"),
        row(
            () -> LinearAlgebra.det(Tensor.of(nan, 4, 1, 1)),
            "det: matrix 3 of the batch holds NaN in row 0, column 0; all must be finite"),
        row(
            () -> LinearAlgebra.pinv(WIDE, -1),
            "pinv: the relative tolerance must be from 0 to 1; got -1.0"),
        row(
            () -> LinearAlgebra.matrixRank(WIDE, Double.NaN),
            "matrixRank: the relative tolerance must be from 0 to 1; got NaN"));
  }
}
