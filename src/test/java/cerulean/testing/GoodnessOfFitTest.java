package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of SciPy 1.17.1 unless a formula stands beside them.
@Tag("once")
class GoodnessOfFitTest {

  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, 1e-11 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.1, 0.34527915398142317, 0.6547208460185768",
    "0.5, 8, 0.9999366575163338, 6.334248366623988e-05",
    "3.7, 2.5, 0.29854513070092004, 0.70145486929908",
    "3.7, 12, 0.998479553380881, 0.001520446619118992",
    "1000, 1010, 0.6276789447369947, 0.37232105526300524",
    "0.01, 1e-50, 0.3180323287762259, 0.6819676712237741"
  })
  void gammaDistributionEqualsPublishedValues(double a, double x, double lower, double upper) {
    assertClose(lower, GoodnessOfFit.gammaLower(a, x));
    assertClose(upper, GoodnessOfFit.gammaUpper(a, x));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0.1, 0.20483276469913345",
    "2, 3, 0.6, 0.8208",
    "0.01, 0.02, 0.5, 0.6667194610412723",
    "30, 2, 0.97, 0.7619134302319994",
    "0.01, 0.02, 1e-100, 0.06668813301517386"
  })
  void betaDistributionEqualsPublishedValues(double a, double b, double x, double lower) {
    assertClose(lower, GoodnessOfFit.betaLower(a, b, x));
  }

  @ParameterizedTest
  @CsvSource({
    "-9, 1.1285884059538324e-19",
    "-2.5, 0.006209665325776132",
    "0, 0.5",
    "1, 0.8413447460685429",
    "3, 0.9986501019683699"
  })
  void normalDistributionEqualsPublishedValues(double x, double lower) {
    assertClose(lower, GoodnessOfFit.normalLower(x));
  }

  @Test
  void tailRatiosEqualQuotientsOfTails() {
    for (double a : new double[] {0.3, 2, 5, 8}) {
      double quotient = GoodnessOfFit.normalLower(-(a + 0.4)) / GoodnessOfFit.normalLower(-a);
      assertClose(quotient, GoodnessOfFit.normalTailRatio(a, a + 0.4));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 4.599479878042022",
    "0.5, 0.5723649429247",
    "3.7, 1.428072326665388",
    "20, 39.339884187199495",
    "1e8, 1742068066.1038349"
  })
  void logGammaEqualsPublishedValues(double x, double value) {
    assertClose(value, GoodnessOfFit.logGamma(x));
  }

  /// Points `(i + 1/2) / n + d`: the distance is `d + 1 / (2n)`. Kolmogorov's table: distance
  /// 1.3581 / sqrt(n) has probability 0.05.
  @Test
  void kolmogorovsTableIsMet() {
    int n = 1_000_000;
    double[] sample = new double[n];
    for (int i = 0; i < n; i++) {
      sample[i] = (i + 0.5) / n + 1.3581 / 1000;
    }
    double p = GoodnessOfFit.kolmogorovSmirnov(sample, x -> Math.min(1, x));
    assertEquals(0.05, p, 0.0005);
  }

  /// Two bins of 50 with 60 and 40: chi square 4, one degree of freedom, `P(|Z| > 2)`.
  @Test
  void chiSquareOfOneDegreeIsTheSquareOfANormalNumber() {
    double p = GoodnessOfFit.chiSquare(new long[] {60, 40}, new double[] {50, 50});
    assertClose(2 * GoodnessOfFit.normalLower(-2), p);
  }

  @Test
  void faultsOfATestAreFound() {
    assertThrows(
        AssertionError.class,
        () -> GoodnessOfFit.chiSquare(new long[] {1, 9}, new double[] {4, 6}));
    assertThrows(
        AssertionError.class, () -> GoodnessOfFit.kolmogorovSmirnov(new double[] {1, 2}, x -> x));
  }
}
