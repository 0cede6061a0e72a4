package cerulean.studies.gonogo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ChangeDetectorTest {

  private static final ChangeDetector.Settings AT_ONCE =
      new ChangeDetector.Settings(0.2, 0.3, 0.02, 0.35, 0, 15);

  @Test
  void aSurpriseRaisesBothMeansByTheirRates() {
    ChangeDetector detector = new ChangeDetector(AT_ONCE);
    detector.observe(0, true, 0, 2, 1);
    // Nothing was predicted, so the surprise is 1: means are 0.3 and 0.02, 0.28 apart, within the
    // margin.
    assertEquals(0.02, detector.expectedUncertainty(), 1e-15);
    assertEquals(0, detector.noradrenaline());
    // Now q is 0.1 + 0.1: surprise 0.8, means 0.45 and 0.0356, 0.4144 apart.
    detector.observe(1, true, 0, 2, 1);
    assertEquals(0.02 + 0.02 * (0.8 - 0.02), detector.expectedUncertainty(), 1e-15);
    assertEquals(1, detector.noradrenaline());
  }

  @Test
  void predictionsBelongToActions() {
    ChangeDetector detector = new ChangeDetector(AT_ONCE);
    detector.observe(0, true, 0, 2, 1);
    // No-Go has predicted nothing yet: its reward of 0 is no surprise.
    detector.observe(1, false, 0, 2, 0);
    assertEquals(0.02 * 0.98, detector.expectedUncertainty(), 1e-15);
  }

  @Test
  void noradrenalineDecaysByItsTimeConstant() {
    ChangeDetector detector = new ChangeDetector(AT_ONCE);
    for (int trial = 0; trial < 3; trial++) {
      detector.observe(trial, true, 0, 2, 1);
    }
    assertEquals(1, detector.noradrenaline());
    // Rewards that nobody expects less and less; No-Go was never surprising, so the fast mean
    // falls.
    int trial = 3;
    while (detector.noradrenaline() == 1) {
      detector.observe(trial++, false, 1, 3, 0);
    }
    assertEquals(Math.exp(-1 / 15.0), detector.noradrenaline(), 1e-15);
    detector.observe(trial, false, 1, 3, 0);
    assertEquals(Math.exp(-2 / 15.0), detector.noradrenaline(), 1e-15);
  }

  @Test
  void theFirstTrialsReleaseNothing() {
    ChangeDetector detector = new ChangeDetector(ChangeDetector.Settings.USUAL);
    for (int trial = 0; trial < 50; trial++) {
      detector.observe(trial, true, 0, 2, trial < 45 ? 0 : 5);
      assertEquals(0, detector.noradrenaline());
    }
    detector.observe(50, true, 0, 2, 5);
    assertEquals(1, detector.noradrenaline());
  }
}
