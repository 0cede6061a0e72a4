package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.SpikeProducts;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Rows of weights added up against products.
class SpikeLinearTest {

  private static Tensor weights(int... dims) {
    return Tensor.uniform(Philox.of(1), -1, 1, dims);
  }

  private static Tensor spikes(double rate, int... dims) {
    return Tensor.uniform(Philox.of(2), 0, 1, dims).lt(rate).to(DType.F32);
  }

  /// Sums of up to 600 terms below 1 in another order.
  private static void close(Tensor expected, Tensor values) {
    assertEquals(expected.shape(), values.shape());
    assertArrayEquals(expected.toArray(), values.toArray(), 2e-5f);
  }

  @Test
  void sumsOfRowsAreTheProducts() {
    for (double rate : new double[] {0, 0.03, 0.15, 0.6, 1}) {
      for (int[] size : new int[][] {{600, 37, 10}, {1, 16, 1}, {33, 5, 33}, {300, 64, 16}}) {
        Tensor s = spikes(rate, size[0], size[1]);
        Tensor w = weights(size[2], size[1]);
        Tensor g = weights(size[0], size[2]);
        close(s.matmul(w.transpose()), SpikeProducts.product(s, w));
        close(g.transpose().matmul(s), SpikeProducts.weightGradient(g, s));
      }
    }
  }

  @Test
  void otherNumbersThanSpikesAreMultiplied() {
    Tensor s = spikes(0.02, 64, 40);
    Tensor w = weights(3, 40);
    Tensor g = weights(64, 3);
    for (float other : new float[] {0.5f, -1, 2}) {
      // In a row that is looked at beforehand, and in one that is not.
      for (int row : new int[] {16, 17}) {
        Tensor x = s.copy();
        x.select(0, row).select(0, 7).fillInPlace(other);
        close(x.matmul(w.transpose()), SpikeProducts.product(x, w));
        close(g.transpose().matmul(x), SpikeProducts.weightGradient(g, x));
      }
    }
    Tensor x = s.copy();
    x.select(0, 17).select(0, 7).fillInPlace(Float.NaN);
    assertEquals(Float.NaN, SpikeProducts.product(x, w).select(0, 17).select(0, 0).item());
  }

  @Test
  void viewsAndDoublesAndNothingAreTaken() {
    Tensor s = spikes(0.05, 40, 64).transpose();
    Tensor w = weights(3, 40);
    close(s.matmul(w.transpose()), SpikeProducts.product(s, w));
    Tensor flipped = spikes(0.05, 64, 40).flip(0, 1);
    close(flipped.matmul(w.transpose()), SpikeProducts.product(flipped, w));
    Tensor doubles = spikes(0.05, 64, 40).to(DType.F64);
    assertArrayEquals(
        doubles.matmul(w.to(DType.F64).transpose()).toDoubleArray(),
        SpikeProducts.product(doubles, w.to(DType.F64)).toDoubleArray());
    assertEquals(Shape.of(0, 3), SpikeProducts.product(Tensor.zeros(0, 40), w).shape());
    assertEquals(
        Shape.of(3, 40),
        SpikeProducts.weightGradient(Tensor.zeros(0, 3), Tensor.zeros(0, 40)).shape());
  }

  @Test
  void theLayerIsALinearOneWithoutBias() {
    SpikeLinear layer = SpikeLinear.of(50, 4, Philox.of(3));
    Parameter weight = layer.parameters().getFirst();
    Variable s = Variable.leaf(spikes(0.05, 6, 7, 50));
    Variable y = layer.forward(s);
    Variable plain = s.linear(weight, null);
    close(plain.value(), y.value());
    Variable seed = Variable.constant(weights(6, 7, 4));
    List<Variable> leaves = List.of(s, weight);
    List<Variable> expected = plain.mul(seed).sum().gradients(leaves);
    List<Variable> gradients = y.mul(seed).sum().gradients(leaves);
    close(expected.get(0).value(), gradients.get(0).value());
    close(expected.get(1).value(), gradients.get(1).value());
    assertEquals("SpikeLinear(50 -> 4)", layer.toString());
    assertEquals(6 * 7 * 4 * 50, layer.multiplyAdds(s, y));
  }

  @Test
  void threadsChangeNoBit() {
    Tensor s = spikes(0.05, 2000, 64);
    Tensor g = weights(2000, 8);
    int before = Parallel.threads();
    try {
      Parallel.configure(1);
      float[] one = SpikeProducts.weightGradient(g, s).toArray();
      Parallel.configure(3);
      assertArrayEquals(one, SpikeProducts.weightGradient(g, s).toArray());
    } finally {
      Parallel.configure(before);
    }
  }

  @Test
  void wrongSizesAreSentences() {
    says(
        "SpikeLinear: in and out must be at least 1; got 0 and 3",
        () -> SpikeLinear.of(0, 3, Philox.of(1)));
    says(
        "SpikeLinear: input must be [..., 5]; got [2, 4]",
        () -> SpikeLinear.of(5, 3, Philox.of(1)).forward(Variable.constant(Tensor.zeros(2, 4))));
    says(
        "product: spikes must be [rows, in] and the weight [out, in]; got [2, 4] and [3, 5]",
        () -> SpikeProducts.product(Tensor.zeros(2, 4), Tensor.zeros(3, 5)));
    says(
        "weightGradient: spikes must be [rows, in] and the gradient [rows, out]; got [2, 4] and [3, 5]",
        () -> SpikeProducts.weightGradient(Tensor.zeros(3, 5), Tensor.zeros(2, 4)));
  }

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }
}
