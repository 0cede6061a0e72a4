package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Known answers, state, and the statistics of every method.
///
/// The statistical limits are set for fixed seeds, so that a test cannot fail by chance; they are
/// the 0.1 % points of the statistic, so that a wrong method does not pass by chance either.
@Tag("once")
class PhiloxTest {

  /// Words are written in the order in which Random123's `kat_vectors` prints them.
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void blocksEqualTheKnownAnswersOfRandom123(String counter, String key, String words) {
    int[] c = words(counter);
    int[] k = words(key);
    Philox philox =
        Philox.of(new Philox.State(join(k[1], k[0]), join(c[3], c[2]), join(c[1], c[0]), 0));
    int[] drawn = {philox.nextInt(), philox.nextInt(), philox.nextInt(), philox.nextInt()};
    assertArrayEquals(words(words), drawn);
  }

  @Test
  void seedIsTheKeyAndTheCounterStartsAtZero() {
    assertEquals(new Philox.State(42, 0, 0, 0), Philox.of(42).state());
    assertEquals(0x6627e8d5, Philox.of(0).nextInt());
  }

  @Test
  void counterCarriesIntoTheUpperHalf() {
    Philox philox = Philox.of(new Philox.State(5, 7, -1, 3));
    philox.nextInt();
    assertEquals(new Philox.State(5, 8, 0, 0), philox.state());
    Philox last = Philox.of(new Philox.State(5, -1, -1, 3));
    last.nextInt();
    assertEquals(new Philox.State(5, 0, 0, 0), last.state());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 1001})
  void restoredStateGoesOnWithTheSameBits(int drawn) {
    Philox philox = Philox.of(3);
    for (int i = 0; i < drawn; i++) {
      philox.nextInt();
    }
    Philox restored = Philox.of(philox.state());
    assertEquals(philox.state(), restored.state());
    for (int i = 0; i < 9; i++) {
      assertEquals(philox.nextInt(), restored.nextInt());
    }
    assertEquals(philox.nextGaussian(), restored.nextGaussian());
  }

  @Test
  void splitDoesNotDependOnWhatWasDrawn() {
    Philox parent = Philox.of(9);
    Philox.State before = parent.split(4).state();
    parent.nextInt();
    parent.nextGaussian();
    assertEquals(before, parent.split(4).state());
  }

  @Test
  void splitIsTheBlockItsCommentNames() {
    Philox block = Philox.of(new Philox.State(9 ^ 0x243F6A8885A308D3L, 0, 4, 0));
    Philox.State child = Philox.of(9).split(4).state();
    assertEquals(new Philox.State(block.nextLong(), block.nextLong(), 0, 0), child);
  }

  @Test
  void streamsOfOneParentAndOfItsChildrenDiffer() {
    Set<Philox.State> seen = new HashSet<>();
    Philox parent = Philox.of(1);
    seen.add(parent.state());
    for (int i = -50; i < 50; i++) {
      seen.add(parent.split(i).state());
      seen.add(parent.split(0).split(i).state());
    }
    // the parent, 100 children, 100 grandchildren
    assertEquals(201, seen.size());
  }

  @Test
  void streamsAreUncorrelated() {
    int n = 20_000;
    Philox parent = Philox.of(11);
    double[] first = IntStream.range(0, n).mapToDouble(i -> parent.nextDouble() - 0.5).toArray();
    for (int stream = 0; stream < 20; stream++) {
      Philox child = parent.split(stream);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += first[i] * (child.nextDouble() - 0.5);
      }
      double correlation = 12 * sum / n;
      assertTrue(Math.abs(correlation) < 3.3 / Math.sqrt(n), "correlation " + correlation);
    }
  }

  @Test
  void numbersAreTheUpperBitsOfTheWords() {
    int first = Philox.of(8).nextInt();
    long two = Philox.of(8).nextLong();
    assertEquals(first, (int) (two >>> 32));
    assertEquals((first >>> 8) / 16_777_216f, Philox.of(8).nextFloat());
    assertEquals((two >>> 11) / 9_007_199_254_740_992.0, Philox.of(8).nextDouble());
    assertEquals(
        NormalQuantile.at(((two >>> 12) + 0.5) / 4_503_599_627_370_496.0),
        Philox.of(8).nextGaussian());
  }

  @Test
  void uniformNumbersPassKolmogorovAndSmirnov() {
    int n = 100_000;
    Philox doubles = Philox.of(21);
    Philox floats = Philox.of(22);
    assertDistribution(IntStream.range(0, n).mapToDouble(i -> doubles.nextDouble()), u -> u);
    assertDistribution(IntStream.range(0, n).mapToDouble(i -> floats.nextFloat()), u -> u);
  }

  @Test
  void normalNumbersPassKolmogorovAndSmirnov() {
    Philox philox = Philox.of(23);
    assertDistribution(
        IntStream.range(0, 100_000).mapToDouble(i -> philox.nextGaussian()),
        PhiloxTest::normalDistribution);
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormal() {
    int n = 400_000;
    Philox philox = Philox.of(24);
    double[] sums = new double[5];
    for (int i = 0; i < n; i++) {
      double z = philox.nextGaussian();
      for (int power = 1; power <= 4; power++) {
        sums[power] += Math.pow(z, power);
      }
    }
    // Variances of z, z^2, z^3, z^4 are 1, 2, 15, 96.
    assertEquals(0, sums[1] / n, 3.3 * Math.sqrt(1.0 / n));
    assertEquals(1, sums[2] / n, 3.3 * Math.sqrt(2.0 / n));
    assertEquals(0, sums[3] / n, 3.3 * Math.sqrt(15.0 / n));
    assertEquals(3, sums[4] / n, 3.3 * Math.sqrt(96.0 / n));
  }

  /// Values of `statistics.NormalDist().inv_cdf` of Python 3.
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.25, -0.6744897501960817",
    "0.6, 0.2533471031357998",
    "0.075, -1.4395314709384557",
    "0.9, 1.2815515655446008",
    "0.99, 2.3263478740408408",
    "1e-3, -3.090232306167813",
    "1e-9, -5.9978070150076865",
    "1e-12, -7.034483825301132",
    "1.1102230246251565e-16, -8.209536151601386",
    "0.9999999999999999, 8.209536151601386"
  })
  void quantilesEqualPublishedOnes(double p, double z) {
    assertEquals(z, NormalQuantile.at(p), 4e-16 * Math.max(1, Math.abs(z)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 64, 100, 1000})
  void boundedNumbersAreEquallyFrequent(int bound) {
    Philox philox = Philox.of(31);
    int n = 1000 * bound;
    int[] counts = new int[bound];
    for (int i = 0; i < n; i++) {
      counts[philox.nextInt(bound)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 1000.0) * (count - 1000.0) / 1000;
    }
    int degrees = bound - 1;
    // Wilson & Hilferty's 0.1 % point of chi square.
    double c = 2.0 / (9 * Math.max(1, degrees));
    double limit = degrees * Math.pow(1 - c + 3.09 * Math.sqrt(c), 3);
    assertTrue(chiSquare <= limit, () -> bound + ": chi square above " + limit);
  }

  @Test
  void boundsThatDoNotDivideTheWordAreFairToo() {
    // Without rejection, of every three results below 3 * 2^29 one would be twice as likely.
    int bound = 3 << 29;
    Philox philox = Philox.of(32);
    int n = 60_000;
    int[] counts = new int[3];
    for (int i = 0; i < n; i++) {
      counts[philox.nextInt(bound) % 3]++;
    }
    for (int count : counts) {
      assertEquals(n / 3.0, count, 3.5 * Math.sqrt(n * 2 / 9.0));
    }
    assertTrue(philox.nextInt(Integer.MAX_VALUE) >= 0);
  }

  @Test
  void fillsEqualSingleDrawsAndStayInTheirWindow() {
    float[] out = new float[9];
    Philox.of(4).fillUniform(out, 2, 5, -1, 3);
    Philox one = Philox.of(4);
    for (int i = 2; i < 7; i++) {
      assertEquals(-1 + 4 * one.nextFloat(), out[i]);
    }
    Philox.of(4).fillNormal(out, 2, 5, 10, 0.5f);
    Philox other = Philox.of(4);
    for (int i = 2; i < 7; i++) {
      assertEquals((float) (10 + 0.5 * other.nextGaussian()), out[i]);
    }
    assertArrayEquals(new float[2], Arrays.copyOf(out, 2));
    assertArrayEquals(new float[2], Arrays.copyOfRange(out, 7, 9));
    Philox.State before = other.state();
    other.fillNormal(out, 9, 0, 0, 1);
    assertEquals(before, other.state());
  }

  @Test
  void uniformFillNeverReachesItsUpperBound() {
    float[] out = new float[100_000];
    float low = 1;
    float high = Math.nextUp(Math.nextUp(1f));
    Philox.of(5).fillUniform(out, 0, out.length, low, high);
    for (float x : out) {
      assertTrue(x >= low && x < high);
    }
  }

  @Test
  void permutationsOfFourAreEquallyFrequent() {
    Philox philox = Philox.of(6);
    int n = 24_000;
    int[] counts = new int[256];
    for (int i = 0; i < n; i++) {
      int[] p = philox.permutation(4);
      counts[p[0] * 64 + p[1] * 16 + p[2] * 4 + p[3]]++;
    }
    double chiSquare = 0;
    int orders = 0;
    for (int count : counts) {
      if (count > 0) {
        orders++;
        chiSquare += (count - 1000.0) * (count - 1000.0) / 1000;
      }
    }
    assertEquals(24, orders);
    // 0.1 % point with 23 degrees of freedom
    assertTrue(chiSquare < 49.7, "chi square " + chiSquare);
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    int[] sorted = Philox.of(7).permutation(1000);
    assertNotEquals(0, Arrays.compare(sorted, IntStream.range(0, 1000).toArray()));
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), sorted);
    assertEquals(0, Philox.of(7).permutation(0).length);
    assertArrayEquals(new int[] {0}, Philox.of(7).permutation(1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 3", "1, 3", "3, 1", "2, 6", "5, 1000", "7, 4"})
  void skippingEqualsDrawing(int drawn, int skipped) {
    Philox philox = Philox.of(12);
    philox.ints(drawn).forEach(word -> {});
    Philox ahead = Philox.of(philox.state());
    ahead.skip(skipped);
    philox.ints(skipped).forEach(word -> {});
    assertEquals(philox.state(), ahead.state());
    assertEquals(philox.nextInt(), ahead.nextInt());
  }

  @Test
  void skippingReachesTheWholeRangeOfLong() {
    Philox philox = Philox.of(12);
    philox.nextInt();
    philox.skip(Long.MAX_VALUE);
    // 1 + 2^63 - 1 words are 2^61 blocks.
    assertEquals(new Philox.State(12, 0, 1L << 61, 0), philox.state());
  }

  @Test
  void jumpsAddToTheCounterAndCarry() {
    Philox philox = Philox.of(new Philox.State(5, 7, -2, 3));
    philox.jump(3);
    assertEquals(new Philox.State(5, 8, 1, 3), philox.state());
    assertEquals(Philox.of(new Philox.State(5, 8, 1, 3)).nextInt(), philox.nextInt());
    philox.jump(-3);
    assertEquals(new Philox.State(5, 7, -1, 0), philox.state());
    philox.jump(Long.MIN_VALUE);
    assertEquals(new Philox.State(5, 7, Long.MAX_VALUE, 0), philox.state());
    philox.jump(Long.MIN_VALUE);
    assertEquals(new Philox.State(5, 6, -1, 0), philox.state());
    Philox start = Philox.of(5);
    start.jump(-1);
    assertEquals(new Philox.State(5, -1, -1, 0), start.state());
  }

  @Test
  void sisterStreamsAreUncorrelated() {
    int n = 20_000;
    Philox parent = Philox.of(13);
    for (int stream = 0; stream < 20; stream++) {
      Philox left = parent.split(stream);
      Philox right = parent.split(stream + 1);
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double x = left.nextGaussian();
        double y = right.nextGaussian();
        sum += x * y;
        squares += (x * x - 1) * (y * y - 1);
      }
      // Variances of the products are 1 and 4.
      assertEquals(0, sum / n, 3.5 / Math.sqrt(n));
      assertEquals(0, squares / n, 3.5 * 2 / Math.sqrt(n));
    }
  }

  @Test
  void longFillsEqualSingleDrawsOnAnyNumberOfThreads() {
    int n = 50_001;
    int before = Parallel.threads();
    try {
      for (int threads : new int[] {1, 3}) {
        Parallel.configure(threads);
        checkLongFills(n);
      }
    } finally {
      Parallel.configure(before);
    }
  }

  /// Starts in the middle of a block, and after each fill the next draw is the next word.
  private static void checkLongFills(int n) {
    Philox fill = Philox.of(new Philox.State(14, 3, -1, 1));
    Philox one = Philox.of(fill.state());
    float[] floats = new float[n + 2];
    double[] doubles = new double[n + 2];
    fill.fillUniform(floats, 1, n, 0, 2);
    for (int i = 1; i <= n; i++) {
      assertEquals(2 * one.nextFloat(), floats[i]);
    }
    fill.fillNormal(floats, 2, n, 1, 2);
    for (int i = 2; i < n + 2; i++) {
      assertEquals((float) (1 + 2 * one.nextGaussian()), floats[i]);
    }
    fill.fillUniform(doubles, 1, n, 0, 2);
    for (int i = 1; i <= n; i++) {
      assertEquals(2 * one.nextDouble(), doubles[i]);
    }
    fill.fillNormal(doubles, 2, n, 1, 2);
    for (int i = 2; i < n + 2; i++) {
      assertEquals(1 + 2 * one.nextGaussian(), doubles[i]);
    }
    assertEquals(one.state(), fill.state());
  }

  @Test
  void longBoundsAreFair() {
    // Without rejection, of every three results below 3 * 2^61 one would be twice as likely.
    long bound = 3L << 61;
    Philox philox = Philox.of(33);
    int n = 60_000;
    int[] counts = new int[3];
    for (int i = 0; i < n; i++) {
      long k = philox.nextLong(bound);
      assertTrue(k >= 0 && k < bound);
      counts[(int) (k % 3)]++;
    }
    for (int count : counts) {
      assertEquals(n / 3.0, count, 3.5 * Math.sqrt(n * 2 / 9.0));
    }
    assertEquals(0, philox.nextLong(1));
  }

  @Test
  void longsBelowABoundAreTheUpperWordOfTheProduct() {
    long word = Philox.of(34).nextLong();
    assertEquals(Math.unsignedMultiplyHigh(word, 1000), Philox.of(34).nextLong(1000));
    assertEquals(word, Philox.of(34).nextLongBelow(0));
  }

  @Test
  void uniformFillOfDoublesNeverReachesItsUpperBound() {
    double[] out = new double[100_000];
    double high = Math.nextUp(Math.nextUp(1.0));
    Philox.of(5).fillUniform(out, 0, out.length, 1, high);
    for (double x : out) {
      assertTrue(x >= 1 && x < high);
    }
  }

  @Test
  void wrongInputIsASentence() {
    Philox philox = Philox.of(0);
    float[] out = new float[3];
    assertMessage("nextInt: bound must be positive, got 0", () -> philox.nextInt(0));
    assertMessage("nextLong: bound must be positive, got -1", () -> philox.nextLong(-1));
    assertMessage(
        "skip: words must not be negative, got -1; jump goes back by blocks",
        () -> philox.skip(-1));
    double[] doubles = new double[3];
    assertMessage(
        "uniform: low must be below high and both finite, got [2.0, 1.0)",
        () -> philox.fillUniform(doubles, 0, 3, 2, 1));
    assertMessage(
        "uniform: low must be below high and both finite, got [-Infinity, 0.0)",
        () -> philox.fillUniform(doubles, 0, 3, Double.NEGATIVE_INFINITY, 0));
    assertMessage(
        "normal: mean must be finite and sd finite and not negative, got mean NaN, sd 1.0",
        () -> philox.fillNormal(doubles, 0, 3, Double.NaN, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> philox.fillNormal(doubles, 1, 3, 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> philox.fillUniform(doubles, 3, 1, 0, 1));
    assertMessage("permutation: size must not be negative, got -1", () -> philox.permutation(-1));
    assertMessage(
        "uniform: low must be below high and both finite, got [1.0, 1.0)",
        () -> philox.fillUniform(out, 0, 3, 1, 1));
    assertMessage(
        "uniform: low must be below high and both finite, got [0.0, NaN)",
        () -> philox.fillUniform(out, 0, 3, 0, Float.NaN));
    assertMessage(
        "normal: mean must be finite and sd finite and not negative, got mean 0.0, sd -1.0",
        () -> philox.fillNormal(out, 0, 3, 0, -1));
    assertMessage(
        "Philox: position must be 0 to 3, got 4; a block has four words",
        () -> new Philox.State(0, 0, 0, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> philox.fillNormal(out, 1, 3, 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> philox.fillUniform(out, -1, 3, 0, 1));
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, call::run).getMessage(), message);
  }

  /// The largest distance between the sample's and the true distribution function, against
  /// Kolmogorov's limit for 0.1 %.
  private static void assertDistribution(DoubleStream sample, DoubleUnaryOperator distribution) {
    double[] sorted = sample.sorted().toArray();
    int n = sorted.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = distribution.applyAsDouble(sorted[i]);
      distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
    }
    assertTrue(distance < 1.95 / Math.sqrt(n), "Kolmogorov-Smirnov distance " + distance);
  }

  /// Marsaglia's series for the normal distribution function (J. Stat. Software 11, 2004): a way to
  /// it that shares nothing with the quantile under test.
  private static double normalDistribution(double x) {
    double sum = x;
    double term = x;
    double before = 0;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static int[] words(String hexadecimal) {
    return Arrays.stream(hexadecimal.split(" ", -1))
        .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
        .toArray();
  }

  private static long join(int upper, int lower) {
    return (long) upper << 32 | (lower & 0xFFFFFFFFL);
  }
}
