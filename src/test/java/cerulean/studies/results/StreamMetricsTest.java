package cerulean.studies.results;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Metrics of streams of tasks, on tables and curves made by hand. Rounding of sums of doubles
/// below 1000 is below 1e-12.
@Tag("once")
class StreamMetricsTest implements WordForWord {

  private static final double ROUNDING = 1e-12;

  /// After context 1: 90, then chance; task 1 rises while 2 is learned and falls with 3.
  private static final AccuracyMatrix MATRIX =
      new AccuracyMatrix(new double[][] {{90, 12, 8}, {95, 80, 10}, {60, 70, 85}});

  @Test
  void averageAccuracyIsThatAfterTheLastTask() {
    assertEquals((60 + 70 + 85) / 3.0, MATRIX.averageAccuracy(), ROUNDING);
  }

  @Test
  void forgettingCountsFromWhenATaskWasLearnedOrFromItsBest() {
    assertEquals(((90 - 60) + (80 - 70)) / 2.0, MATRIX.forgettingFromLearned(), ROUNDING);
    assertEquals(((95 - 60) + (80 - 70)) / 2.0, MATRIX.forgettingFromBest(), ROUNDING);
  }

  @Test
  void backwardTransferIsForgettingWithTheOtherSign() {
    assertEquals(-20, MATRIX.backwardTransfer(), ROUNDING);
  }

  @Test
  void forwardTransferIsWhatATaskHasBeforeItIsLearned() {
    assertEquals(
        ((12 - 10) + (10 - 11)) / 2.0, MATRIX.forwardTransfer(new double[] {50, 10, 11}), ROUNDING);
  }

  @Test
  void learningAccuracyIsThatOfEachTaskWhenItWasLearned() {
    assertEquals((90 + 80 + 85) / 3.0, MATRIX.learningAccuracy(), ROUNDING);
  }

  @Test
  void oneTaskIsNotForgotten() {
    AccuracyMatrix one = new AccuracyMatrix(new double[][] {{90}});
    assertEquals(90, one.averageAccuracy());
    assertTrue(Double.isNaN(one.forgettingFromLearned()));
    assertTrue(Double.isNaN(one.forgettingFromBest()));
  }

  @Test
  void theTableIsACopy() {
    double[][] given = {{90, 10}, {80, 70}};
    AccuracyMatrix matrix = new AccuracyMatrix(given);
    given[1][0] = 0;
    assertEquals(75, matrix.averageAccuracy());
  }

  /// Contexts of one, five and three evaluations:
  ///
  ///     100 | 90 40 60 98 99 | 99 97 98
  ///
  /// In the second: lowest 40, gap 0.6, area 10 + 60 + 40 + 2 + 1, back at 98 two evaluations later.
  /// In the third f is 99: 98 % of it is 97.02, which 97 misses by a little and 98 reaches.
  private static final List<SwitchMetrics> SWITCHES =
      SwitchMetrics.of(
          new int[] {1, 2, 2, 2, 2, 2, 3, 3, 3},
          new double[] {100, 90, 40, 60, 98, 99, 99, 97, 98});

  @Test
  void aSwitchHasDepthAreaAndRecovery() {
    assertEquals(2, SWITCHES.size());
    assertEquals(0.6, SWITCHES.get(0).gap(), ROUNDING);
    assertEquals(113, SWITCHES.get(0).area(), ROUNDING);
    assertEquals(2, SWITCHES.get(0).recovery());
    assertEquals(2 / 99.0, SWITCHES.get(1).gap(), ROUNDING);
    assertEquals(3, SWITCHES.get(1).area(), ROUNDING);
    assertEquals(1, SWITCHES.get(1).recovery());
  }

  @Test
  void gapsAreThoseOfTheCurveMetrics() {
    int[] context = {1, 1, 1, 2, 2, 2, 3, 3, 3};
    double[] accuracy = {50, 70, 90, 60, 75, 80, 82, 70, 85};
    assertEquals(
        CurveMetrics.of(context, accuracy).sgPerSwitch(),
        SwitchMetrics.of(context, accuracy).stream().map(SwitchMetrics::gap).toList());
  }

  @Test
  void whatDoesNotComeBackHasNoRecovery() {
    SwitchMetrics lost = SwitchMetrics.of(new int[] {1, 2, 2}, new double[] {90, 0, 50}).getFirst();
    assertEquals(new SwitchMetrics(1, 130, -1), lost);
  }

  @Test
  void whatNeverFellIsBackAtOnce() {
    SwitchMetrics kept =
        SwitchMetrics.of(new int[] {1, 2, 2}, new double[] {90, 90, 95}).getFirst();
    assertEquals(new SwitchMetrics(0, 0, 0), kept);
  }

  @Test
  void aWindowSeesChangesAsFarApartAsItIsLong() {
    double[] accuracy = {90, 70, 80, 50, 85};
    assertEquals(new WindowedChange(30, 35), WindowedChange.of(accuracy, 2));
    assertEquals(new WindowedChange(30, 35), WindowedChange.of(accuracy, 3));
    assertEquals(new WindowedChange(40, 35), WindowedChange.of(accuracy, 4));
    assertEquals(new WindowedChange(40, 35), WindowedChange.of(accuracy, 100));
  }

  @Test
  void aCurveThatOnlyRisesForgetsNothing() {
    assertEquals(new WindowedChange(0, 20), WindowedChange.of(new double[] {10, 20, 30}, 10));
  }

  static List<Arguments> sentences() {
    return List.of(
        row(
            () -> new AccuracyMatrix(new double[][] {{1, 2}, {3}}),
            "AccuracyMatrix: needs a row and a column for each task, got rows of [2, 1]"),
        row(
            () -> new AccuracyMatrix(new double[0][]),
            "AccuracyMatrix: needs a row and a column for each task, got rows of []"),
        row(
            () -> MATRIX.forwardTransfer(new double[2]),
            "forwardTransfer: needs an accuracy for each of 3 tasks, got 2"),
        row(
            () -> WindowedChange.of(new double[3], 1),
            "WindowedChange: window must be at least 2, got 1"));
  }
}
