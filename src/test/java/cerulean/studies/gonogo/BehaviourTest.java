package cerulean.studies.gonogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class BehaviourTest {

  @Test
  void rulesAgreeOnTwoOfTheFourPairs() {
    SetShift task = SetShift.USUAL;
    for (int picture = 0; picture < 2; picture++) {
      for (int tone = 2; tone < 4; tone++) {
        boolean agree = task.isTarget(399, picture, tone) == task.isTarget(400, picture, tone);
        assertEquals((picture == 0) == (tone == 2), agree);
      }
    }
    assertEquals(1, task.reward(true, true));
    assertEquals(-1, task.reward(true, false));
    assertEquals(0, task.reward(false, true));
  }

  @Test
  void aRuleNeedsTrialsForAllWindows() {
    assertEquals(
        "trials: each rule needs at least 200, for behaviour is measured over as many; got 199",
        assertThrows(IllegalArgumentException.class, () -> new SetShift(400, 199, 1, -1, 0))
            .getMessage());
  }

  @Test
  void entropyIsOneBitForACoinAndNoneForCertainty() {
    assertEquals(1, Behaviour.entropy(0.5), 1e-15);
    assertEquals(0, Behaviour.entropy(0));
    assertEquals(0, Behaviour.entropy(1));
    assertEquals(0.8112781244591328, Behaviour.entropy(0.25), 1e-15);
  }

  @Test
  void outcomesAreOfTheirWindows() {
    Behaviour behaviour = Behaviour.empty(new SetShift(200, 200, 1, -1, 0));
    for (int trial = 0; trial < 400; trial++) {
      // Right before the shift from trial 100 on; after it from its trial 30 on.
      boolean right = trial < 200 ? trial >= 100 : trial >= 230;
      behaviour.record(trial, right, true, trial < 200 ? 0.1 : trial < 220 ? 0.6 : 0.2, 0);
    }
    Outcome outcome = behaviour.outcome();
    assertEquals(1, outcome.before());
    assertEquals(1, outcome.last());
    assertTrue(outcome.solved());
    // The first 50 trials with 45 right are those from 25 to 75 after the shift.
    assertEquals(75, outcome.trials());
    assertEquals(0.4, outcome.to50(), 1e-15);
    assertEquals(1, outcome.to100());
    assertEquals(0.1, outcome.entropyBefore(), 1e-15);
    assertEquals(0.6, outcome.entropyShift(), 1e-15);
    assertEquals(0.2, outcome.entropyLast(), 1e-15);
  }

  @Test
  void aRunThatNeverLearnsIsNotSolvedAndHasNoTrials() {
    Outcome outcome = Behaviour.empty(SetShift.USUAL).outcome();
    assertFalse(outcome.solved());
    assertTrue(Double.isNaN(outcome.trials()));
  }

  @Test
  void estimatedEntropyIsThatOfTheLastChoicesOnTargetsOfTheSameRule() {
    Behaviour behaviour = Behaviour.empty(new SetShift(200, 200, 1, -1, 0));
    for (int trial = 0; trial < 400; trial++) {
      // Targets are the even trials; Go on those of the first rule, on every other one of the
      // second.
      boolean target = trial % 2 == 0;
      behaviour.record(trial, target && (trial < 200 || trial % 4 == 0), target, Double.NaN, 0);
    }
    behaviour.estimateEntropy(20);
    assertEquals(0, behaviour.entropy()[199]);
    assertEquals(0, behaviour.entropy()[200]);
    assertEquals(1, behaviour.entropy()[219], 1e-15);
  }

  @Test
  void wilsonsIntervalIsThatOfTheBooks() {
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263, 15 of 148, 0 of 20,
    // 1 of 29.
    interval(81, 263, 0.2553, 0.3662);
    interval(15, 148, 0.0624, 0.1605);
    interval(0, 20, 0, 0.1611);
    interval(1, 29, 0.0061, 0.1718);
  }

  private static void interval(int count, int runs, double low, double high) {
    Proportion p = Proportion.of(count, runs);
    assertEquals(low, p.low(), 5e-5);
    assertEquals(high, p.high(), 5e-5);
  }

  @Test
  void aShareOfNothingIsRefused() {
    assertEquals(
        "Proportion: needs 0 <= count <= runs, runs at least 1; got 0 of 0",
        assertThrows(IllegalArgumentException.class, () -> Proportion.of(0, 0)).getMessage());
  }
}
