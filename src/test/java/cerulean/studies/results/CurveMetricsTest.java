package cerulean.studies.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Three contexts of three evaluations:
///
///     context   1           2           3
///     accuracy  50 70 90    60 75 80    82 70 85
///     f_k             90          80          85
///     m_k       50          60             70
///
/// Sums are in double and the numbers below 100: 1e-12 leaves room for rounding and nothing else.
@Tag("once")
class CurveMetricsTest {

  private static final double ROUNDING = 1e-12;

  private static final CurveMetrics METRICS =
      CurveMetrics.of(
          new int[] {1, 1, 1, 2, 2, 2, 3, 3, 3}, new double[] {50, 70, 90, 60, 75, 80, 82, 70, 85});

  @Test
  void averageAccuracyIsTheMeanOfTheEndsOfContexts() {
    assertEquals(85, METRICS.avgAcc(), ROUNDING);
  }

  @Test
  void lowestAccuracyIsTheMeanOverContextsFromTheSecondOn() {
    assertEquals((60 + 70) / 2.0, METRICS.minAcc(), ROUNDING);
  }

  @Test
  void worstCaseWeighsTheLastEndAgainstTheLowest() {
    assertEquals(85 / 3.0 + 2 / 3.0 * 65, METRICS.wcAcc(), ROUNDING);
  }

  @Test
  void lowestFromTheFirstContextLeavesOutTheLastOne() {
    assertEquals((50 + 60) / 2.0, METRICS.minAccFromFirst(), ROUNDING);
  }

  @Test
  void worstCaseFromTheFirstContextUsesThatLowest() {
    assertEquals(85 / 3.0 + 2 / 3.0 * 55, METRICS.wcAccFromFirst(), ROUNDING);
  }

  @Test
  void gapsAreRelativeToTheEndOfTheContextBefore() {
    assertEquals(2, METRICS.sgPerSwitch().size());
    assertEquals((90 - 60) / 90.0, METRICS.sgPerSwitch().get(0), ROUNDING);
    assertEquals((80 - 70) / 80.0, METRICS.sgPerSwitch().get(1), ROUNDING);
  }

  @Test
  void averageGapIsTheMeanOverSwitches() {
    assertEquals((1 / 3.0 + 1 / 8.0) / 2, METRICS.avgSg(), ROUNDING);
  }

  @Test
  void aFlatCurveHasNoGap() {
    CurveMetrics flat = CurveMetrics.of(new int[] {1, 1, 2, 2}, new double[] {80, 80, 80, 80});
    assertEquals(0, flat.avgSg());
    assertEquals(80, flat.wcAcc(), ROUNDING);
  }

  @Test
  void accuracyThatFallsToNothingIsAGapOfOne() {
    CurveMetrics lost = CurveMetrics.of(new int[] {1, 2, 2}, new double[] {98, 0, 98});
    assertEquals(1, lost.avgSg());
  }

  @Test
  void accuracyThatOnlyRisesIsANegativeGap() {
    CurveMetrics rising = CurveMetrics.of(new int[] {1, 2}, new double[] {50, 60});
    assertEquals(-0.2, rising.avgSg(), ROUNDING);
  }

  @Test
  void oneEvaluationPerContextIsEndAndLowest() {
    CurveMetrics coarse = CurveMetrics.of(new int[] {1, 2, 3}, new double[] {90, 60, 30});
    assertEquals(60, coarse.avgAcc(), ROUNDING);
    assertEquals(45, coarse.minAcc(), ROUNDING);
  }

  @Test
  void aSingleContextHasNoSwitch() {
    CurveMetrics single = CurveMetrics.of(new int[] {1, 1}, new double[] {50, 90});
    assertEquals(90, single.avgAcc());
    assertEquals(0, single.sgPerSwitch().size());
    assertEquals(Double.NaN, single.avgSg());
    assertEquals(Double.NaN, single.minAcc());
    assertEquals(Double.NaN, single.wcAcc());
    assertEquals(Double.NaN, single.minAccFromFirst());
    assertEquals(Double.NaN, single.wcAccFromFirst());
  }
}
