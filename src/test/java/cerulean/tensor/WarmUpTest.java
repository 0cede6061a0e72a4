package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Time passes only while the work runs, as much as a test says.
@Tag("once")
class WarmUpTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private long nanos = -7; // clocks may begin anywhere
  private long runs;

  /// The work's n-th run takes so many milliseconds, counted from 0.
  private WarmUp warmUp(Duration budget, LongUnaryOperator millisOfRun) {
    return WarmUp.within(
        budget, () -> nanos += 1_000_000 * millisOfRun.applyAsLong(runs++), () -> nanos);
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void workOfOneSpeedIsSteadyAfterHalfASecond() {
    WarmUp done = warmUp(MINUTE, run -> 5);
    // Blocks of three runs: the first sets the level, 34 more of 15 ms are half a second.
    assertEquals(new WarmUp(105, Duration.ofMillis(525), Duration.ofMillis(5), true), done);
    assertEquals(105, runs);
  }

  @Test
  void theSlowRunsAtTheBeginningDoNotCount() {
    WarmUp done = warmUp(MINUTE, run -> run < 30 ? 300 - 10 * run : 5);
    assertTrue(done.isSteady());
    assertEquals(Duration.ofMillis(5), done.steady());
    assertTrue(done.time().toMillis() > 30 * 155, done.toString());
  }

  @Test
  void aLevelShorterThanAQuarterOfTheTimeIsNotTheEnd() {
    // Faster and faster for 2.5 s, then 0.6 s of 20 ms, then 2 ms.
    WarmUp done = warmUp(MINUTE, run -> run < 20 ? 200 - 8 * run : run < 50 ? 20 : 2);
    assertTrue(done.isSteady());
    assertEquals(Duration.ofMillis(2), done.steady());
  }

  @Test
  void slowRunsAreSteadyAfterFiveBlocks() {
    WarmUp done = warmUp(MINUTE, run -> 1000);
    assertEquals(new WarmUp(15, Duration.ofSeconds(15), Duration.ofSeconds(1), true), done);
  }

  @Test
  void pausesOfTheMachineNeitherCountNorProlong() {
    WarmUp done = warmUp(MINUTE, run -> run % 20 == 19 ? 60 : 5);
    assertTrue(done.isSteady());
    assertEquals(Duration.ofMillis(5), done.steady());
  }

  @Test
  void theBudgetEndsWhatGetsFasterForEver() {
    WarmUp done = warmUp(Duration.ofMillis(900), run -> (long) (200 * Math.pow(0.9, (double) run)));
    assertFalse(done.isSteady());
    assertTrue(done.time().toMillis() >= 900 && done.time().toMillis() < 1100, done.toString());
  }

  @Test
  void aRunLongerThanTheBudgetIsDoneOnce() {
    WarmUp done = warmUp(Duration.ofMillis(10), run -> 700);
    assertEquals(new WarmUp(1, Duration.ofMillis(700), Duration.ofMillis(700), false), done);
  }

  @Test
  void budgetsBeyondTheClockAreNoBudget() {
    assertTrue(warmUp(Duration.ofSeconds(Long.MAX_VALUE), run -> 5).isSteady());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void noBudgetIsRefusedBeforeTheWorkRuns(String budget) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> warmUp(Duration.parse(budget), run -> 5));
    assertEquals(
        "warm-up: budget must be longer than nothing; got " + budget, refused.getMessage());
    assertEquals(0, runs);
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    IllegalStateException thrown = new IllegalStateException("no model");
    Runnable work =
        () -> {
          throw thrown;
        };
    assertSame(
        thrown, assertThrows(IllegalStateException.class, () -> WarmUp.within(MINUTE, work)));
  }

  @Test
  void anInterruptedThreadStopsAfterTheRunAndStaysInterrupted() {
    WarmUp done =
        warmUp(
            MINUTE,
            run -> {
              if (run == 1) {
                Thread.currentThread().interrupt();
              }
              return 5;
            });
    assertEquals(2, done.runs());
    assertFalse(done.isSteady());
    assertTrue(Thread.currentThread().isInterrupted());
  }

  @Test
  void runsTooShortForTheClockEnd() {
    // A clock that moves by 15 ms every hundredth reading.
    long[] readings = {0};
    WarmUp done = WarmUp.within(MINUTE, () -> runs++, () -> readings[0]++ / 100 * 15_000_000);
    assertTrue(done.isSteady());
    assertEquals(runs, done.runs());
  }
}
