package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Orthogonal updates.
class MuonTest {

  private static double[] singularValues(Tensor matrix) {
    return LinearAlgebra.svdvals(matrix).toDoubleArray();
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "3, 20", "20, 3", "1, 5", "5, 1"})
  void singularValuesBecomeAboutOne(int rows, int columns) {
    Tensor matrix = Tensor.normal(Philox.of(1), 0f, 1f, rows, columns).to(DType.F64);
    for (double value : singularValues(Muon.orthogonal(matrix, 1e-7, 5))) {
      assertTrue(value > 0.6 && value < 1.3, "" + value);
    }
  }

  /// The iteration changes each singular value by itself, by the polynomial `a s + b s^3 + c s^5`.
  @Test
  void singularVectorsStay() {
    Tensor diagonal = Tensor.of(new double[] {3, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0.5, 0}, 3, 4);
    double norm = Math.sqrt(9 + 1 + 0.25) + 1e-7;
    double[] expected = new double[12];
    double[] values = {3, -1, 0.5};
    for (int i = 0; i < 3; i++) {
      double s = values[i] / norm;
      for (int k = 0; k < 5; k++) {
        s = 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
      }
      expected[i * 5] = s;
    }
    assertArrayEquals(expected, Muon.orthogonal(diagonal, 1e-7, 5).toDoubleArray(), 1e-13);
    assertArrayEquals(
        expected,
        Muon.orthogonal(diagonal.transpose().contiguous(), 1e-7, 5).transpose().toDoubleArray(),
        1e-13);
  }

  @Test
  void aGradientOfZeroLeavesOnlyDecay() {
    Parameter w = Parameter.of(Tensor.ones(DType.F64, 2, 3));
    Muon muon = Muon.of(List.of(w), Muon.Config.withLr(0.5));
    w.backward(Variable.constant(Tensor.zeros(DType.F64, 2, 3)), false);
    muon.step();
    // 1 - 0.5 * 0.1
    assertArrayEquals(Tensor.full(DType.F64, 0.95, 6).toDoubleArray(), flat(w), 1e-15);
  }

  private static double[] flat(Parameter w) {
    return w.value().flatten().toDoubleArray();
  }

  /// Three steps of the formulas, written in operations on matrices in double precision.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stepsFollowTheFormula(boolean variant) {
    Parameter w = Parameter.of(Tensor.normal(Philox.of(1), 0f, 1f, 6, 4).to(DType.F64));
    Muon.Config config =
        Muon.Config.withLr(0.1).nesterov(!variant).matchAdamW(variant).maximize(variant);
    Muon muon = Muon.of(List.of(w), config);
    Tensor expected = w.value().copy();
    Tensor mean = Tensor.zeros(DType.F64, 6, 4);
    for (int t = 0; t < 3; t++) {
      Tensor g = Tensor.normal(Philox.of(2 + t), 0f, 1f, 6, 4).to(DType.F64);
      w.clearGrad();
      w.backward(Variable.constant(g), false);
      muon.step();
      g = variant ? g.neg() : g;
      mean = mean.mul(0.95).add(g.mul(0.05));
      Tensor d = variant ? mean : g.mul(0.05).add(mean.mul(0.95));
      double scale = variant ? 0.2 * Math.sqrt(6) : Math.sqrt(6.0 / 4);
      Tensor x = d.div(Math.sqrt(d.mul(d).sum().itemDouble()) + 1e-7);
      for (int i = 0; i < 5; i++) {
        // Of the tall matrix itself: X (a + b X^T X + c (X^T X)^2).
        Tensor a = x.transpose().matmul(x);
        Tensor inner =
            Tensor.eye(DType.F64, 4, 4, 0)
                .mul(3.4445)
                .add(a.mul(-4.7750))
                .add(a.matmul(a).mul(2.0315));
        x = x.matmul(inner);
      }
      expected = expected.mul(1 - 0.1 * 0.1).sub(x.mul(0.1 * scale));
      assertArrayEquals(expected.toDoubleArray(), w.value().toDoubleArray(), 1e-12);
    }
  }

  @Test
  void aConvolutionsWeightIsAMatrixOfItsFilters() {
    Tensor start = Tensor.normal(Philox.of(1), 0f, 1f, 4, 2, 3, 3);
    Tensor gradient = Tensor.normal(Philox.of(2), 0f, 1f, 4, 2, 3, 3);
    Parameter filters = Parameter.of(start);
    Parameter matrix = Parameter.of(start.reshape(4, 18));
    Muon muon = Muon.of(List.of(filters, matrix), Muon.Config.defaults());
    filters.backward(Variable.constant(gradient), false);
    matrix.backward(Variable.constant(gradient.reshape(4, 18)), false);
    muon.step();
    assertArrayEquals(matrix.value().toArray(), filters.value().reshape(4, 18).toArray());
  }

  @Test
  void vectorsAreRefused() {
    Parameter bias = SgdTest.parameter(1, 2, 3);
    Muon muon = Muon.of(List.of(bias), Muon.Config.defaults());
    SgdTest.give(bias, 1, 1, 1);
    assertEquals(
        "Muon: parameters must have at least 2 axes, got [3]; give vectors and numbers to another"
            + " optimizer, such as AdamW",
        assertThrows(IllegalArgumentException.class, muon::step).getMessage());
  }
}
