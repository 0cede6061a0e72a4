package cerulean.neuro.spiking.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class EncodersTest {

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  // ---- Rates

  @Test
  void bernoulliSpikesComeWithTheirProbability() {
    Tensor p = Tensor.of(new float[] {0, 0.2f, 0.7f, 1}, 1, 4);
    Tensor spikes = RateCode.bernoulli(p.expand(500, 4), 40, Philox.of(1));
    assertEquals("[40, 500, 4]", spikes.shape().toString());
    double[] rates = spikes.mean(false, 0, 1).toDoubleArray();
    assertEquals(0, rates[0]);
    assertEquals(1, rates[3]);
    // 20 000 draws: four standard deviations.
    assertEquals(0.2, rates[1], 4 * Math.sqrt(0.16 / 20_000));
    assertEquals(0.7, rates[2], 4 * Math.sqrt(0.21 / 20_000));
    assertArrayEquals(RateCode.decode(spikes).toArray(), spikes.mean(false, 0).toArray());
  }

  @Test
  void theSeedMakesTheSpikes() {
    Tensor p = Tensor.full(0.5f, 2, 8);
    float[] first = RateCode.bernoulli(p, 9, Philox.of(3)).toArray();
    assertArrayEquals(first, RateCode.bernoulli(p, 9, Philox.of(3)).toArray());
    assertTrue(!Arrays.equals(first, RateCode.bernoulli(p, 9, Philox.of(4)).toArray()));
  }

  @Test
  void poissonSpikesOfManyHertzAreAtMostOneInAStep() {
    Tensor hertz = Tensor.of(new double[] {0, 100, 1e9}, 1, 3).expand(400, 3);
    Tensor spikes = RateCode.poisson(hertz, 50, 2, Philox.of(2));
    assertEquals(DType.F64, spikes.dtype());
    double[] rates = spikes.mean(false, 0, 1).toDoubleArray();
    double p = -Math.expm1(-0.2);
    assertEquals(0, rates[0]);
    assertEquals(p, rates[1], 4 * Math.sqrt(p * (1 - p) / 20_000));
    assertEquals(1, rates[2]);
  }

  @Test
  void regularSpikesAreEvenlySpaced() {
    Tensor spikes = RateCode.regular(Tensor.of(new double[] {0.25, 0.5, 0, 1}, 4), 8);
    assertArrayEquals(
        new double[] {0, 1, 0, 0, 0, 1, 0, 0}, spikes.select(1, 0).contiguous().toDoubleArray());
    assertArrayEquals(
        new double[] {1, 0, 1, 0, 1, 0, 1, 0}, spikes.select(1, 1).contiguous().toDoubleArray());
    assertArrayEquals(new double[] {0.25, 0.5, 0, 1}, RateCode.decode(spikes).toDoubleArray());
  }

  // ---- Latencies

  @Test
  void linearLatenciesByHand() {
    LatencyCode code = LatencyCode.linear(5);
    Tensor x = Tensor.of(new float[] {1, 0.75f, 0.3f, 0.01f, 0}, 5);
    assertArrayEquals(new float[] {0, 1, 3, 4, 5}, code.times(x).toArray());
    Tensor spikes = code.encode(x);
    assertArrayEquals(new float[] {1, 1, 1, 1, 0}, spikes.sum(false, 0).toArray());
    assertArrayEquals(new float[] {1, 0.75f, 0.25f, 0, 0}, code.decode(spikes).toArray());
  }

  /// The membrane of the equation, stepped: `v = x (1 - e^(-t / tau))`.
  @Test
  void chargingLatenciesAreThoseOfALeakyMembrane() {
    double tau = 6;
    double threshold = 0.3;
    LatencyCode code = LatencyCode.charging(40, tau, threshold);
    double[] x = {0.31, 0.4, 0.55, 0.8, 1, 0.3, 0};
    double[] expected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int t = 0;
      while (t < 40 && x[i] * -Math.expm1(-(t + 1) / tau) < threshold) {
        t++;
      }
      expected[i] = t;
    }
    Tensor values = Tensor.of(x, x.length);
    assertArrayEquals(expected, code.times(values).toDoubleArray());
    double[] decoded = code.decode(code.encode(values)).toDoubleArray();
    for (int i = 0; i < 5; i++) {
      // What is decoded would be encoded by the same step.
      assertTrue(decoded[i] <= x[i] + 1e-12);
      assertEquals(
          expected[i], code.times(Tensor.of(new double[] {decoded[i] + 1e-9}, 1)).itemDouble());
    }
    assertEquals(0, decoded[5]);
  }

  // ---- Changes

  @Test
  void changesByHand() {
    DeltaCode code = new DeltaCode(1);
    Tensor x = Tensor.of(new float[] {0, 0.5f, 1.25f, 3.5f, 3.5f, 0}, 6, 1);
    Tensor spikes = code.encode(x);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1}, spikes.toArray());
    assertArrayEquals(
        new float[] {0, 0, 1, 2, 3, 2}, code.decode(x.select(0, 0), spikes).toArray());
  }

  @Test
  void slowSequencesComeBackWithinAThreshold() {
    Tensor steps = Tensor.uniform(Philox.of(5), -0.2f, 0.2f, 100, 3, 4);
    Tensor x = steps.cumsum(0);
    DeltaCode code = new DeltaCode(0.25);
    Tensor back = code.decode(x.select(0, 0), code.encode(x));
    assertTrue(back.sub(x).abs().amax(false, 0, 1, 2).item() < 0.25 + 1e-5);
  }

  // ---- What can be wrong

  @Test
  void wrongNumbersAreSentences() {
    Tensor two = Tensor.full(2f, 3);
    says(
        "RateCode: numbers must be from 0 to 1; got 2.0; divide by the largest",
        () -> RateCode.bernoulli(two, 3, Philox.of(1)));
    says(
        "RateCode: numbers must be from 0 to 1; got NaN; divide by the largest",
        () -> RateCode.regular(Tensor.full(Float.NaN, 3), 3));
    says("RateCode: steps must be at least 1; got 0", () -> RateCode.regular(Tensor.zeros(3), 0));
    says(
        "RateCode: a rate must be at least 0; got -2.0",
        () -> RateCode.poisson(two.neg(), 3, 1, Philox.of(1)));
    says(
        "RateCode: dtMs must be above 0 and finite; got 0.0",
        () -> RateCode.poisson(two, 3, 0, Philox.of(1)));
    says("LatencyCode: steps must be at least 1; got 0", () -> LatencyCode.linear(0));
    says(
        "LatencyCode: numbers must be from 0 to 1; got 2.0; divide by the largest",
        () -> LatencyCode.linear(3).encode(two));
    says(
        "LatencyCode: tauSteps must be above 0 and finite; got 0.0",
        () -> LatencyCode.charging(3, 0, 0.1));
    says(
        "LatencyCode: threshold must be above 0 and below 1; got 1.0",
        () -> LatencyCode.charging(3, 2, 1));
    says(
        "LatencyCode: spikes must be [3, ...]; got [4, 2]",
        () -> LatencyCode.linear(3).decode(Tensor.zeros(4, 2)));
    says("DeltaCode: threshold must be above 0 and finite; got 0.0", () -> new DeltaCode(0));
    says(
        "DeltaCode: a sequence must be [steps, ..., n] with at least one step; got [3]",
        () -> new DeltaCode(1).encode(two));
    says(
        "DeltaCode: spikes must be [steps, ..., 2 n] with at least one step; got [2, 3]",
        () -> new DeltaCode(1).decode(two, Tensor.zeros(2, 3)));
  }
}
