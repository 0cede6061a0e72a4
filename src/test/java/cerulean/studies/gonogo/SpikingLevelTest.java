package cerulean.studies.gonogo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Parallel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What was found about the spiking level, on half as many trials and one seed.
@Tag("once")
class SpikingLevelTest {

  private static final SpikingProtocol SHORT =
      SpikingProtocol.USUAL.with(new SetShift(200, 200, 1, -1, 0));

  private int threads;

  @BeforeEach
  void remember() {
    threads = Parallel.threads();
  }

  @AfterEach
  void restore() {
    Parallel.configure(threads);
  }

  private static SpikingLevel level(SpikingCondition... conditions) {
    return SpikingLevel.run(SHORT, List.of(conditions), List.of(42L), () -> {});
  }

  @Test
  void theFirstRuleIsLearntAndWithTheWindowOfTheEarlierCodeTheWrongWayRound() {
    SpikingLevel level = level(SpikingCondition.DA, SpikingCondition.ONLY_EFFERENCE);
    assertTrue(level.eligibility(SpikingCondition.DA) > 0);
    assertTrue(level.eligibility(SpikingCondition.ONLY_EFFERENCE) < 0);
    assertTrue(level.of(SpikingCondition.DA).mean(Outcome::before) > 0.7);
    assertTrue(level.of(SpikingCondition.ONLY_EFFERENCE).mean(Outcome::before) < 0.45);
  }

  @Test
  void theSameBitsOnOneToThreeThreads() {
    // A trial of 40 ms teaches little, but every part of a trial takes place.
    SpikingProtocol brief = SHORT.lasting(30, 10);
    List<SpikingCondition> conditions = List.of(SpikingCondition.DA_NA, SpikingCondition.DA);
    Parallel.configure(1);
    SpikingLevel one = SpikingLevel.run(brief, conditions, List.of(1L, 2L), () -> {});
    for (int n = 2; n <= 3; n++) {
      Parallel.configure(n);
      SpikingLevel several = SpikingLevel.run(brief, conditions, List.of(1L, 2L), () -> {});
      for (int c = 0; c < 2; c++) {
        assertEquals(one.samples().get(c).outcomes(), several.samples().get(c).outcomes());
      }
      assertArrayEquals(one.eligibility(), several.eligibility());
      assertArrayEquals(one.shown().weights()[399], several.shown().weights()[399]);
      assertArrayEquals(one.shown().values(), several.shown().values());
    }
  }

  @Test
  void trialsThatAreDrawnHaveTheirSpikes() {
    SpikingRun.Course course =
        SpikingRun.of(SHORT.lasting(100, 10), SpikingCondition.DA_NA, 5, () -> {});
    SpikingRun.Snapshot before = Objects.requireNonNull(course.before());
    SpikingRun.Snapshot released = Objects.requireNonNull(course.released());
    for (SpikingRun.Snapshot trial : List.of(before, released)) {
      assertEquals(7, trial.trains().size());
      SpikingRun.Train inputs = trial.trains().getFirst();
      int shown = 0;
      for (int k = 0; k < inputs.cells().length; k++) {
        assertTrue(inputs.timesMs()[k] > 0 && inputs.timesMs()[k] <= 100);
        int stimulus = inputs.cells()[k] / 20;
        shown += stimulus == 1 || stimulus == 2 ? 1 : 0;
      }
      // B and X fire at 40 Hz, the others at 2 Hz: all but a few spikes are theirs.
      assertTrue(shown > 0.8 * inputs.cells().length);
    }
    assertTrue(before.trial() < 200 && released.trial() >= 200);
  }
}
