package cerulean.studies.gonogo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The claims of section 4.2 of the record on 60 runs instead of 200.
@Tag("once")
class RateLevelTest {

  private static final int RUNS = 60;

  private int threads;

  @BeforeEach
  void remember() {
    threads = Parallel.threads();
  }

  @AfterEach
  void restore() {
    Parallel.configure(threads);
  }

  private static RateLevel level(Condition... conditions) {
    return RateLevel.run(RateProtocol.USUAL, List.of(conditions), 42, RUNS, () -> {});
  }

  private static Sample sample(Condition condition) {
    return level(condition).samples().getFirst();
  }

  @Test
  void dopamineLearnsTheFirstRuleAndAloneMostlyFailsAfterTheShift() {
    Sample alone = sample(Condition.DA);
    assertTrue(alone.mean(Outcome::before) > 0.97);
    assertTrue(alone.solved().share() < 0.3);
  }

  @Test
  void withNoradrenalineMostRunsAdapt() {
    assertTrue(sample(Condition.DA_NA).solved().share() > 0.8);
  }

  @Test
  void entropyRisesFourfoldAtTheShiftAndGoesBack() {
    Sample both = sample(Condition.DA_NA);
    assertTrue(both.mean(Outcome::entropyShift) > 4 * both.mean(Outcome::entropyBefore));
    assertTrue(both.mean(Outcome::entropyLast) < 0.2);
  }

  @Test
  void withoutNoradrenalineEntropyHasNoTransient() {
    Sample alone = sample(Condition.DA);
    assertTrue(alone.mean(Outcome::entropyShift) < 2 * alone.mean(Outcome::entropyBefore));
  }

  @Test
  void temperatureDoesMoreThanPlasticityAndALongerToneDoesMost() {
    RateLevel level = level(Condition.TEMPERATURE, Condition.PLASTICITY, Condition.LONG_NA);
    double temperature = level.samples().get(0).solved().share();
    double plasticity = level.samples().get(1).solved().share();
    assertTrue(temperature > plasticity + 0.3);
    assertTrue(level.samples().get(2).solved().share() > temperature);
  }

  @Test
  void conditionsShareTheirChanceUntilNoradrenalineIsReleased() {
    Behaviour alone = behaviour(Condition.DA);
    Behaviour both = behaviour(Condition.DA_NA);
    int release = 0;
    while (both.noradrenaline()[release] == 0) {
      release++;
    }
    assertTrue(release > ChangeDetector.Settings.USUAL.quiet());
    for (int trial = 0; trial < release; trial++) {
      assertEquals(alone.correct()[trial], both.correct()[trial]);
      assertEquals(alone.entropy()[trial], both.entropy()[trial]);
    }
    assertTrue(both.entropy()[release] > alone.entropy()[release]);
  }

  private static Behaviour behaviour(Condition condition) {
    return RateRun.of(RateProtocol.USUAL, condition, Philox.of(3).split(0)).behaviour();
  }

  @Test
  void aNumberOfRunsIsThatOfFewerRunsAndMore() {
    List<Behaviour> many = sample(Condition.DA).behaviours();
    RateLevel few = RateLevel.run(RateProtocol.USUAL, List.of(Condition.DA), 42, 2, () -> {});
    assertArrayEquals(
        many.get(1).correct(), few.samples().getFirst().behaviours().get(1).correct());
  }

  @Test
  void theSameBitsOnOneToThreeThreads() {
    Parallel.configure(1);
    RateLevel one = level(Condition.DA_NA, Condition.DA_NA_5HT);
    for (int n = 2; n <= 3; n++) {
      Parallel.configure(n);
      RateLevel several = level(Condition.DA_NA, Condition.DA_NA_5HT);
      for (int c = 0; c < 2; c++) {
        assertEquals(one.samples().get(c).outcomes(), several.samples().get(c).outcomes());
      }
    }
  }

  @Test
  void weightsStayWithinTheirBounds() {
    double[][] weights =
        RateRun.of(RateProtocol.USUAL, Condition.DA_NA_ACH, Philox.of(1).split(0)).weights();
    double largest = 0;
    for (double[] row : weights) {
      for (double w : row) {
        largest = Math.max(largest, Math.abs(w));
      }
    }
    assertTrue(largest > 1 && largest <= 6, () -> "largest weight");
  }
}
