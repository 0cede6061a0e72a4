package cerulean.studies.statistics;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are SciPy 1.17.1's where nothing else is said.
@Tag("once")
class StatisticsTest implements WordForWord {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.5",
    "1, 1, 0.75",
    "-2.5, 4, 0.03338327240599407",
    "12.7062047364, 1, 0.9750000000004415",
    "2.7764451052, 4, 0.9750000000000564",
    "3, 29, 0.9972504039330483",
    "0.3, 1000, 0.617880247916378",
    "-40, 4, 1.1670081613006339e-06",
    "1.5, 2.5, 0.8760817734568519",
    "Infinity, 3, 1",
    "-Infinity, 3, 0",
  })
  void probabilitiesOfStudentsT(double t, double degrees, double p) {
    assertEquals(p, StudentT.cdf(t, degrees), 1e-12 * p);
  }

  @ParameterizedTest
  @CsvSource({
    "0.975, 4, 2.7764451051977934",
    "0.975, 1, 12.706204736174694",
    "0.995, 9, 3.249835541592126",
    "0.6, 29, 0.25568363457125604",
    "0.01, 4, -3.746947387979197",
    "0.5, 7, 0",
  })
  void quantilesOfStudentsT(double p, double degrees, double t) {
    assertEquals(t, StudentT.quantile(p, degrees), 1e-12 * Math.max(1, Math.abs(t)));
  }

  @Test
  void theIntervalByStudentsT() {
    Interval interval = Interval.ofMean(new double[] {1, 2, 3, 4, 10}, 0.95);
    assertEquals(-0.3899451654254138, interval.low(), 1e-12);
    assertEquals(8.389945165425413, interval.high(), 1e-12);
    assertTrue(interval.holds(8));
    assertFalse(interval.holds(8.4));
  }

  @Test
  void ofOneNumberThereIsNoIntervalByStudentsT() {
    assertTrue(Double.isNaN(Interval.ofMean(new double[] {1}, 0.95).low()));
  }

  private static double[] normal(long seed, int n) {
    return Tensor.normal(Philox.of(seed), 0f, 1f, n).toDoubleArray();
  }

  /// 400 samples of five normal numbers, seeds fixed. The number of hits has a standard deviation
  /// of `sqrt(400 p (1 - p))`: 4.4 at 0.95 and 7.5 at 0.83 (which is what 2,000 samples gave in
  /// NumPy); four of them either way.
  @Test
  void intervalsHoldTheMeanAsOftenAsTheySay() {
    int byT = 0;
    int byBootstrap = 0;
    for (int seed = 0; seed < 400; seed++) {
      double[] sample = normal(seed, 5);
      byT += Interval.ofMean(sample, 0.95).holds(0) ? 1 : 0;
      Interval bootstrap = Interval.bootstrap(sample, 0.95, 1000, Philox.of(seed).split(1));
      byBootstrap += bootstrap.holds(0) ? 1 : 0;
    }
    assertEquals(380, byT, 18);
    assertEquals(332, byBootstrap, 30);
  }

  /// Two numbers: a mean of resamples is the smaller with 1/4, the middle with 1/2, the larger with
  /// 1/4, so that 95 % reach from end to end and 40 % are the middle.
  @Test
  void theBootstrapOfTwoNumbersIsKnown() {
    double[] two = {1, 3};
    assertEquals(new Interval(1, 3), Interval.bootstrap(two, 0.95, 1000, Philox.of(1)));
    assertEquals(new Interval(2, 2), Interval.bootstrap(two, 0.4, 1000, Philox.of(1)));
  }

  private static final double[] NGM = {0.017, 0.028, 0.031, 0.022, 0.019};

  private static final double[] MSGD = {0.267, 0.274, 0.281, 0.259, 0.262};

  @Test
  void thePairedTTest() {
    PairedTest test = PairedTest.t(NGM, MSGD);
    assertEquals(-100.6067786271081, test.statistic(), 1e-9);
    assertEquals(5.85270026813003e-08, test.p(), 1e-16);
    // t / sqrt(n)
    assertEquals(-100.6067786271081 / Math.sqrt(5), test.effect(), 1e-9);
    assertEquals(5, test.pairs());
  }

  /// With five seeds, the least p there is: 2 / 2^5.
  @Test
  void theSignedRankTestOfFivePairsThatAllDifferOneWay() {
    assertEquals(new PairedTest(0, 0.0625, -1, 5), PairedTest.wilcoxon(NGM, MSGD));
    assertEquals(new PairedTest(0, 0.0625, 1, 5), PairedTest.wilcoxon(MSGD, NGM));
  }

  private static final double[] A = {125, 115, 130, 140, 140, 115, 140, 125, 140, 135};

  private static final double[] B = {110, 122, 125, 120, 140, 124, 123, 137, 135, 145};

  /// One pair without difference, two of equal size. The sum of ranks is 18 of 45, and 324 of the
  /// 512 choices of signs are as far from the middle, counted one by one in Python.
  @Test
  void theSignedRankTestWithTiesIsExact() {
    PairedTest test = PairedTest.wilcoxon(A, B);
    assertEquals(18, test.statistic());
    assertEquals(324 / 512.0, test.p());
    assertEquals((27 - 18) / 45.0, test.effect(), 1e-15);
    assertEquals(9, test.pairs());
  }

  @Test
  void theSignedRankTestOfTwelvePairs() {
    PairedTest test = PairedTest.wilcoxon(sines(12), cosines(12));
    assertEquals(30, test.statistic());
    assertEquals(0.5185546875, test.p());
  }

  @Test
  void theSignedRankTestOfManyPairsByTheNormalDistribution() {
    PairedTest test = PairedTest.wilcoxon(sines(60), cosines(60));
    assertEquals(759, test.statistic());
    assertEquals(0.25079931925595766, test.p(), 1e-14);
    PairedTest t = PairedTest.t(sines(60), cosines(60));
    assertEquals(1.249805805403674, t.statistic(), 1e-13);
    assertEquals(0.21630548871019767, t.p(), 1e-13);
  }

  private static double[] sines(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = Math.sin(i + 1) + 0.1;
    }
    return values;
  }

  private static double[] cosines(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = Math.cos((i + 1) * 0.7);
    }
    return values;
  }

  @Test
  void pairsWithoutAnyDifferenceHaveNoTest() {
    assertTrue(Double.isNaN(PairedTest.wilcoxon(A, A).p()));
    assertEquals(0, PairedTest.wilcoxon(A, A).pairs());
    assertTrue(Double.isNaN(PairedTest.t(A, A).p()));
    assertTrue(Double.isNaN(PairedTest.t(new double[] {1}, new double[] {2}).p()));
  }

  /// 0.01 * 4, 0.02 * 3, then 0.03 * 2 which is not above it, then 0.5.
  @Test
  void holmMultipliesTheSmallestByTheNumberOfTests() {
    assertArrayEquals(
        new double[] {0.06, 0.04, 0.5, 0.06}, PairedTest.holm(0.03, 0.01, 0.5, 0.02), 1e-15);
    assertArrayEquals(new double[] {1, 1}, PairedTest.holm(0.7, 0.9));
  }

  static List<Arguments> sentences() {
    double[] two = {1, 2};
    return List.of(
        row(() -> StudentT.cdf(1, 0), "StudentT: degrees of freedom must be positive, got 0.0"),
        row(() -> StudentT.quantile(1, 4), "StudentT: p must be in (0, 1), got 1.0"),
        row(() -> Interval.ofMean(two, 95), "Interval: level must be in (0, 1), got 95.0"),
        row(
            () -> Interval.bootstrap(two, 0.95, 10, Philox.of(1)),
            "bootstrap: needs a number and 100 resamples, got 2 and 10"),
        row(
            () -> PairedTest.t(two, new double[] {1}),
            "PairedTest: pairs need equally many numbers, got 2 and 1"));
  }
}
