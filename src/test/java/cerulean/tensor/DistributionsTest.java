package cerulean.tensor;

import static cerulean.testing.GoodnessOfFit.betaLower;
import static cerulean.testing.GoodnessOfFit.chiSquare;
import static cerulean.testing.GoodnessOfFit.gammaLower;
import static cerulean.testing.GoodnessOfFit.kolmogorovSmirnov;
import static cerulean.testing.GoodnessOfFit.normalLower;
import static cerulean.testing.GoodnessOfFit.normalTailRatio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Continuous distributions: moments, Kolmogorov-Smirnov and chi-square tests, tails. Seeds are
/// fixed, so nothing fails by chance; the limits are those that one honest sample in 10,000 would
/// miss.
@Tag("once")
class DistributionsTest {

  private static final int N = 100_000;

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// A way to fill an array, and what is known of the numbers.
  record Law(String name, Fill fill, double mean, double variance, DoubleUnaryOperator lower) {

    double[] sample(long seed, int n) {
      double[] out = new double[n];
      fill.fill(Philox.of(seed), out);
      return out;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  interface Fill {
    void fill(Philox random, double[] out);
  }

  static Stream<Law> laws() {
    return Stream.concat(
        Stream.of(
            new Law(
                "uniform",
                (r, out) -> Distributions.uniform(r, -1.0, 3.0, out, 0, out.length),
                1,
                16 / 12.0,
                x -> (x + 1) / 4),
            new Law(
                "uniform, float",
                (r, out) -> {
                  float[] floats = new float[out.length];
                  Distributions.uniform(r, -1f, 3f, floats, 0, out.length);
                  copy(floats, out);
                },
                1,
                16 / 12.0,
                x -> (x + 1) / 4),
            new Law(
                "normal",
                (r, out) -> Distributions.normal(r, 2.0, 3.0, out, 0, out.length),
                2,
                9,
                x -> normalLower((x - 2) / 3)),
            new Law(
                "normal, float",
                (r, out) -> {
                  float[] floats = new float[out.length];
                  Distributions.normal(r, 2f, 3f, floats, 0, out.length);
                  copy(floats, out);
                },
                2,
                9,
                x -> normalLower((x - 2) / 3)),
            new Law(
                "logNormal",
                (r, out) -> Distributions.logNormal(r, 0.3, 0.5, out, 0, out.length),
                Math.exp(0.3 + 0.125),
                Math.expm1(0.25) * Math.exp(0.6 + 0.25),
                x -> normalLower((Math.log(x) - 0.3) / 0.5)),
            new Law(
                "exponential",
                (r, out) -> Distributions.exponential(r, 2, out, 0, out.length),
                2,
                4,
                x -> -Math.expm1(-x / 2))),
        Stream.concat(
            Stream.of(gamma(0.01), gamma(0.5), gamma(1), gamma(3.7), gamma(1000)),
            Stream.of(beta(0.5, 0.5), beta(0.3, 4), beta(1, 1), beta(2, 3), beta(80, 30))));
  }

  private static Law gamma(double shape) {
    return new Law(
        "gamma " + shape,
        (r, out) -> Distributions.gamma(r, shape, 0.5, out, 0, out.length),
        shape * 0.5,
        shape * 0.25,
        x -> gammaLower(shape, 2 * x));
  }

  private static Law beta(double a, double b) {
    return new Law(
        "beta " + a + ", " + b,
        (r, out) -> Distributions.beta(r, a, b, out, 0, out.length),
        a / (a + b),
        a * b / ((a + b) * (a + b) * (a + b + 1)),
        x -> betaLower(a, b, x));
  }

  private static void copy(float[] floats, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = floats[i];
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void numbersHaveTheirMeanAndVariance(Law law) {
    assertMoments(law.sample(71, N), law.mean(), law.variance());
  }

  /// Mean and variance of the sample are within 5 standard errors, the second of which comes from
  /// the fourth moment of the sample.
  static void assertMoments(double[] sample, double mean, double variance) {
    int n = sample.length;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (double x : sample) {
      double gap = x - mean;
      sum += gap;
      squares += gap * gap;
      fourth += gap * gap * gap * gap;
    }
    assertEquals(mean, mean + sum / n, 5 * Math.sqrt(variance / n), "mean");
    double error = Math.sqrt((fourth / n - variance * variance) / n);
    assertEquals(variance, squares / n, 5 * error, "variance");
  }

  @ParameterizedTest
  @MethodSource("laws")
  void numbersPassKolmogorovAndSmirnovAndWouldNotPassForOthers(Law law) {
    assertLaw(law.sample(72, N), law.lower());
  }

  private static void assertLaw(double[] sample, DoubleUnaryOperator lower) {
    double[] levels = Arrays.stream(sample).map(lower).toArray();
    double p = kolmogorovSmirnov(levels, x -> x);
    assertTrue(p > 1e-4, "probability " + p);
    // Raising it to the power 1.05 moves a distribution function by 0.018 at most.
    double other = kolmogorovSmirnov(levels, x -> Math.pow(x, 1.05));
    assertTrue(other < 1e-20, "probability of the wrong law " + other);
  }

  @Test
  void aNeighbouringShapeIsRejected() {
    double[] sample = gamma(3.7).sample(73, N);
    assertTrue(kolmogorovSmirnov(sample, gamma(3.65).lower()) < 1e-4);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 2",
    "-Infinity, 0.5",
    "-0.1, Infinity",
    "-0.5, 0.7",
    "0, 0.3",
    "0.2, 0.5",
    "0, 3",
    "1, 2.5",
    "2, Infinity",
    "8, 9",
    "8, Infinity",
    "100, 100.001",
    "1000, Infinity",
    "1e5, Infinity"
  })
  void truncatedNormalNumbersPassKolmogorovAndSmirnov(double low, double high) {
    DoubleUnaryOperator lower = truncatedNormal(low, high);
    double[] out = new double[N];
    Distributions.truncatedNormal(Philox.of(74), 0, 1, low, high, out, 0, N);
    assertInside(out, low, high);
    assertLaw(out, lower);

    // The interval reflected
    Distributions.truncatedNormal(Philox.of(75), 0, 1, -high, -low, out, 0, N);
    assertInside(out, -high, -low);
    assertLaw(out, x -> 1 - lower.applyAsDouble(-x));
  }

  private static DoubleUnaryOperator truncatedNormal(double low, double high) {
    if (low < 0) {
      double below = normalLower(low);
      double width = normalLower(high) - below;
      return x -> (normalLower(x) - below) / width;
    }
    double beyond = high == INFINITY ? 0 : normalTailRatio(low, high);
    return x -> (1 - normalTailRatio(low, x)) / (1 - beyond);
  }

  private static void assertInside(double[] sample, double low, double high) {
    for (double x : sample) {
      assertTrue(x >= low && x <= high, () -> x + " is not in [" + low + ", " + high + "]");
    }
  }

  @Test
  void truncatedNormalNumbersAreScaledAndFloatsStayInside() {
    double[] plain = new double[1000];
    Distributions.truncatedNormal(Philox.of(76), 0, 1, 1, 2, plain, 0, 1000);
    double[] scaled = new double[1000];
    Distributions.truncatedNormal(Philox.of(76), 10, 4, 14, 18, scaled, 0, 1000);
    for (int i = 0; i < 1000; i++) {
      assertEquals(10 + 4 * plain[i], scaled[i], 1e-14 * 18);
    }
    float low = 0.1f;
    float high = Math.nextUp(Math.nextUp(low));
    float[] narrow = new float[1000];
    Distributions.truncatedNormal(Philox.of(77), 0, 1, low, high, narrow, 0, 1000);
    for (float x : narrow) {
      assertTrue(x >= low && x <= high);
    }
  }

  /// Both numbers of a pair underflow here; quotients of logarithms do not.
  @Test
  void betaNumbersOfTinyShapesFallIntoTheRightBins() {
    double[] edges = {0, 1e-200, 1e-50, 1e-5, 0.5, 1 - 1e-5, 1.1};
    double[] out = new double[N];
    Distributions.beta(Philox.of(78), 0.01, 0.02, out, 0, N);
    assertInside(out, 0, 1);
    long[] counts = new long[edges.length - 1];
    double[] expected = new double[counts.length];
    for (int bin = 0; bin < counts.length; bin++) {
      double from = edges[bin];
      double to = edges[bin + 1];
      counts[bin] = IntStream.range(0, N).filter(i -> out[i] >= from && out[i] < to).count();
      expected[bin] = N * (betaLower(0.01, 0.02, to) - betaLower(0.01, 0.02, from));
    }
    double p = chiSquare(counts, expected);
    assertTrue(p > 1e-4, "probability " + p);
    Distributions.beta(Philox.of(79), 1e-300, 1e-300, out, 0, N);
    int ones = 0;
    for (double x : out) {
      assertTrue(x == 0 || x == 1, () -> "not an end: " + x);
      ones += (int) x;
    }
    assertEquals(N / 2.0, ones, 5 * Math.sqrt(N / 4.0));
  }

  /// `2 P(Z > 4) = 6.3e-5`, and the same for 3 and 4.5 standard deviations.
  @Test
  void normalNumbersHaveTheTailsOfTheNormal() {
    int n = 4_000_000;
    float[] out = new float[n];
    Distributions.normal(Philox.of(80), 0f, 1f, out, 0, n);
    for (double limit : new double[] {3, 4, 4.5}) {
      for (int sign = -1; sign <= 1; sign += 2) {
        int beyond = 0;
        for (float x : out) {
          if (sign * x > limit) {
            beyond++;
          }
        }
        double expected = n * normalLower(-limit);
        assertEquals(expected, beyond, 5 * Math.sqrt(expected), "beyond " + sign * limit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e12, 1e30, 1e300})
  void gammaNumbersOfHugeShapesAreNearTheirMean(double shape) {
    double[] out = new double[1000];
    Distributions.gamma(Philox.of(81), shape, 1, out, 0, 1000);
    for (double x : out) {
      assertEquals(shape, x, shape * Math.max(6 / Math.sqrt(shape), 1e-15));
    }
  }

  @Test
  void scaleAndDeviationMayBeZero() {
    double[] out = {9, 9, 9};
    Distributions.exponential(Philox.of(1), 0, out, 0, 1);
    Distributions.gamma(Philox.of(1), 2, 0, out, 1, 1);
    Distributions.logNormal(Philox.of(1), 0, 0, out, 2, 1);
    assertEquals(0, out[0]);
    assertEquals(0, out[1]);
    assertEquals(1, out[2]);
  }

  @Test
  void exponentialNumbersAreLogarithmsOfTheGrid() {
    long word = Philox.of(8).nextLong();
    double u = ((word >>> 12) + 0.5) / 4_503_599_627_370_496.0;
    assertEquals(-StrictMath.log(u), Philox.of(8).nextExponential());
  }
}
