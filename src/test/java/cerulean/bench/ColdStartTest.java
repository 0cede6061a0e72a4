package cerulean.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.bench.ColdStart.Times;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ColdStartTest {

  /// One step of 50, twenty of 10, then steps of 2.
  private static double[] steps() {
    double[] nanos = new double[101];
    Arrays.fill(nanos, 2);
    Arrays.fill(nanos, 0, 21, 10);
    nanos[0] = 50;
    return nanos;
  }

  @Test
  void stepsAreSteadyWhenMostOfTheNextAreAsFastAsLaterOnes() {
    // From step 16 on, 6 of the next 11 take 2: 7 + 50 + 15 * 10 have passed.
    assertEquals(new Times(57, 50, 207, 2), Times.of(7, steps()));
  }

  @Test
  void aStepThatTheMachineHeldUpDoesNotCount() {
    double[] nanos = steps();
    nanos[40] = 1000;
    assertEquals(new Times(57, 50, 207, 2), Times.of(7, nanos));
  }

  @Test
  void aSingleStepIsSteadyAtOnce() {
    assertEquals(new Times(12, 5, 7, 5), Times.of(7, new double[] {5}));
  }

  @Test
  void aLineGivesTheTimesItWasMadeOf() {
    Times times = Times.of(7, steps());
    assertTrue(Times.isIn(times.toString()));
    assertEquals(times, Times.of(times.toString()));
    assertFalse(Times.isIn("INFO: vector kernels on"));
  }
}
