package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients in one pass against the formulas they stand for and against differences.
class FusedGradientsTest implements WordForWord {

  /// Below, at and above the lanes of a vector, with and without a tail.
  private static final int[] CLASSES = {1, 2, 10, 15, 16, 17, 31, 32, 33, 100, 1000};

  static int[] classes() {
    return CLASSES;
  }

  private static Tensor draw(long seed, int... shape) {
    return Tensor.normal(Philox.of(seed), 0, 2, shape);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void softmaxGradientsAreTheirFormulas(int n) {
    Tensor x = draw(1, 7, n);
    Tensor g = draw(2, 7, n);
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      double allowed = type == DType.F32 ? 4e-6 : 1e-13;
      Tensor p = x.to(type).softmax(1);
      Tensor own = g.to(type);
      Tensor wide = own.to(DType.F64);
      Tensor shares = p.to(DType.F64);
      Tensor expected = shares.mul(wide.sub(wide.mul(shares).sum(true, 1)));
      close(expected, FusedGradients.softmax(own, p, 1), allowed);
      Tensor y = x.to(type).logSoftmax(1);
      expected = wide.sub(y.to(DType.F64).exp().mul(wide.sum(true, 1)));
      close(expected, FusedGradients.logSoftmax(own, y, 1), 40 * allowed);
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void rowsOfAnyLengthHaveASoftmax(int n) {
    Tensor x = draw(3, 9, n);
    Tensor e = x.to(DType.F64).sub(x.to(DType.F64).amax(true, 1)).exp();
    Tensor expected = e.div(e.sum(true, 1));
    close(expected, x.softmax(1), 4e-7);
    close(expected.log(), x.logSoftmax(1), 4e-6);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void crossEntropyAndItsGradientAreTheirFormulas(int n) {
    Tensor x = draw(4, 9, n);
    Tensor targets = Tensor.arange(9).mul(7).remainder(Tensor.scalar((long) n));
    Tensor p = x.to(DType.F64).softmax(1);
    Tensor chosen = p.mul(targets.oneHot(n).to(DType.F64)).sum(false, 1);
    double loss = -chosen.log().mean().itemDouble();
    assertEquals(loss, x.crossEntropy(targets).itemDouble(), 2e-6 * Math.max(1, loss));
    assertEquals(loss, x.to(DType.F64).crossEntropy(targets).itemDouble(), 1e-12);
    Tensor expected = p.sub(targets.oneHot(n).to(DType.F64)).mul(0.25);
    close(expected, FusedGradients.crossEntropy(x, targets, 0.25), 2e-7);
    close(expected, FusedGradients.crossEntropy(x.to(DType.F64), targets, 0.25), 1e-14);
    Tensor narrow = targets.to(DType.I32);
    assertArrayEquals(
        FusedGradients.crossEntropy(x, targets, 1).toArray(),
        FusedGradients.crossEntropy(x.transpose().copy().transpose(), narrow, 1).toArray());
  }

  @Test
  void theGradientOfAnIndexSelectionIsTheIndexAddToZeros() {
    Tensor index = Tensor.of(new long[] {3, 0, -1, 3, 3, 1}, 6);
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      Tensor g = draw(6, 6, 37).to(type);
      assertArrayEquals(
          Tensor.zeros(type, 5, 37).indexAdd(0, index, g).toDoubleArray(),
          FusedGradients.indexSelect(g, 0, index, 5).toDoubleArray());
      assertArrayEquals(
          Tensor.zeros(type, 37, 5).indexAdd(1, index, g.transpose()).toDoubleArray(),
          FusedGradients.indexSelect(g.transpose(), -1, index, 5).toDoubleArray());
      assertEquals(type, FusedGradients.indexSelect(g, 0, index, 5).dtype());
    }
    Tensor none = FusedGradients.indexSelect(Tensor.zeros(0, 3), 0, Tensor.of(new long[0], 0), 2);
    assertArrayEquals(new float[6], none.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40})
  void aRowWithoutASoftmaxIsNotANumber(int n) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int at : new int[] {0, n - 1}) {
        float[] values = new float[2 * n];
        values[at] = bad;
        float[] p = Tensor.of(values, 2, n).softmax(1).toArray();
        for (int i = 0; i < n; i++) {
          assertTrue(Float.isNaN(p[i]));
          assertEquals(1f / n, p[n + i], 1e-7f);
        }
      }
    }
    Tensor lowest = Tensor.full(Float.NEGATIVE_INFINITY, 1, n);
    assertTrue(lowest.softmax(1).isNaN().all(false).itemBoolean());
    Tensor some = Tensor.full(Float.NEGATIVE_INFINITY, 1, n);
    some.narrow(1, n - 1, 1).fillInPlace(3);
    assertEquals(1f, some.softmax(1).get(0, n - 1));
    assertEquals(0f, some.softmax(1).get(0, 0));
  }

  record Slope(String name, UnaryOperator<Tensor> function, Gradient gradient) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Gradient {
    Tensor of(Tensor g, Tensor x);
  }

  static List<Slope> slopes() {
    return List.of(
        new Slope("tanh", Tensor::tanh, (g, x) -> FusedGradients.tanh(g, x.tanh())),
        new Slope("sigmoid", Tensor::sigmoid, (g, x) -> FusedGradients.sigmoid(g, x.sigmoid())),
        new Slope("gelu", Activations::gelu, FusedGradients::gelu),
        new Slope("geluTanh", Activations::geluTanh, FusedGradients::geluTanh),
        new Slope("silu", Activations::silu, FusedGradients::silu));
  }

  @ParameterizedTest
  @MethodSource("slopes")
  void slopesEqualDifferences(Slope slope) {
    Tensor x = draw(5, 5, 37);
    Tensor g = draw(6, 5, 37);
    Tensor wide = x.to(DType.F64);
    double step = 1e-6;
    Tensor ahead = slope.function().apply(wide.add(step));
    Tensor behind = slope.function().apply(wide.sub(step));
    Tensor expected = ahead.sub(behind).div(2 * step).mul(g.to(DType.F64));
    close(expected, slope.gradient().of(g.to(DType.F64), wide), 2e-9);
    close(expected, slope.gradient().of(g, x), 2e-6);
    close(expected.transpose(), slope.gradient().of(g.transpose(), x.transpose()), 2e-6);
  }

  static List<Arguments> sentences() {
    Tensor x = Tensor.zeros(2, 3);
    return List.of(
        row(
            () -> FusedGradients.softmax(Tensor.zeros(3), x, 1),
            "softmax gradient: gradient must be [2, 3]; got [3]"),
        row(
            () -> FusedGradients.crossEntropy(x, Tensor.of(new long[] {0, 3}, 2), 1),
            "crossEntropy gradient: target 3 of row 1 is not a class from 0 to 2"),
        row(
            () -> FusedGradients.logSoftmax(x.to(DType.F64), x, 1),
            "logSoftmax gradient: needs F32; got F64; convert with to(DType.F32)"));
  }

  @Test
  void emptyRowsHaveEmptyGradients() {
    Tensor none = Tensor.zeros(0, 4);
    assertEquals(Shape.of(0, 4), FusedGradients.softmax(none, none, 1).shape());
    assertEquals(Shape.of(0, 4), FusedGradients.silu(none, none).shape());
  }

  private static void close(Tensor expected, Tensor got, double allowed) {
    assertEquals(expected.shape(), got.shape());
    double scale = Math.max(1, expected.abs().amax(false).itemDouble());
    double error = expected.sub(got.to(DType.F64)).abs().amax(false).itemDouble();
    assertTrue(error <= allowed * scale, () -> error + " of " + scale);
  }
}
