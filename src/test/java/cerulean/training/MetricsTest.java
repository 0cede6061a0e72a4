package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Sorting;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class MetricsTest {

  private static Tensor scores(float... values) {
    return Tensor.of(values, values.length / 3, 3);
  }

  private static Tensor classes(long... values) {
    return Tensor.of(values, values.length);
  }

  @Test
  void accuracyIsTheShareOfHighestScoresThatAreRight() {
    Accuracy accuracy = Accuracy.top1();
    accuracy.add(scores(1, 2, 0, 5, 4, 3), classes(1, 2));
    accuracy.add(scores(0, 0, 1), classes(2));
    assertEquals(2.0 / 3, accuracy.value());
    assertEquals("accuracy", accuracy.name());
    accuracy.reset();
    assertTrue(Double.isNaN(accuracy.value()));
  }

  @Test
  void ofEqualScoresTheFirstIsTaken() {
    Accuracy accuracy = Accuracy.top1();
    accuracy.add(scores(1, 1, 0), classes(0));
    assertEquals(1, accuracy.value());
    accuracy.add(scores(1, 1, 0), classes(1));
    assertEquals(0.5, accuracy.value());
  }

  @Test
  void rowsWithNaNAreWrong() {
    Accuracy accuracy = Accuracy.top(3);
    accuracy.add(scores(1, Float.NaN, 0, 1, 2, 3), classes(0, 0));
    assertEquals(0.5, accuracy.value());
  }

  @Test
  void topKAgreesWithSorting() {
    Philox random = Philox.of(6);
    Tensor outputs = Tensor.normal(random, 0f, 1f, 200, 10);
    long[] targets = new long[200];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextInt(10);
    }
    for (int k : new int[] {1, 3, 10}) {
      Accuracy accuracy = Accuracy.top(k);
      accuracy.add(outputs, classes(targets));
      Tensor best = Sorting.topK(outputs, k, 1, true).indices();
      int right = 0;
      for (int row = 0; row < 200; row++) {
        for (int i = 0; i < k; i++) {
          right += best.getLong(row, i) == targets[row] ? 1 : 0;
        }
      }
      assertEquals(right / 200.0, accuracy.value());
    }
    assertEquals("top5", Accuracy.top(5).name());
  }

  @Test
  void sequencesHaveAClassPerStep() {
    Accuracy accuracy = Accuracy.top1();
    accuracy.add(
        Tensor.of(new float[] {1, 0, 0, 1, 1, 0, 0, 1}, 2, 2, 2),
        Tensor.of(new long[] {0, 1, 1, 1}, 2, 2));
    assertEquals(0.75, accuracy.value());
  }

  /// Counts by hand: actual 0 three times (taken for 0, 0, 1), 1 once (for 1), 2 twice (for 0, 2).
  @Test
  void aConfusionMatrixCountsAndMeasures() {
    ConfusionMatrix matrix = ConfusionMatrix.of(3);
    matrix.add(
        scores(9, 1, 1, 9, 1, 1, 1, 9, 1, 1, 9, 1, 9, 1, 1, 1, 1, 9), classes(0, 0, 0, 1, 2, 2));
    assertArrayEquals(new long[] {2, 1, 0, 0, 1, 0, 1, 0, 1}, matrix.toTensor().toLongArray());
    assertEquals(1, matrix.count(2, 0));
    assertEquals(4.0 / 6, matrix.accuracy());
    assertEquals(2.0 / 3, matrix.precision(0));
    assertEquals(2.0 / 3, matrix.recall(0));
    assertEquals(0.5, matrix.precision(1));
    assertEquals(1.0, matrix.recall(1));
    assertEquals(2.0 / 3, matrix.f1(1));
    assertEquals(1.0, matrix.precision(2));
    assertEquals(0.5, matrix.recall(2));
    assertEquals((2.0 / 3 + 2.0 / 3 + 2.0 / 3) / 3, matrix.macroF1());
    assertEquals((2.0 / 3 + 0.5 + 1) / 3, matrix.macroPrecision(), 1e-15);
    assertEquals((2.0 / 3 + 1 + 0.5) / 3, matrix.macroRecall(), 1e-15);
    assertEquals(matrix.macroF1(), matrix.value());
    assertEquals(
        """
               0  1  2  recall
            0  2  1  0  0.6667
            1  0  1  0  1.0000
            2  1  0  1  0.5000
        """,
        matrix.toString());
    matrix.reset();
    assertEquals(0, matrix.count(0, 0));
    assertEquals(0, matrix.precision(0));
    assertEquals(0, matrix.f1(0));
  }

  @Test
  void decidedClassesAreCountedToo() {
    ConfusionMatrix matrix = ConfusionMatrix.of(2);
    matrix.addClasses(Tensor.of(new int[] {0, 1, 1}, 3), classes(0, 0, 1));
    assertArrayEquals(new long[] {1, 1, 0, 1}, matrix.toTensor().toLongArray());
    matrix.add(Tensor.of(new float[] {Float.NaN, 1, 1, Float.NaN}, 2, 2), classes(0, 1));
    // A NaN is highest, as in argmax.
    assertArrayEquals(new long[] {2, 1, 0, 2}, matrix.toTensor().toLongArray());
  }

  @Test
  void aRunningMeanWeighsAndGoesOn() {
    RunningMean mean = new RunningMean();
    assertTrue(Double.isNaN(mean.value()));
    mean.add(2, 3);
    mean.add(6);
    assertEquals(3, mean.value());
    assertEquals(4, mean.weight());
    RunningMean other = new RunningMean();
    other.restore(mean.state());
    other.add(0.1, 7);
    mean.add(0.1, 7);
    assertEquals(mean.value(), other.value());
  }

  @Test
  void stoppingWaitsForAsLongAsItHasPatience() {
    EarlyStopping rule = EarlyStopping.lowest(2).gaining(0.5);
    assertTrue(rule.update(10));
    assertFalse(rule.update(9.5));
    assertFalse(rule.isOver());
    assertTrue(rule.update(9.4));
    assertFalse(rule.update(Double.NaN));
    EarlyStopping resumed = EarlyStopping.lowest(2).gaining(0.5);
    resumed.restore(rule.state());
    assertFalse(resumed.isOver());
    assertFalse(resumed.update(9));
    assertTrue(resumed.isOver());
    assertEquals(9.4, resumed.best());
    assertEquals("best 9.4, 2 of 2 measurements without a better one", resumed.toString());
    EarlyStopping up = EarlyStopping.highest(1);
    assertFalse(up.isOver());
    assertTrue(up.update(-3));
    assertTrue(up.update(-2));
    assertFalse(up.update(-2));
    assertTrue(up.isOver());
  }

  @Test
  void wrongInputIsASentence() {
    assertMessage(
        "accuracy: class out of range: place 1 has 3, classes are 0 to 2",
        () -> Accuracy.top1().add(scores(1, 2, 3, 1, 2, 3), classes(0, 3)));
    assertMessage(
        "accuracy: class out of range: place 0 has -1, classes are 0 to 2",
        () -> Accuracy.top1().add(scores(1, 2, 3), classes(-1)));
    assertMessage(
        "accuracy: classes must be whole numbers; got F32",
        () -> Accuracy.top1().add(scores(1, 2, 3), Tensor.zeros(1)));
    assertMessage(
        "top2: outputs must be [..., classes] and targets [...]; got [1, 3] and [2]",
        () -> Accuracy.top(2).add(scores(1, 2, 3), classes(0, 1)));
    assertMessage("Accuracy: k must be at least 1; got 0", () -> Accuracy.top(0));
    assertMessage(
        "Accuracy: k must be at most the number of classes, 3; got 4",
        () -> Accuracy.top(4).add(scores(1, 2, 3), classes(0)));
    assertMessage(
        "ConfusionMatrix: classes must be 1 to 10000; got 0", () -> ConfusionMatrix.of(0));
    assertMessage(
        "confusion: outputs have 3 classes, the matrix 4",
        () -> ConfusionMatrix.of(4).add(scores(1, 2, 3), classes(0)));
    assertMessage(
        "confusion: every example needs both classes; got 1 and 2",
        () -> ConfusionMatrix.of(4).addClasses(classes(0), classes(0, 1)));
    assertMessage(
        "RunningMean: a weight must be finite and not negative; got -1.0",
        () -> new RunningMean().add(1, -1));
    assertMessage(
        "EarlyStopping: patience must be at least 1 measurement; got 0",
        () -> EarlyStopping.lowest(0));
    assertMessage(
        "EarlyStopping: the gain that counts must be finite and not negative; got NaN",
        () -> EarlyStopping.lowest(1).gaining(Double.NaN));
    assertMessage(
        "restore: value 'best' is missing; the state has [a]",
        () -> EarlyStopping.lowest(1).restore(PartState.ofValues(Map.of("a", "1"))));
    assertMessage(
        "restore: value 'a' is not a number of its kind; got 'x'",
        () -> PartState.ofValues(Map.of("a", "x")).longValue("a"));
    assertEquals(DType.I64, ConfusionMatrix.of(2).toTensor().dtype());
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
