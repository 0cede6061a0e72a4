package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.LinearAlgebraException;
import cerulean.tensor.MatrixNorm;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Derivatives of decompositions, of what the op table has rows for and what depends on choices, of
/// batches of matrices, and where matrices are singular or numbers equal.
@Tag("once")
class LinearAlgebraGradientTest {

  private static Tensor random(int... dims) {
    return Tensor.normal(Philox.of(dims.length + dims[0]), 0f, 1f, dims).to(DType.F64);
  }

  /// Far from singular.
  private static Tensor safe(int... dims) {
    int n = dims[dims.length - 1];
    return random(dims).add(Tensor.eye(DType.F64, n, n, 0).mul(6));
  }

  private static Variable of(double[] values, int... dims) {
    return Variable.constant(Tensor.of(values, dims));
  }

  private static Variable transposed(Variable a) {
    return a.swapAxes(-1, -2);
  }

  private static Variable symmetric(Variable a) {
    return a.add(transposed(a));
  }

  private static void require(UnaryOperator<Variable> f, Tensor a) {
    GradientCheck.require(in -> f.apply(in.getFirst()), a);
  }

  private static void assertValue(double[] expected, Variable actual) {
    assertArrayEquals(expected, actual.value().toDoubleArray(), 1e-12);
  }

  @Test
  void eigenvaluesAndVectorsOfABatch() {
    require(
        a -> {
          Decompositions.Eigh eigh = symmetric(a).eigh();
          // Squares do not depend on the signs of the vectors.
          Variable squares = eigh.vectors().mul(eigh.vectors());
          return Variable.concat(-2, squares, eigh.values().unsqueeze(-2));
        },
        random(2, 4, 4));
    require(a -> symmetric(a).eigvalsh(), random(2, 3, 3));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "5,3", "2,4", "1,3", "3,1"})
  void singularValuesAndVectors(int m, int n) {
    require(
        a -> {
          Decompositions.Svd svd = a.svd();
          Variable u = svd.u().mul(svd.u());
          Variable v = transposed(svd.vh().mul(svd.vh()));
          return Variable.concat(-2, u, svd.s().unsqueeze(-2), v);
        },
        random(m, n));
    require(
        a -> {
          Decompositions.Svd svd = a.svd();
          // Not the factor itself: its squares add up to a constant.
          return svd.u().matmul(svd.vh()).exp();
        },
        random(2, m, n));
    require(Variable::svdvals, random(m, n));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "5,3", "2,4", "1,3", "3,1"})
  void orthogonalFactors(int m, int n) {
    require(
        a -> {
          Decompositions.Qr qr = a.qr();
          return Variable.concat(-1, qr.q(), qr.r().sum(true, -2).expand(1, 1, n).expand(1, m, n));
        },
        random(1, m, n));
    require(a -> a.qr().r().tanh(), random(2, m, n));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "5,3", "2,4", "1,3", "3,1"})
  void completeFactorsWhateverTheirRestIsTurnedBy(int m, int n) {
    require(
        a -> {
          Variable q = a.qrComplete().q();
          Variable rest = q.narrow(-1, Math.min(m, n), m - Math.min(m, n));
          Variable space = rest.matmul(transposed(rest));
          return Variable.concat(-1, space.exp(), a.qrComplete().r().tanh());
        },
        random(2, m, n));
    require(
        a -> {
          Decompositions.Svd svd = a.svdFull();
          int k = Math.min(m, n);
          Variable u = svd.u().narrow(-1, k, m - k);
          Variable v = transposed(svd.vh()).narrow(-1, k, n - k);
          Variable both =
              Variable.concat(
                  -1,
                  u.matmul(transposed(u)).reshape(m * m),
                  v.matmul(transposed(v)).reshape(n * n));
          return Variable.concat(-1, both.exp(), svd.s());
        },
        random(m, n));
    Tensor a = random(m, n);
    Decompositions.Svd svd = Variable.constant(a).svdFull();
    assertValue(LinearAlgebra.svdFull(a).u().toDoubleArray(), svd.u());
    assertValue(LinearAlgebra.svdFull(a).vh().toDoubleArray(), svd.vh());
    Decompositions.Qr qr = Variable.constant(a).qrComplete();
    assertValue(LinearAlgebra.qrComplete(a).q().toDoubleArray(), qr.q());
    assertValue(LinearAlgebra.qrComplete(a).r().toDoubleArray(), qr.r());
  }

  @ParameterizedTest
  @CsvSource({"5,3", "2,4", "1,3", "3,1"})
  void triangularFactorsOfMatricesThatAreNotSquare(int m, int n) {
    require(a -> a.lu().l().tanh(), random(2, m, n));
    require(a -> a.lu().u().tanh(), random(2, m, n));
    Tensor a = random(2, m, n);
    Decompositions.Lu lu = Variable.constant(a).lu();
    LinearAlgebra.Lu expected = LinearAlgebra.lu(a);
    assertValue(expected.p().toDoubleArray(), lu.p());
    assertValue(expected.l().toDoubleArray(), lu.l());
    assertValue(expected.u().toDoubleArray(), lu.u());
  }

  @Test
  void theSecondDerivativeOfASingularDeterminantIsRefused() {
    Variable singular = of(new double[] {1, 2, 2, 4}, 2, 2);
    LinearAlgebraException refused =
        assertThrows(
            LinearAlgebraException.class, () -> Grad.hessian(Variable::det).apply(singular));
    assertTrue(
        refused.getMessage().startsWith("inverse: the matrix is singular"), refused::getMessage);
  }

  @Test
  void factorsOfAWideMatrixAreThoseOfTheTensor() {
    Tensor a = random(3, 5);
    Decompositions.Qr qr = Variable.constant(a).qr();
    LinearAlgebra.Qr expected = LinearAlgebra.qr(a);
    assertValue(expected.q().toDoubleArray(), qr.q());
    assertValue(expected.r().toDoubleArray(), qr.r());
  }

  @Test
  void triangularFactorsWithPivots() {
    require(
        a -> {
          Decompositions.Lu lu = a.lu();
          return Variable.concat(-1, lu.l(), lu.u().div(4).tanh());
        },
        safe(2, 4, 4).flip(-2));
    Variable a = Variable.constant(random(4, 4));
    Decompositions.Lu lu = a.lu();
    assertValue(a.value().toDoubleArray(), lu.p().matmul(lu.l()).matmul(lu.u()));
  }

  @Test
  void choleskyFactorsOfABatch() {
    require(a -> a.matmul(transposed(a)).cholesky().exp(), safe(2, 3, 3));
  }

  @Test
  void theGradientOfACholeskyFactorIsSymmetric() {
    Variable a = Variable.constant(safe(3, 3).add(safe(3, 3).transpose()));
    Variable weights = Variable.constant(random(3, 3));
    Variable gradient = Grad.of(x -> x.cholesky().mul(weights).sum()).apply(a);
    assertValue(gradient.value().toDoubleArray(), gradient.transpose());
  }

  @Test
  void solutionsOfSystemsThatBroadcast() {
    Tensor a = safe(2, 1, 3, 3);
    GradientCheck.require(in -> in.get(0).solve(in.get(1)), a, random(4, 3, 2));
    GradientCheck.require(in -> in.get(0).solve(in.get(1)), safe(2, 3, 3), random(2, 3));
    GradientCheck.require(in -> in.get(0).solve(in.get(1)), safe(2, 3, 3), random(3));
    GradientCheck.require(in -> in.get(0).solve(in.get(1)), safe(2, 3, 3), random(3, 2));
    GradientCheck.require(
        in -> in.get(0).solveTriangular(in.get(1), false, true), a, random(4, 3, 2));
    GradientCheck.require(
        in -> in.get(0).solveTriangular(in.get(1), true, false), a, random(4, 3, 2));
    GradientCheck.require(in -> in.get(0).choleskySolve(in.get(1)), a, random(4, 3, 2));
  }

  /// Three examples of 3 x 3 matrices and one matrix of three right-hand sides, which must not be
  /// taken for a vector for each example.
  @Test
  void sharedRightHandSidesAreNotTakenForVectors() {
    Variable a = Variable.constant(safe(3, 3, 3));
    Variable b = Variable.constant(random(3, 3));
    Variable together = Vmap.of(x -> x.solve(b)).apply(a);
    for (int i = 0; i < 3; i++) {
      assertValue(a.select(0, i).solve(b).value().toDoubleArray(), together.select(0, i));
    }
  }

  @Test
  void leastSquaresAndPseudoInverses() {
    GradientCheck.require(in -> in.get(0).lstsq(in.get(1)), random(2, 5, 3), random(2, 5, 2));
    GradientCheck.require(in -> in.get(0).lstsq(in.get(1)), random(5, 3), random(5));
    GradientCheck.require(in -> in.get(0).lstsq(in.get(1), 1e-9), random(3, 5), random(3, 1));
    require(Variable::pinv, random(2, 4));
    require(a -> a.pinv(1e-9), random(2, 4, 2));
  }

  /// Products of `[4, 2]` and `[2, 4]` have rank 2 wherever they move.
  @Test
  void thePseudoInverseMovesAtConstantRank() {
    GradientCheck.require(in -> in.get(0).matmul(in.get(1)).pinv(1e-9), random(4, 2), random(2, 4));
  }

  @Test
  void determinantsOfABatch() {
    require(Variable::det, random(2, 3, 3));
    require(a -> a.slogDet().logAbsDet(), random(2, 3, 3));
    require(a -> a.slogDet().sign().mul(a.slogDet().logAbsDet()), random(2, 3, 3));
    require(Variable::logDet, safe(2, 3, 3));
    assertFalse(Variable.leaf(random(3, 3)).slogDet().sign().requiresGrad());
  }

  /// The gradient of a determinant is the matrix of cofactors, of singular matrices too.
  @Test
  void singularMatricesHaveCofactors() {
    Variable rankOne = of(new double[] {1, 2, 2, 4}, 2, 2);
    assertValue(new double[] {4, -2, -2, 1}, Grad.of(Variable::det).apply(rankOne));
    Variable zero = of(new double[9], 3, 3);
    assertValue(new double[9], Grad.of(Variable::det).apply(zero));
    Variable both = of(new double[] {1, 2, 2, 4, 1, 0, 0, 3}, 2, 2, 2);
    assertValue(new double[] {4, -2, -2, 1, 3, 0, 0, 1}, Grad.of(a -> a.det().sum()).apply(both));
  }

  @Test
  void logarithmsOfSingularDeterminantsAreRefused() {
    Variable singular = of(new double[] {1, 2, 2, 4}, 2, 2);
    LinearAlgebraException refused =
        assertThrows(LinearAlgebraException.class, () -> Grad.of(Variable::logDet).apply(singular));
    assertTrue(
        refused.getMessage().startsWith("inverse: the matrix is singular"), refused::getMessage);
  }

  @Test
  void normsConditionAndPowers() {
    for (MatrixNorm norm : MatrixNorm.values()) {
      require(a -> a.matrixNorm(norm), random(2, 3, 4));
    }
    require(Variable::cond, random(2, 3, 3));
    for (int exponent : new int[] {1, 2, 5, -1, -2}) {
      require(a -> a.matrixPower(exponent), safe(2, 3, 3).div(4));
    }
  }

  @Test
  void theFrobeniusNormOfZerosHasGradientZero() {
    Variable gradient =
        Grad.of(a -> a.matrixNorm(MatrixNorm.FROBENIUS)).apply(of(new double[4], 2, 2));
    assertValue(new double[4], gradient);
  }

  @Test
  void equalEigenvaluesHaveADerivativeTogether() {
    Variable identity = of(new double[] {1, 0, 0, 1}, 2, 2);
    assertValue(new double[] {1, 0, 0, 1}, Grad.of(a -> a.eigh().values().sum()).apply(identity));
    assertValue(new double[] {1, 0, 0, 1}, Grad.of(a -> a.svdvals().sum()).apply(identity));
  }

  @Test
  void theGradientOfVectorsOfEqualEigenvaluesIsNotFinite() {
    Variable identity = of(new double[] {1, 0, 0, 1}, 2, 2);
    Variable weights = of(new double[] {1, 2, 3, 5}, 2, 2);
    Variable gradient = Grad.of(a -> a.eigh().vectors().mul(weights).sum()).apply(identity);
    assertFalse(gradient.value().isFinite().all(false).itemBoolean());
  }

  @Test
  void emptyMatricesHaveEmptyGradients() {
    for (MatrixNorm norm : MatrixNorm.values()) {
      Variable gradient = Grad.of(a -> a.matrixNorm(norm).sum()).apply(of(new double[0], 2, 0, 3));
      assertEquals(List.of(2, 0, 3), ints(gradient));
    }
    assertEquals(
        List.of(2, 0, 0), ints(Grad.of(a -> a.det().sum()).apply(of(new double[0], 2, 0, 0))));
    assertEquals(
        List.of(2, 0, 0), ints(Grad.of(a -> a.eigvalsh().sum()).apply(of(new double[0], 2, 0, 0))));
    assertEquals(
        List.of(0, 3, 3), ints(Grad.of(a -> a.inverse().sum()).apply(of(new double[0], 0, 3, 3))));
  }

  private static List<Integer> ints(Variable x) {
    return java.util.Arrays.stream(x.shape().dims()).boxed().toList();
  }
}
