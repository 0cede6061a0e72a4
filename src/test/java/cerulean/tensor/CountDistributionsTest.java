package cerulean.tensor;

import static cerulean.testing.GoodnessOfFit.chiSquare;
import static cerulean.testing.GoodnessOfFit.kolmogorovSmirnov;
import static cerulean.testing.GoodnessOfFit.logGamma;
import static cerulean.testing.GoodnessOfFit.normalLower;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Distributions over whole numbers: chi square and moments at fixed seeds, and the edges of their
/// parameters.
@Tag("once")
class CountDistributionsTest {

  private static final int N = 100_000;

  /// The chi-square probability of `sample` under these probabilities of `first`, `first + 1`, ...
  /// Neighbours share a bin until at least 20 are expected in it; the last bin has no end.
  private static double fit(long[] sample, long first, LongToDoubleFunction probability) {
    List<Double> expected = new ArrayList<>();
    TreeMap<Long, Integer> binFrom = new TreeMap<>();
    binFrom.put(Long.MIN_VALUE, 0);
    double rest = N;
    double bin = 0;
    for (long k = first; rest - bin > 20; k++) {
      bin += N * probability.applyAsDouble(k);
      if (bin >= 20 && rest - bin > 20) {
        expected.add(bin);
        binFrom.put(k + 1, expected.size());
        rest -= bin;
        bin = 0;
      }
    }
    expected.add(rest);
    long[] counts = new long[expected.size()];
    for (long k : sample) {
      counts[binFrom.floorEntry(k).getValue()]++;
    }
    return chiSquare(counts, expected.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static long[] poisson(long seed, double mean, int n) {
    long[] out = new long[n];
    Distributions.poisson(Philox.of(seed), mean, out, 0, n);
    return out;
  }

  private static LongToDoubleFunction poissonProbability(double mean) {
    return k -> Math.exp(k * Math.log(mean) - mean - logGamma(k + 1.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.7, 3, 9.99, 10, 10.5, 17, 42.3, 200, 3000})
  void poissonCountsAreAsFrequentAsTheirProbability(double mean) {
    double p = fit(poisson(91, mean, N), 0, poissonProbability(mean));
    assertTrue(p > 1e-4, "probability " + p);
  }

  @Test
  void aNeighbouringMeanIsRejected() {
    assertTrue(fit(poisson(92, 10, N), 0, poissonProbability(10.15)) < 1e-6);
    assertTrue(fit(poisson(92, 3, N), 0, poissonProbability(3.08)) < 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 3, 10, 1000, 1e8, 1e13, 1e15})
  void poissonCountsHaveTheirMeanAndVariance(double mean) {
    double[] sample = Arrays.stream(poisson(93, mean, N)).asDoubleStream().toArray();
    DistributionsTest.assertMoments(sample, mean, mean);
  }

  /// The distance from the normal distribution is at most 0.8 / sqrt(mean) (Berry & Esseen), too
  /// small to be seen by a sample of this size.
  @ParameterizedTest
  @ValueSource(doubles = {1e8, 1e13, 1e15})
  void poissonCountsOfHugeMeansAreNormal(double mean) {
    double[] sample = Arrays.stream(poisson(94, mean, N)).mapToDouble(k -> k - mean).toArray();
    double p = kolmogorovSmirnov(sample, x -> normalLower(x / Math.sqrt(mean)));
    assertTrue(p > 1e-4, "probability " + p);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 11.5, 100, 1000})
  void poissonProbabilitiesEqualTheirDefinition(double mean) {
    for (int k = 0; k < 3 * mean; k++) {
      double expected = k * Math.log(mean) - mean - logGamma(k + 1.0);
      // The expected value loses digits to the size of its terms.
      assertEquals(expected, PoissonLaw.logProbability(k, mean), 1e-14 * (20 + k * Math.log(mean)));
    }
  }

  @Test
  void poissonOfMeanZeroIsZero() {
    assertArrayEquals(new long[100], poisson(1, 0, 100));
  }

  /// Single means and an array of means draw alike, below mean 10 two words per count.
  @Test
  void poissonOfManyMeansEqualsEachAlone() {
    float[] means = {7, 0, 0.5f, 3, 200, 9};
    float[] out = {-1, -1, -1, -1, -1, -1};
    Distributions.poisson(Philox.of(5), means, 1, out, 1, 5);
    Philox one = Philox.of(5);
    long[] count = new long[1];
    for (int i = 1; i < 6; i++) {
      Distributions.poisson(one, means[i], count, 0, 1);
      assertEquals((float) count[0], out[i]);
    }
    assertEquals(-1, out[0]);
    Distributions.poisson(Philox.of(5), means, 1, means, 1, 5);
    assertArrayEquals(Arrays.copyOfRange(out, 1, 6), Arrays.copyOfRange(means, 1, 6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.002, 0.3, 0.9})
  void geometricCountsAreAsFrequentAsTheirProbability(double success) {
    long[] out = new long[N];
    Distributions.geometric(Philox.of(95), success, out, 0, N);
    double p = fit(out, 1, k -> success * Math.pow(1 - success, k - 1.0));
    assertTrue(p > 1e-4, "probability " + p);
    double other = fit(out, 1, k -> 0.9 * success * Math.pow(1 - 0.9 * success, k - 1.0));
    assertTrue(other < 1e-6, "probability of the wrong law " + other);
  }

  @Test
  void geometricOfCertainSuccessIsOneAndOfAlmostNoneIsClamped() {
    long[] out = new long[50];
    Distributions.geometric(Philox.of(1), 1, out, 0, 50);
    assertTrue(Arrays.stream(out).allMatch(k -> k == 1));
    Distributions.geometric(Philox.of(1), Double.MIN_VALUE, out, 0, 50);
    assertTrue(Arrays.stream(out).allMatch(k -> k == Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.3, 0.999})
  void bernoulliNumbersAreOnesAsOftenAsTheyShould(double probability) {
    float[] out = new float[N];
    Distributions.bernoulli(Philox.of(96), probability, out, 0, N);
    long[] counts = new long[2];
    for (float x : out) {
      assertTrue(x == 0 || x == 1);
      counts[(int) x]++;
    }
    double p = chiSquare(counts, new double[] {N * (1 - probability), N * probability});
    assertTrue(p > 1e-4, "probability " + p);
  }

  @Test
  void impossibleNeverAndCertainAlwaysHappens() {
    float[] out = new float[N];
    Distributions.bernoulli(Philox.of(97), 1, out, 0, N);
    for (float x : out) {
      assertEquals(1, x);
    }
    Distributions.bernoulli(Philox.of(97), 0, out, 0, N);
    assertArrayEquals(new float[N], out);
    float[] probabilities = {0, 1, 1, 0};
    Distributions.bernoulli(Philox.of(97), probabilities, 1, out, 5, 3);
    assertArrayEquals(new float[] {0, 1, 1, 0, 0}, Arrays.copyOfRange(out, 4, 9));
  }

  @Test
  void bernoulliOfManyProbabilitiesEqualsEachAlone() {
    int n = 40_000;
    float[] probabilities = new float[n];
    Distributions.uniform(Philox.of(1), 0f, 1f, probabilities, 0, n);
    float[] out = new float[n];
    Distributions.bernoulli(Philox.of(2), probabilities, 0, out, 0, n);
    Philox one = Philox.of(2);
    float[] single = new float[1];
    for (int i = 0; i < n; i++) {
      Distributions.bernoulli(one, probabilities[i], single, 0, 1);
      assertEquals(single[0], out[i]);
    }
  }

  @Test
  void categoriesAreAsFrequentAsTheirWeights() {
    double[] weights = {0, 3, 0, 0.5, 1e-3, 40, 0, 7, 0};
    double sum = Arrays.stream(weights).sum();
    long[] out = new long[1_000_000];
    Distributions.categorical(Philox.of(98), weights, out, 0, out.length);
    long[] counts = new long[weights.length];
    for (long k : out) {
      counts[(int) k]++;
    }
    for (int k : new int[] {0, 2, 6, 8}) {
      assertEquals(0, counts[k], "weight 0 was drawn");
    }
    int[] drawn = {1, 3, 4, 5, 7};
    long[] seen = Arrays.stream(drawn).mapToLong(k -> counts[k]).toArray();
    double[] expected =
        Arrays.stream(drawn).mapToDouble(k -> out.length * weights[k] / sum).toArray();
    double p = chiSquare(seen, expected);
    assertTrue(p > 1e-4, "probability " + p);
    expected[1] *= 1.1;
    assertTrue(chiSquare(seen, expected) < 1e-6);
  }

  /// The least and the greatest number that the generator can give, at weights where `u sum`
  /// rounds.
  @Test
  void categoriesOfWeightZeroAreNotDrawnAtTheEndsOfTheRange() {
    for (double weight : new double[] {1, 0.1, 3, Double.MIN_VALUE, 1e308}) {
      CategoricalLaw law = new CategoricalLaw(new double[] {0, weight, 0});
      assertEquals(1, law.next(standingAt(0)));
      assertEquals(1, law.next(standingAt(1)));
      assertEquals(weight, law.sum());
    }
  }

  /// A generator near whose place the uniform number is extreme: of 2^16 blocks the least (0) or
  /// the greatest (1).
  private static Philox standingAt(int end) {
    Philox best = Philox.of(0);
    double extreme = 0.5;
    for (int block = 0; block < 1 << 16; block++) {
      Philox philox = Philox.of(new Philox.State(0, 0, block, 0));
      double u = philox.nextDouble();
      if (end == 0 ? u < extreme : u > extreme) {
        extreme = u;
        best = Philox.of(new Philox.State(0, 0, block, 0));
      }
    }
    return best;
  }

  @Test
  void integersAreEquallyFrequent() {
    long[] out = new long[N];
    Distributions.integers(Philox.of(99), -3, 4, out, 0, N);
    long[] counts = new long[7];
    for (long k : out) {
      counts[(int) k + 3]++;
    }
    double[] expected = new double[7];
    Arrays.fill(expected, N / 7.0);
    double p = chiSquare(counts, expected);
    assertTrue(p > 1e-4, "probability " + p);
  }

  /// Without rejection the lower half of this range of 3 * 2^62 numbers would hold 5 of 8 results.
  @Test
  void integersOfARangeWiderThanLongAreFair() {
    long low = Long.MIN_VALUE;
    long high = 1L << 62;
    long[] out = new long[N];
    Distributions.integers(Philox.of(100), low, high, out, 0, N);
    long[] thirds = new long[3];
    for (long k : out) {
      assertTrue(k < high);
      thirds[(int) ((k >> 62) + 2)]++;
    }
    double p = chiSquare(thirds, new double[] {N / 3.0, N / 3.0, N / 3.0});
    assertTrue(p > 1e-4, "probability " + p);
  }

  @Test
  void integersOfOneNumberAreThatNumber() {
    long[] out = new long[2];
    Distributions.integers(Philox.of(1), 7, 8, out, 0, 1);
    Distributions.integers(Philox.of(1), Long.MAX_VALUE - 1, Long.MAX_VALUE, out, 1, 1);
    assertArrayEquals(new long[] {7, Long.MAX_VALUE - 1}, out);
  }
}
