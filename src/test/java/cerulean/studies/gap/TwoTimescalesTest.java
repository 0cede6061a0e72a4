package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.gap.TwoTimescales.Band;
import cerulean.studies.gap.TwoTimescales.ReadOuts;
import cerulean.studies.gap.TwoTimescales.Trace;
import cerulean.tensor.Philox;
import org.junit.jupiter.api.Test;

/// The expected values of the first panel come from an independent program (the project's record of
/// the paper), rounded to the digits given here: each tolerance is half a unit of the last digit.
class TwoTimescalesTest {

  private static final Trace SLOW =
      TwoTimescales.slow(TwoTimescales::reversedBriefly, TwoTimescales.STEPS);

  private static final Trace FAST_AND_SLOW =
      TwoTimescales.fastAndSlow(TwoTimescales::reversedBriefly, TwoTimescales.STEPS);

  private static final Trace GAINED =
      TwoTimescales.gained(
          TwoTimescales::reversedBriefly,
          TwoTimescales.STEPS,
          TwoTimescales.dynamicsOfReversal(),
          1);

  /// Mean squared error over the reversal and the way back.
  private static double error(Trace trace) {
    return trace.error(TwoTimescales::reversedBriefly, TwoTimescales.REVERSAL, 200);
  }

  @Test
  void theTargetIsReversedForTenSteps() {
    assertEquals(1, TwoTimescales.reversedBriefly(143));
    assertEquals(-1, TwoTimescales.reversedBriefly(144));
    assertEquals(-1, TwoTimescales.reversedBriefly(153));
    assertEquals(1, TwoTimescales.reversedBriefly(154));
  }

  @Test
  void aSlowWeightHardlyFollowsAReversal() {
    assertEquals(0.063, SLOW.output()[150], 0.0005);
    assertEquals(-0.225, SLOW.output()[153], 0.0005);
  }

  @Test
  void aFastAndASlowWeightFollowIt() {
    assertEquals(-0.549, FAST_AND_SLOW.output()[150], 0.0005);
    assertEquals(-0.649, FAST_AND_SLOW.output()[153], 0.0005);
  }

  @Test
  void oneWeightWithAGainFollowsItFurther() {
    assertEquals(-0.903, GAINED.output()[150], 0.0005);
    assertEquals(-0.914, GAINED.output()[153], 0.0005);
  }

  @Test
  void theGainPeaksThreeStepsAfterTheReversal() {
    assertEquals(147, GAINED.stepOfPeakGain());
    assertEquals(2.46, GAINED.gain()[147], 0.005);
  }

  @Test
  void theGainRestsWhileThereIsNoError() {
    // 0.9 + (1 - 0.9) is a rounding below 1, and 144 such steps settle there.
    assertEquals(1, GAINED.gain()[144], 0x1p-50);
  }

  @Test
  void errorsOverReversalAndReturn() {
    assertEquals(0.4897, error(SLOW), 0.00005);
    assertEquals(0.2480, error(FAST_AND_SLOW), 0.00005);
    assertEquals(0.3622, error(GAINED), 0.00005);
  }

  @Test
  void slowAndFastPartAddUpToTheOutput() {
    double[] slow = GAINED.slow(1);
    double[] fast = GAINED.fast(1);
    for (int t = 0; t < TwoTimescales.STEPS; t++) {
      assertEquals(GAINED.output()[t], slow[t] + fast[t], 1e-15);
    }
  }

  /// The panel without noise, and the statistics of 50 normal numbers: a mean within four standard
  /// errors, a deviation within half of itself (five of its standard errors).
  @Test
  void readOutsAreTheCurvesWithTheirNoise() {
    Trace trace =
        TwoTimescales.gained(TwoTimescales::appears, 100, TwoTimescales.dynamicsOfOnset(), 1);
    ReadOuts readOuts = TwoTimescales.readOuts(Philox.of(1));
    assertBand(trace.gain(), 0.05, readOuts.gain());
    assertBand(trace.weight(), 0.025, readOuts.slow());
    for (int t = 0; t < 100; t++) {
      assertEquals(
          readOuts.effective().mean()[t],
          readOuts.slow().mean()[t] + readOuts.fast().mean()[t],
          1e-14);
    }
  }

  private static void assertBand(double[] curve, double sd, Band band) {
    for (int t = 0; t < curve.length; t++) {
      assertEquals(curve[t], band.mean()[t], 4 * sd / Math.sqrt(50), "step " + t);
      assertEquals(sd, band.sd()[t], sd / 2, "step " + t);
    }
  }

  /// What the panel shows: the gain rises with the target, the fast weight with it, and both are
  /// gone when the slow weight has learned.
  @Test
  void theFastWeightComesWithTheTargetAndGoesWhenTheSlowOneHasLearned() {
    ReadOuts readOuts = TwoTimescales.readOuts(Philox.of(1));
    double[] fast = readOuts.fast().mean();
    double highest = 0;
    for (int t = 44; t < 70; t++) {
      highest = Math.max(highest, fast[t]);
    }
    assertTrue(highest > 0.1, "highest " + highest);
    assertEquals(0, fast[40], 0.05);
    assertEquals(0, fast[99], 0.05);
    assertEquals(1, readOuts.effective().mean()[99], 0.05);
  }

  @Test
  void aSeedGivesTheSameReadOuts() {
    assertArrayEquals(
        TwoTimescales.readOuts(Philox.of(3)).gain().mean(),
        TwoTimescales.readOuts(Philox.of(3)).gain().mean());
  }
}
