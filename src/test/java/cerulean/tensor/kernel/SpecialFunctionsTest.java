package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The functions that [Math] lacks: error bounds against series with 60 digits, values at the edges
/// of the domain, identities, and values printed in tables.
@Tag("once")
class SpecialFunctionsTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double TINY = Double.MIN_VALUE;
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final int POINTS = 150;

  private final HighPrecision exact = new HighPrecision(60);

  private interface Exact {
    BigDecimal at(BigDecimal x);
  }

  // ---- error bounds

  @Test
  void exp2IsWithinOneUlp() {
    BigDecimal ln2 = exact.log(TWO);
    Exact power = x -> exact.exp(x.multiply(ln2));
    check(ElementaryFunctions::exp2, power, -1, 1, 1);
    check(ElementaryFunctions::exp2, power, -1070, 1023, 1);
    check(ElementaryFunctions::exp2, power, -1074, -1022, 1);
  }

  @Test
  void log2IsCorrectlyRoundedBut2PercentOfAnUlp() {
    BigDecimal ln2 = exact.log(TWO);
    Exact log = x -> exact.log(x).divide(ln2, MathContext.DECIMAL128);
    check(Logarithms::log2, log, 0.5, 2, 0.53);
    check(Logarithms::log2, log, 0.999, 1.001, 0.53);
    check(Logarithms::log2, log, 1e-3, 1e6, 0.53);
    check(Logarithms::log2, log, 1e-320, 1e-308, 0.53);
  }

  @Test
  void inverseHyperbolicFunctionsAreWithinSixTenthsOfAnUlp() {
    Exact asinh = x -> exact.log(x.add(exact.sqrt(x.multiply(x).add(ONE))));
    check(InverseHyperbolic::asinh, asinh, 1e-9, 1e-5, 0.6);
    check(InverseHyperbolic::asinh, asinh, 1e-5, 3, 0.6);
    check(InverseHyperbolic::asinh, asinh, 1, 1e12, 0.6);
    Exact acosh = x -> exact.log(x.add(exact.sqrt(x.multiply(x).subtract(ONE))));
    check(InverseHyperbolic::acosh, acosh, 1, 1.0001, 0.6);
    check(InverseHyperbolic::acosh, acosh, 1, 9, 0.6);
    check(InverseHyperbolic::acosh, acosh, 9, 1e12, 0.6);
    Exact atanh =
        x -> exact.log(ONE.add(x).divide(ONE.subtract(x), new MathContext(60))).divide(TWO);
    check(InverseHyperbolic::atanh, atanh, 1e-9, 1e-5, 0.6);
    check(InverseHyperbolic::atanh, atanh, -1, 1, 0.6);
    check(InverseHyperbolic::atanh, atanh, 0.9999, 1, 0.6);
  }

  @Test
  void sinPiAndSincAreWithinTheirBounds() {
    check(ElementaryFunctions::sinPi, exact::sinPi, -4, 4, 1.1);
    check(ElementaryFunctions::sinPi, exact::sinPi, 1e-12, 1e-3, 1.1);
    check(ElementaryFunctions::sinc, exact::sinc, -4, 4, 2.5);
    check(ElementaryFunctions::sinc, exact::sinc, 1e-10, 1e-3, 2.5);
  }

  @Test
  void softplusAndLogSigmoidAreWithinTwoUlps() {
    Exact softplus = x -> exact.log(ONE.add(exact.exp(x)));
    check(x -> ElementaryFunctions.softplus(x, 1, 20), softplus, -40, 20, 2);
    check(x -> ElementaryFunctions.softplus(x, 1, 1000), softplus, 20, 60, 2);
    Exact logSigmoid = x -> exact.log(ONE.add(exact.exp(x.negate()))).negate();
    check(ElementaryFunctions::logSigmoid, logSigmoid, -60, 40, 2);
  }

  @Test
  void rsqrtIsWithinOneAndAHalfUlps() {
    Exact rsqrt = x -> ONE.divide(exact.sqrt(x), new MathContext(60));
    check(ElementaryFunctions::rsqrt, rsqrt, 1, 4, 1.5);
    check(ElementaryFunctions::rsqrt, rsqrt, 1e-320, 1e-308, 1.5);
  }

  @Test
  void erfIsWithinItsBound() {
    check(ErrorFunctions::erf, exact::erf, 1e-12, 0.01, 1);
    check(ErrorFunctions::erf, exact::erf, -0.75, 0.75, 1);
    check(ErrorFunctions::erf, exact::erf, 0.75, 6, 1.3);
    check(ErrorFunctions::erf, exact::erf, -2, -0.75, 1.3);
  }

  @Test
  void erfcIsWithinItsBoundDownToTheLastSubnormal() {
    Exact near = x -> ONE.subtract(exact.erf(x));
    check(ErrorFunctions::erfc, near, -4, 0.25, 2.5);
    check(ErrorFunctions::erfc, near, 0.25, 0.75, 2.5);
    check(ErrorFunctions::erfc, near, 0.75, 2.5, 2.5);
    check(ErrorFunctions::erfc, exact::erfc, 2.5, 4, 2.5);
    check(ErrorFunctions::erfc, exact::erfc, 4, 26.5, 2.5);
    check(ErrorFunctions::erfc, exact::erfc, 26.4, 27.22, 2.5);
  }

  @Test
  void erfinvIsWithinTwoUlps() {
    // x is off by (erf(x) - y) / erf'(x), to first order.
    Random random = new Random(5);
    BigDecimal slope = new BigDecimal("1.12837916709551257389615890312154517");
    for (int i = 0; i < 4 * POINTS; i++) {
      double y = i % 2 == 0 ? random.nextDouble() : 1 - Math.scalb(1.0, -1 - random.nextInt(53));
      if (y == 0) {
        continue;
      }
      double got = ErrorFunctions.erfinv(y);
      BigDecimal x = new BigDecimal(got);
      BigDecimal tangent = slope.multiply(exact.exp(x.multiply(x).negate()));
      BigDecimal excess = exact.erf(x).subtract(new BigDecimal(y));
      double error = Math.abs(excess.doubleValue() / tangent.doubleValue()) / Math.ulp(got);
      assertTrue(error <= 2, () -> "at " + y + ": " + error + " ulp");
      assertEquals(-got, ErrorFunctions.erfinv(-y));
    }
  }

  @Test
  void lgammaIsWithinTwoAndAHalfUlpsAboveItsNegativeZeros() {
    check(GammaFunctions::lgamma, exact::lgamma, 1e-9, 0.7, 2.5);
    check(GammaFunctions::lgamma, exact::lgamma, 0.7, 1.5, 2.5);
    check(GammaFunctions::lgamma, exact::lgamma, 1.5, 2.6, 2.5);
    check(GammaFunctions::lgamma, exact::lgamma, 2.5, 10.5, 2.5);
    check(GammaFunctions::lgamma, exact::lgamma, 10, 1000, 2.5);
    check(GammaFunctions::lgamma, exact::lgamma, 0.9999, 1.0001, 2.5);
    check(GammaFunctions::lgamma, exact::lgamma, 1.9999, 2.0001, 2.5);
  }

  @Test
  void digammaIsWithinTwoAndAHalfUlpsOfPositiveNumbers() {
    check(GammaFunctions::digamma, exact::digamma, 1e-9, 1, 2.5);
    check(GammaFunctions::digamma, exact::digamma, 1, 2, 2.5);
    check(GammaFunctions::digamma, exact::digamma, 1.4616, 1.4617, 2.5);
    check(GammaFunctions::digamma, exact::digamma, 2, 10.5, 2.5);
    check(GammaFunctions::digamma, exact::digamma, 10, 1000, 2.5);
  }

  // ---- edges of the domain

  @Test
  void exp2AndLog2AreExactAtPowersOfTwo() {
    for (int k = -1074; k <= 1023; k++) {
      double power = Math.scalb(1.0, k);
      assertEquals(power, ElementaryFunctions.exp2(k));
      assertEquals(k, Logarithms.log2(power));
    }
    values(ElementaryFunctions::exp2, NAN, NAN, INF, INF, -INF, 0, 1024, INF, -1076, 0, -0.0, 1);
    values(ElementaryFunctions::exp2, -1075, 0, -1074.9, TINY, -1e300, 0);
    values(Logarithms::log2, NAN, NAN, INF, INF, -INF, NAN, -1, NAN, 0, -INF, -0.0, -INF, 1, 0);
  }

  @Test
  void inverseHyperbolicFunctionsAtTheirEdges() {
    values(InverseHyperbolic::asinh, NAN, NAN, INF, INF, -INF, -INF, 0, 0, -0.0, -0.0);
    values(InverseHyperbolic::asinh, TINY, TINY, -TINY, -TINY);
    values(InverseHyperbolic::asinh, Double.MAX_VALUE, 710.475860073944);
    values(InverseHyperbolic::acosh, NAN, NAN, INF, INF, -INF, NAN, 1, 0, Math.nextDown(1.0), NAN);
    values(InverseHyperbolic::acosh, Double.MAX_VALUE, 710.475860073944);
    values(InverseHyperbolic::atanh, NAN, NAN, 1, INF, -1, -INF, Math.nextUp(1.0), NAN, INF, NAN);
    values(InverseHyperbolic::atanh, 0, 0, -0.0, -0.0, TINY, TINY, -TINY, -TINY, -INF, NAN);
    values(InverseHyperbolic::atanh, Math.nextDown(1.0), 18.714973875118524);
  }

  @Test
  void sinPiIsZeroAtIntegersAndSincIsOneAtZero() {
    values(ElementaryFunctions::sinPi, NAN, NAN, INF, NAN, -INF, NAN, 0, 0, -0.0, -0.0);
    values(ElementaryFunctions::sinPi, 1, 0, -1, -0.0, 2, 0, -2, -0.0, 1e300, 0, 0.5, 1, 1.5, -1);
    values(ElementaryFunctions::sinPi, -0.5, -1, 2.5, 1, 1e6 + 0.5, 1, TINY, 3 * TINY);
    values(ElementaryFunctions::sinc, NAN, NAN, INF, NAN, -INF, NAN, 0, 1, -0.0, 1, TINY, 1);
    values(ElementaryFunctions::sinc, Double.MAX_VALUE, 0, -1, 0);
    values(ElementaryFunctions::sinc, 1, 0, 3, 0, 0.5, 2 / Math.PI, -0.5, 2 / Math.PI);
  }

  @Test
  void rsqrtAtItsEdges() {
    values(ElementaryFunctions::rsqrt, NAN, NAN, INF, 0, 0, INF, -0.0, -INF, -1, NAN, 4, 0.5);
    values(ElementaryFunctions::rsqrt, TINY, 0x1p537, -INF, NAN);
  }

  @Test
  void softplusIsTheIdentityAboveItsThreshold() {
    assertEquals(20.5, ElementaryFunctions.softplus(20.5, 1, 20));
    assertEquals(10.5, ElementaryFunctions.softplus(10.5, 2, 20));
    assertEquals(Math.log(2) / 4, ElementaryFunctions.softplus(0, 4, 20));
    assertEquals(1e300, ElementaryFunctions.softplus(1e300, 1, INF));
    values(x -> ElementaryFunctions.softplus(x, 1, 20), NAN, NAN, INF, INF, -INF, 0);
    values(ElementaryFunctions::logSigmoid, NAN, NAN, -INF, -INF, INF, 0, 0, -Math.log(2));
    values(ElementaryFunctions::logSigmoid, -1e300, -1e300, 800, 0);
  }

  @Test
  void powersOfOneAreOneWhereTheJdkHasNaN() {
    assertEquals(NAN, Math.pow(1, NAN));
    assertEquals(1, ElementaryFunctions.pow(1, NAN));
    assertEquals(1, ElementaryFunctions.pow(1, INF));
    assertEquals(1, ElementaryFunctions.pow(1, -INF));
    assertEquals(1, ElementaryFunctions.pow(-1, INF));
    assertEquals(1, ElementaryFunctions.pow(-1, -INF));
    assertEquals(NAN, ElementaryFunctions.pow(-1, NAN));
    assertEquals(-1, ElementaryFunctions.pow(-1, 3));
    assertEquals(1, ElementaryFunctions.pow(NAN, 0));
    assertEquals(NAN, ElementaryFunctions.pow(NAN, 1));
    assertEquals(8, ElementaryFunctions.pow(2, 3));
  }

  @Test
  void logaddexpHoldsAtInfinitiesAndNeverOverflows() {
    assertEquals(INF, ElementaryFunctions.logaddexp(INF, INF));
    assertEquals(INF, ElementaryFunctions.logaddexp(INF, -INF));
    assertEquals(INF, ElementaryFunctions.logaddexp(3, INF));
    assertEquals(-INF, ElementaryFunctions.logaddexp(-INF, -INF));
    assertEquals(3, ElementaryFunctions.logaddexp(-INF, 3));
    assertEquals(3, ElementaryFunctions.logaddexp(3, -INF));
    assertEquals(NAN, ElementaryFunctions.logaddexp(NAN, 1));
    assertEquals(NAN, ElementaryFunctions.logaddexp(-INF, NAN));
    assertEquals(NAN, ElementaryFunctions.logaddexp(NAN, NAN));
    assertEquals(1000 + Math.log(2), ElementaryFunctions.logaddexp(1000, 1000));
    Random random = new Random(3);
    for (int i = 0; i < POINTS; i++) {
      double a = 20 * random.nextGaussian();
      double b = a + 4 * random.nextGaussian();
      BigDecimal want = exact.log(exact.exp(new BigDecimal(a)).add(exact.exp(new BigDecimal(b))));
      double got = ElementaryFunctions.logaddexp(a, b);
      double scale = Math.max(Math.max(Math.abs(a), Math.abs(b)), Math.abs(got));
      double error = new BigDecimal(got).subtract(want).abs().doubleValue() / Math.ulp(scale);
      assertTrue(error <= 1, () -> "at " + a + ", " + b + ": " + error);
      assertEquals(got, ElementaryFunctions.logaddexp(b, a));
    }
  }

  @Test
  void xlogyIsZeroWhereXIsZero() {
    assertEquals(0, ElementaryFunctions.xlogy(0, 0));
    assertEquals(0, ElementaryFunctions.xlogy(-0.0, 5));
    assertEquals(0, ElementaryFunctions.xlogy(0, INF));
    assertEquals(0, ElementaryFunctions.xlogy(0, -1));
    assertEquals(NAN, ElementaryFunctions.xlogy(0, NAN));
    assertEquals(NAN, ElementaryFunctions.xlogy(NAN, 1));
    assertEquals(NAN, ElementaryFunctions.xlogy(1, -1));
    assertEquals(-INF, ElementaryFunctions.xlogy(2, 0));
    assertEquals(3 * Math.log(7), ElementaryFunctions.xlogy(3, 7));
  }

  @Test
  void errorFunctionsAtTheirEdges() {
    values(ErrorFunctions::erf, NAN, NAN, INF, 1, -INF, -1, 0, 0, -0.0, -0.0, TINY, TINY);
    values(ErrorFunctions::erf, 6, 1, -6, -1, Math.nextDown(6.0), 1);
    values(ErrorFunctions::erfc, NAN, NAN, INF, 0, -INF, 2, 0, 1, -0.0, 1, -6, 2, -1e300, 2);
    values(ErrorFunctions::erfc, 27.22, TINY, 27.23, 0, 27.3, 0, 28, 0, 1e300, 0);
    values(ErrorFunctions::erfinv, NAN, NAN, 1, INF, -1, -INF, 0, 0, -0.0, -0.0, TINY, TINY);
    values(ErrorFunctions::erfinv, Math.nextUp(1.0), NAN, -2, NAN, INF, NAN, -INF, NAN);
  }

  @Test
  void gammaFunctionsAtTheirEdges() {
    values(GammaFunctions::lgamma, NAN, NAN, INF, INF, -INF, INF, 0, INF, -0.0, INF, 1, 0, 2, 0);
    values(GammaFunctions::lgamma, -1, INF, -2, INF, -1e300, INF, TINY, 744.4400719213812);
    values(GammaFunctions::lgamma, -TINY, 744.4400719213812, Double.MAX_VALUE, INF);
    values(GammaFunctions::digamma, NAN, NAN, INF, INF, -INF, NAN, 0, -INF, -0.0, INF);
    values(GammaFunctions::digamma, -1, NAN, -2, NAN, -1e300, NAN, TINY, -INF, -TINY, INF);
  }

  // ---- identities and tables

  @Test
  void publishedValues() {
    // Abramowitz & Stegun, tables 7.1, 7.3, 6.1 and 6.3; closed forms from DLMF 5.4.
    values(ErrorFunctions::erf, 0.5, 0.5204998778130465, 1, 0.8427007929497149);
    values(ErrorFunctions::erf, 2, 0.9953222650189527, -1, -0.8427007929497149);
    values(ErrorFunctions::erfinv, 0.5, 0.4769362762044699);
    near(0.004677734981047266, ErrorFunctions.erfc(2), 2);
    near(2.088487583762545e-45, ErrorFunctions.erfc(10), 2);
    near(0.5 * Math.log(Math.PI), GammaFunctions.lgamma(0.5), 2);
    near(-0.12078223763524522, GammaFunctions.lgamma(1.5), 2);
    near(-0.5772156649015329, GammaFunctions.digamma(1), 1);
    near(-1.9635100260214235, GammaFunctions.digamma(0.5), 1);
    near(0.4227843350984671, GammaFunctions.digamma(2), 1);
    near(2.251752589066721, GammaFunctions.digamma(10), 1);
    // The zero of digamma, DLMF 5.4.20; its neighbours have different signs.
    double minimum = 1.4616321449683622;
    assertTrue(Math.abs(GammaFunctions.digamma(minimum)) < 2e-16);
  }

  @Test
  void lgammaOfIntegersIsTheLogarithmOfTheFactorial() {
    BigDecimal factorial = ONE;
    for (int n = 2; n <= 170; n++) {
      factorial = factorial.multiply(BigDecimal.valueOf(n));
      double error = HighPrecision.ulps(GammaFunctions.lgamma(n + 1), exact.log(factorial));
      assertTrue(error <= 2.5, "at " + (n + 1) + ": " + error + " ulp");
    }
  }

  @Test
  void gammaFunctionsBelowZeroObeyTheRecurrence() {
    // lgamma(x) = lgamma(x + 1) - ln|x| and digamma(x) = digamma(x + 1) - 1 / x, down to -20 from
    // the positive side with 60 digits.
    Random random = new Random(11);
    for (int i = 0; i < POINTS; i++) {
      double x = -20 * random.nextDouble();
      BigDecimal y = new BigDecimal(x);
      BigDecimal logs = BigDecimal.ZERO;
      BigDecimal fractions = BigDecimal.ZERO;
      while (y.signum() < 0) {
        logs = logs.add(exact.log(y.abs()));
        fractions = fractions.add(ONE.divide(y, new MathContext(60)));
        y = y.add(ONE);
      }
      below(x, GammaFunctions.lgamma(x), exact.lgamma(y).subtract(logs), Math.abs(x));
      below(x, GammaFunctions.digamma(x), exact.digamma(y).subtract(fractions), 3);
    }
  }

  private static void below(double x, double got, BigDecimal want, double scale) {
    double largest = Math.max(1, Math.max(scale, Math.abs(got)));
    double error = new BigDecimal(got).subtract(want).abs().doubleValue() / Math.ulp(largest);
    assertTrue(error <= 5, () -> "at " + x + ": " + got + " is " + error + " ulp off " + want);
  }

  @Test
  void erfAndItsComplementAddUpToOne() {
    for (double x = -8; x <= 8; x += 1.0 / 64) {
      assertEquals(1, ErrorFunctions.erf(x) + ErrorFunctions.erfc(x), 0x1p-52, "at " + x);
      assertEquals(2, ErrorFunctions.erfc(x) + ErrorFunctions.erfc(-x), 0x1p-52, "at " + x);
      assertEquals(-ErrorFunctions.erf(x), ErrorFunctions.erf(-x));
    }
  }

  @Test
  void joinsOfThePiecesLeaveNoStep() {
    for (double x : new double[] {0.25, 0.75, 2, 4, 26.457513110645905}) {
      check(ErrorFunctions::erfc, x < 2 ? y -> ONE.subtract(exact.erf(y)) : exact::erfc, x, 2.5);
    }
    for (double x : new double[] {0.25, 0.7, 1.25, 1.7, 2.5, 3.5, 10}) {
      check(GammaFunctions::lgamma, exact::lgamma, x, 2.5);
    }
    for (double x : new double[] {1, 2, 3, 10}) {
      check(GammaFunctions::digamma, exact::digamma, x, 2.5);
    }
  }

  // ---- how the above compares

  /// Checks random points of an interval, uniform below a ratio of 1,000 and else by magnitude.
  private static void check(
      DoubleUnaryOperator function, Exact exact, double from, double to, double bound) {
    Random random = new Random(7);
    boolean wide = from > 0 && to / from > 1000;
    for (int i = 0; i < POINTS; i++) {
      double u = random.nextDouble();
      double x = wide ? Math.exp(Math.log(from) + u * Math.log(to / from)) : from + u * (to - from);
      compare(function, exact, x, bound);
    }
  }

  /// Checks the doubles around a point.
  private static void check(DoubleUnaryOperator function, Exact exact, double x, double bound) {
    compare(function, exact, Math.nextDown(x), bound);
    compare(function, exact, x, bound);
    compare(function, exact, Math.nextUp(x), bound);
  }

  private static void compare(DoubleUnaryOperator function, Exact exact, double x, double bound) {
    BigDecimal want = exact.at(new BigDecimal(x));
    double got = function.applyAsDouble(x);
    double error = HighPrecision.ulps(got, want);
    assertTrue(error <= bound, () -> "at " + x + ": " + got + " is " + error + " ulp off " + want);
  }

  private static void near(double want, double got, int ulps) {
    assertEquals(want, got, ulps * Math.ulp(want));
  }

  /// Pairs of argument and exact result, the sign of zero included.
  private static void values(DoubleUnaryOperator function, double... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      assertEquals(pairs[i + 1], function.applyAsDouble(pairs[i]), "at " + pairs[i]);
    }
  }
}
