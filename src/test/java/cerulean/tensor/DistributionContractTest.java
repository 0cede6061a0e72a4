package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What all fills have in common: pieces add up, nothing beside the window is written, words taken,
/// threads make no difference, values stay what they are from release to release, bad input is
/// refused in one sentence.
@Tag("once")
class DistributionContractTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// One fill of one distribution; `words` per number, 0 where it varies.
  record Case(String name, int words, Window window) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Fills a window of an array made by [#array].
  @FunctionalInterface
  interface Window {
    void fill(Philox random, Object out, int offset, int n);
  }

  private static Case doubles(String name, int words, DoubleFill fill) {
    return new Case(name, words, (r, out, at, n) -> fill.fill(r, (double[]) out, at, n));
  }

  private static Case floats(String name, int words, FloatFill fill) {
    return new Case(name + ", float", words, (r, out, at, n) -> fill.fill(r, (float[]) out, at, n));
  }

  private static Case longs(String name, int words, LongFill fill) {
    return new Case(name + ", long", words, (r, out, at, n) -> fill.fill(r, (long[]) out, at, n));
  }

  @FunctionalInterface
  interface DoubleFill {
    void fill(Philox random, double[] out, int offset, int n);
  }

  @FunctionalInterface
  interface FloatFill {
    void fill(Philox random, float[] out, int offset, int n);
  }

  @FunctionalInterface
  interface LongFill {
    void fill(Philox random, long[] out, int offset, int n);
  }

  static Stream<Case> cases() {
    double[] weights = {1, 2, 3};
    float[] parameters = new float[40_000];
    Arrays.fill(parameters, 0.3f);
    return Stream.of(
        floats("uniform", 1, (r, o, at, n) -> Distributions.uniform(r, 0f, 2f, o, at, n)),
        doubles("uniform", 2, (r, o, at, n) -> Distributions.uniform(r, 0, 2, o, at, n)),
        longs("integers", 0, (r, o, at, n) -> Distributions.integers(r, 0, 3L << 61, o, at, n)),
        floats("normal", 2, (r, o, at, n) -> Distributions.normal(r, 0f, 1f, o, at, n)),
        doubles("normal", 2, (r, o, at, n) -> Distributions.normal(r, 0, 1, o, at, n)),
        floats("logNormal", 2, (r, o, at, n) -> Distributions.logNormal(r, 0, 1, o, at, n)),
        doubles("logNormal", 2, (r, o, at, n) -> Distributions.logNormal(r, 0, 1, o, at, n)),
        floats(
            "truncatedNormal",
            0,
            (r, o, at, n) -> Distributions.truncatedNormal(r, 0, 1, -2f, 2f, o, at, n)),
        doubles(
            "truncatedNormal",
            0,
            (r, o, at, n) -> Distributions.truncatedNormal(r, 0, 1, -2.0, 2.0, o, at, n)),
        floats("exponential", 2, (r, o, at, n) -> Distributions.exponential(r, 1, o, at, n)),
        doubles("exponential", 2, (r, o, at, n) -> Distributions.exponential(r, 1, o, at, n)),
        floats("gamma", 0, (r, o, at, n) -> Distributions.gamma(r, 0.5, 2, o, at, n)),
        doubles("gamma", 0, (r, o, at, n) -> Distributions.gamma(r, 0.5, 2, o, at, n)),
        floats("beta", 0, (r, o, at, n) -> Distributions.beta(r, 0.5, 2, o, at, n)),
        doubles("beta", 0, (r, o, at, n) -> Distributions.beta(r, 0.5, 2, o, at, n)),
        floats("bernoulli", 2, (r, o, at, n) -> Distributions.bernoulli(r, 0.3, o, at, n)),
        floats(
            "bernoulli of many",
            2,
            (r, o, at, n) -> Distributions.bernoulli(r, parameters, 0, o, at, n)),
        longs("geometric", 2, (r, o, at, n) -> Distributions.geometric(r, 0.1, o, at, n)),
        longs("poisson, inversion", 2, (r, o, at, n) -> Distributions.poisson(r, 3, o, at, n)),
        longs("poisson, rejection", 0, (r, o, at, n) -> Distributions.poisson(r, 30, o, at, n)),
        floats(
            "poisson of many",
            2,
            (r, o, at, n) -> Distributions.poisson(r, parameters, 0, o, at, n)),
        longs("categorical", 2, (r, o, at, n) -> Distributions.categorical(r, weights, o, at, n)));
  }

  /// An array of the type that this case fills, every element -7.
  private static Object array(Case each, int n) {
    if (each.name().endsWith("float")) {
      float[] out = new float[n];
      Arrays.fill(out, -7);
      return out;
    }
    if (each.name().endsWith("long")) {
      long[] out = new long[n];
      Arrays.fill(out, -7);
      return out;
    }
    double[] out = new double[n];
    Arrays.fill(out, -7);
    return out;
  }

  private static double[] values(Object array) {
    return switch (array) {
      case float[] floats -> {
        double[] all = new double[floats.length];
        for (int i = 0; i < all.length; i++) {
          all[i] = floats[i];
        }
        yield all;
      }
      case long[] longs -> Arrays.stream(longs).asDoubleStream().toArray();
      default -> ((double[]) array).clone();
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void piecesAddUpAndStayInTheirWindow(Case each) {
    Philox whole = Philox.of(41);
    Philox pieces = Philox.of(41);
    Object expected = array(each, 12);
    each.window().fill(whole, expected, 2, 8);
    Object actual = array(each, 12);
    each.window().fill(pieces, actual, 2, 3);
    each.window().fill(pieces, actual, 5, 0);
    each.window().fill(pieces, actual, 5, 5);
    assertArrayEquals(values(expected), values(actual));
    assertEquals(whole.state(), pieces.state());
    double[] all = values(actual);
    for (int i : new int[] {0, 1, 10, 11}) {
      assertEquals(-7, all[i]);
    }
    for (int i = 2; i < 10; i++) {
      assertNotEquals(-7, all[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void longFillsEqualShortOnesOnAnyNumberOfThreads(Case each) {
    int n = 40_000;
    Object expected = array(each, n);
    Philox single = Philox.of(42);
    single.nextInt();
    for (int i = 0; i < n; i += 1000) {
      each.window().fill(single, expected, i, 1000);
    }
    int before = Parallel.threads();
    try {
      for (int threads : new int[] {1, 3}) {
        Parallel.configure(threads);
        Philox random = Philox.of(42);
        random.nextInt();
        Object actual = array(each, n);
        each.window().fill(random, actual, 0, n);
        assertArrayEquals(values(expected), values(actual));
        assertEquals(single.state(), random.state());
      }
    } finally {
      Parallel.configure(before);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wordsTakenAreThoseOfTheTable(Case each) {
    Philox random = Philox.of(43);
    int n = 1001;
    each.window().fill(random, array(each, n), 0, n);
    Philox.State state = random.state();
    long taken = 4 * state.counterLow() + state.position();
    if (each.words() > 0) {
      assertEquals((long) each.words() * n, taken);
    } else {
      // Two uniform numbers at least, and this sample is long enough to have a rejection.
      assertTrue(taken > 2L * n, () -> "words " + taken);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void windowsOutsideTheArrayAreRefusedBeforeDrawing(Case each) {
    Philox random = Philox.of(44);
    for (int[] window : List.of(new int[] {-1, 2}, new int[] {3, 2}, new int[] {0, -1})) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> each.window().fill(random, array(each, 4), window[0], window[1]));
    }
    assertEquals(Philox.of(44).state(), random.state());
  }

  /// The float form is the double form rounded, where both draw the same words.
  @Test
  void floatsAreTheDoublesRounded() {
    List<Case> all = cases().toList();
    for (String name : new String[] {"normal", "logNormal", "exponential", "gamma", "beta"}) {
      double[] rounded = values(filled(find(all, name)));
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) rounded[i];
      }
      assertArrayEquals(rounded, values(filled(find(all, name + ", float"))), name);
    }
  }

  private static Case find(List<Case> all, String name) {
    return all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static Object filled(Case each) {
    Object out = array(each, 100);
    each.window().fill(Philox.of(45), out, 0, 100);
    return out;
  }

  /// Results that were published with a seed must not change.
  @ParameterizedTest
  @CsvSource({
    "'uniform, float', 1.2259197235107422, 0.9371730089187622, 0.14646339416503906",
    "'uniform', 1.2259197623788316, 0.1464634748831677, 1.975437301829021",
    "'integers, long', 5.065826694967469E17, 6.832572438843615E18, 4.169498835850338E18",
    "'normal, float', 0.28704190254211426, -1.4521371126174927, 2.248211622238159",
    "'normal', 0.2870419004300947, -1.4521371470450297, 2.2482116342226286",
    "'logNormal, float', 1.3324800729751587, 0.23406951129436493, 9.470783233642578",
    "'logNormal', 1.332480043792938, 0.23406951220220823, 9.470783457329457",
    "'truncatedNormal, float', 0.28704190254211426, -1.4521371126174927, 0.034864604473114014",
    "'truncatedNormal', 0.2870419004300947, -1.4521371470450297, 0.03486460312446545",
    "'exponential, float', 0.48945578932762146, 2.614126443862915, 0.012357387691736221",
    "'exponential', 0.48945579186071003, 2.6141263803735426, 0.012357388068745465",
    "'gamma, float', 2.9364864826202393, 0.875358521938324, 0.41762906312942505",
    "'gamma', 2.9364864557057286, 0.8753584936564803, 0.41762907329570004",
    "'beta, float', 0.4616643488407135, 0.3053687810897827, 0.022350389510393143",
    "'beta', 0.4616643355227847, 0.30536877257063066, 0.022350389486090503",
    "'bernoulli, float', 0.0, 1.0, 0.0",
    "'bernoulli of many, float', 0.0, 1.0, 0.0",
    "'geometric, long', 5.0, 25.0, 1.0",
    "'poisson, inversion, long', 3.0, 1.0, 7.0",
    "'poisson, rejection, long', 32.0, 36.0, 34.0",
    "'poisson of many, float', 0.0, 0.0, 2.0",
    "'categorical, long', 2.0, 0.0, 2.0"
  })
  void firstValuesOfSeedFortyTwoStay(String name, double first, double second, double third) {
    Case each = find(cases().toList(), name);
    Object out = array(each, 3);
    each.window().fill(Philox.of(42), out, 0, 3);
    assertArrayEquals(new double[] {first, second, third}, values(out));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, call::run).getMessage(), message);
  }

  @Test
  void parametersOutsideTheirDomainAreRefused() {
    Philox r = Philox.of(0);
    double[] d = new double[1];
    float[] f = new float[1];
    long[] l = new long[1];
    assertRefused(
        "integers: low must be below high, got [3, 3)",
        () -> Distributions.integers(r, 3, 3, l, 0, 1));
    assertRefused(
        "uniform: low must be below high and both finite, got [1.0, 0.0)",
        () -> Distributions.uniform(r, 1.0, 0.0, d, 0, 1));
    assertRefused(
        "normal: mean must be finite and sd finite and not negative, got mean 0.0, sd NaN",
        () -> Distributions.normal(r, 0, NAN, d, 0, 1));
    String logNormal = "logNormal: mean must be finite and sd finite and not negative, got mean ";
    assertRefused(logNormal + "0.0, sd -1.0", () -> Distributions.logNormal(r, 0, -1, d, 0, 1));
    assertRefused(logNormal + "NaN, sd 1.0", () -> Distributions.logNormal(r, NAN, 1, f, 0, 1));
    for (double scale : new double[] {-1, NAN, INFINITY}) {
      String message = ": scale must be finite and not negative, got " + scale;
      assertRefused("exponential" + message, () -> Distributions.exponential(r, scale, d, 0, 1));
      assertRefused("exponential" + message, () -> Distributions.exponential(r, scale, f, 0, 1));
      assertRefused("gamma" + message, () -> Distributions.gamma(r, 1, scale, d, 0, 1));
    }
    for (double shape : new double[] {0, -1, NAN, INFINITY}) {
      assertRefused(
          "gamma: shape must be finite and positive, got " + shape,
          () -> Distributions.gamma(r, shape, 1, f, 0, 1));
      assertRefused(
          "beta: shapes must be finite and at least 1e-300, got " + shape + " and 1.0",
          () -> Distributions.beta(r, shape, 1, d, 0, 1));
      assertRefused(
          "beta: shapes must be finite and at least 1e-300, got 1.0 and " + shape,
          () -> Distributions.beta(r, 1, shape, f, 0, 1));
    }
    for (double probability : new double[] {-0.1, 1.1, NAN}) {
      String message = ": probability must be from 0 to 1, got " + probability;
      assertRefused("bernoulli" + message, () -> Distributions.bernoulli(r, probability, f, 0, 1));
      assertRefused("geometric" + message, () -> Distributions.geometric(r, probability, l, 0, 1));
    }
    assertRefused(
        "bernoulli: probability must be from 0 to 1, got 1.5",
        () -> Distributions.bernoulli(r, new float[] {0, 1.5f}, 0, new float[2], 0, 2));
    assertRefused(
        "geometric: probability must be above 0, got 0; the first success would never come",
        () -> Distributions.geometric(r, 0, l, 0, 1));
    for (double mean : new double[] {-1, 2e15, NAN}) {
      assertRefused(
          "poisson: mean must be from 0 to 1e15, got " + mean,
          () -> Distributions.poisson(r, mean, l, 0, 1));
    }
    assertRefused(
        "poisson: mean must be from 0 to 1e15, got -2.0",
        () -> Distributions.poisson(r, new float[] {1, -2}, 0, new float[2], 0, 2));
    assertEquals(Philox.of(0).state(), r.state());
  }

  @Test
  void impossibleIntervalsAreRefused() {
    Philox r = Philox.of(0);
    double[] d = new double[1];
    assertRefused(
        "truncatedNormal: mean must be finite and sd finite and positive, got mean 0.0, sd 0.0",
        () -> Distributions.truncatedNormal(r, 0, 0, -1.0, 1.0, d, 0, 1));
    assertRefused(
        "truncatedNormal: mean must be finite and sd finite and positive, got mean NaN, sd 1.0",
        () -> Distributions.truncatedNormal(r, NAN, 1, -1.0, 1.0, d, 0, 1));
    assertRefused(
        "truncatedNormal: low must be below high, got [1.0, 1.0]",
        () -> Distributions.truncatedNormal(r, 0, 1, 1.0, 1.0, d, 0, 1));
    assertRefused(
        "truncatedNormal: low must be below high, got [NaN, 1.0]",
        () -> Distributions.truncatedNormal(r, 0, 1, NAN, 1.0, d, 0, 1));
    assertRefused(
        "truncatedNormal: [1.0E300, Infinity] must be within a finite number of standard"
            + " deviations from the mean, got mean 0.0, sd 1.0E-300",
        () -> Distributions.truncatedNormal(r, 0, 1e-300, 1e300, INFINITY, d, 0, 1));
  }

  @Test
  void weightsThatSayNothingAreRefused() {
    Philox r = Philox.of(0);
    long[] l = new long[1];
    assertRefused(
        "categorical: weights must be finite and not negative, got -1.0 at 1",
        () -> Distributions.categorical(r, new double[] {1, -1}, l, 0, 1));
    assertRefused(
        "categorical: weights must be finite and not negative, got NaN at 0",
        () -> Distributions.categorical(r, new double[] {NAN}, l, 0, 1));
    assertRefused(
        "categorical: weights must have a finite, positive sum, got 0 weights of sum 0.0",
        () -> Distributions.categorical(r, new double[0], l, 0, 1));
    assertRefused(
        "categorical: weights must have a finite, positive sum, got 2 weights of sum 0.0",
        () -> Distributions.categorical(r, new double[2], l, 0, 1));
    assertRefused(
        "categorical: weights must have a finite, positive sum, got 2 weights of sum Infinity",
        () -> Distributions.categorical(r, new double[] {1e308, 1e308}, l, 0, 1));
  }
}
