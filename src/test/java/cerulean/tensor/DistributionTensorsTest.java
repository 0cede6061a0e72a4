package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random tensors hold what the fills of arrays give.
@Tag("once")
class DistributionTensorsTest {

  @Test
  void tensorsHoldWhatFillsGive() {
    float[] expected = new float[6];
    Distributions.gamma(Philox.of(1), 2, 3, expected, 0, 6);
    assertTensor(expected, Distributions.gamma(Philox.of(1), 2, 3, 2, 3));
    Distributions.beta(Philox.of(1), 2, 3, expected, 0, 6);
    assertTensor(expected, Distributions.beta(Philox.of(1), 2, 3, 2, 3));
    Distributions.exponential(Philox.of(1), 2, expected, 0, 6);
    assertTensor(expected, Distributions.exponential(Philox.of(1), 2, 2, 3));
    Distributions.logNormal(Philox.of(1), 0, 1, expected, 0, 6);
    assertTensor(expected, Distributions.logNormal(Philox.of(1), 0, 1, 2, 3));
    Distributions.truncatedNormal(Philox.of(1), 0, 1, -1f, 2f, expected, 0, 6);
    assertTensor(expected, Distributions.truncatedNormal(Philox.of(1), 0, 1, -1f, 2f, 2, 3));
    long[] whole = new long[6];
    Distributions.integers(Philox.of(1), -3, 4, whole, 0, 6);
    assertArrayEquals(whole, Distributions.integers(Philox.of(1), -3, 4, 2, 3).toLongArray());
    double[] weights = {1, 0, 3};
    Distributions.categorical(Philox.of(1), weights, whole, 0, 6);
    assertArrayEquals(whole, Distributions.categorical(Philox.of(1), weights, 2, 3).toLongArray());
  }

  @Test
  void probabilitiesAndMeansMayBeViews() {
    Tensor p = Tensor.of(new float[] {0, 1, 1, 0, 1, 0}, 2, 3).transpose();
    assertArrayEquals(
        new float[] {0, 0, 1, 1, 1, 0}, Distributions.bernoulli(Philox.of(1), p).toArray());
    Tensor means = Tensor.of(new float[] {0, 1e6f, 0, 1e6f}, 2, 2).transpose();
    float[] counts = Distributions.poisson(Philox.of(1), means).toArray();
    assertEquals(0f, counts[0]);
    assertEquals(0f, counts[1]);
    assertEquals(1e6, counts[2], 1e4);
    assertEquals(1e6, counts[3], 1e4);
  }

  private static void assertTensor(float[] expected, Tensor tensor) {
    assertEquals(Shape.of(2, 3), tensor.shape());
    assertArrayEquals(expected, tensor.toArray());
  }
}
