package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every example carries its number as first feature and its task as class, so that a batch shows
/// what was drawn.
@Tag("once")
class TaskStreamTest {

  private static final int[] SIZES = {3, 5, 2};

  private static final TaskStream STREAM =
      new TaskStream(
          List.of(task(0), task(1), task(2)),
          List.of(
              Batch.of(task(0), new int[] {2, 0}),
              Batch.of(task(1), new int[] {1}),
              Batch.of(task(2), new int[] {0, 1})));

  private static TaskData task(int k) {
    int before = 0;
    for (int i = 0; i < k; i++) {
      before += SIZES[i];
    }
    float[] features = new float[2 * SIZES[k]];
    int[] classes = new int[SIZES[k]];
    for (int i = 0; i < SIZES[k]; i++) {
      features[2 * i] = before + i;
      features[2 * i + 1] = -1;
      classes[i] = k;
    }
    return TaskData.of(Tensor.wrap(features, SIZES[k], 2), classes);
  }

  private static int number(Batch batch, int row) {
    return (int) batch.inputs().get(row, 0);
  }

  private static Set<Integer> drawn(int joined) {
    Batch batch = STREAM.draw(joined, 500, Philox.of(1));
    Set<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < batch.size(); i++) {
      numbers.add(number(batch, i));
    }
    return numbers;
  }

  @Test
  void contextOneDrawsFromTheFirstTaskOnly() {
    assertEquals(Set.of(0, 1, 2), drawn(1));
  }

  @Test
  void contextTwoDrawsFromTheUnionOfTheFirstTwo() {
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7), drawn(2));
  }

  @Test
  void theLastContextDrawsFromEverything() {
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), drawn(3));
  }

  @Test
  void aBatchHasAFeatureRowPerExample() {
    Batch batch = STREAM.draw(2, 7, Philox.of(1));
    assertArrayEquals(new int[] {7, 2}, batch.inputs().shape().dims());
    assertArrayEquals(new int[] {7}, batch.targets().shape().dims());
  }

  @Test
  void everyExampleComesWithItsClassAndAllItsFeatures() {
    Batch batch = STREAM.draw(3, 200, Philox.of(2));
    for (int i = 0; i < batch.size(); i++) {
      int n = number(batch, i);
      assertEquals(n < 3 ? 0 : n < 8 ? 1 : 2, batch.targets().getLong(i));
      assertEquals(-1f, batch.inputs().get(i, 1));
    }
  }

  /// Ten draws from ten examples without replacement would never repeat one; with it, all ten
  /// differ in 4 of 10,000 batches.
  @Test
  void examplesAreDrawnWithReplacement() {
    Batch batch = STREAM.draw(3, 10, Philox.of(3));
    Set<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < 10; i++) {
      numbers.add(number(batch, i));
    }
    assertTrue(numbers.size() < 10, numbers.toString());
  }

  /// Examples, not tasks, are equally likely: a larger task is drawn more often. 27.88 is the 0.1 %
  /// point of chi-square with 9 degrees of freedom; the seed is fixed.
  @Test
  void everyExampleOfTheUnionIsEquallyLikely() {
    int draws = 10_000;
    Batch batch = STREAM.draw(3, draws, Philox.of(4));
    int[] counts = new int[10];
    for (int i = 0; i < draws; i++) {
      counts[number(batch, i)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += Math.pow(count - draws / 10.0, 2) / (draws / 10.0);
    }
    assertTrue(chiSquare < 27.88, "chi-square " + chiSquare);
  }

  /// The same for pairs of neighbours: draws do not depend on each other. 148.2 is the 0.1 % point
  /// with 99 degrees of freedom.
  @Test
  void consecutiveDrawsAreIndependent() {
    int pairs = 20_000;
    Batch batch = STREAM.draw(3, 2 * pairs, Philox.of(5));
    int[] counts = new int[100];
    for (int i = 0; i < pairs; i++) {
      counts[10 * number(batch, 2 * i) + number(batch, 2 * i + 1)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += Math.pow(count - pairs / 100.0, 2) / (pairs / 100.0);
    }
    assertTrue(chiSquare < 148.2, "chi-square " + chiSquare);
  }

  @Test
  void aSeedGivesTheSameBatches() {
    assertArrayEquals(
        STREAM.draw(3, 50, Philox.of(6)).inputs().toArray(),
        STREAM.draw(3, 50, Philox.of(6)).inputs().toArray());
  }

  @Test
  void thereAreAsManyContextsAsTasks() {
    assertEquals(3, STREAM.tasks());
  }

  @Test
  void testDataAreTheRowsThatWereChosenInTheirOrder() {
    assertEquals(2, STREAM.test().size());
    assertEquals(2, number(STREAM.test(), 0));
    assertEquals(0, number(STREAM.test(), 1));
  }

  @Test
  void everyTaskHasItsTestData() {
    assertEquals(1, STREAM.test(1).size());
    assertEquals(4, number(STREAM.test(1), 0));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new TaskStream(List.of(task(0), task(1)), List.of(STREAM.test())));
    assertEquals("TaskStream: each task needs test data, got 2 and 1", thrown.getMessage());
  }

  private static Set<Integer> numbers(Batch batch) {
    Set<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < batch.size(); i++) {
      numbers.add(number(batch, i));
    }
    return numbers;
  }

  @Test
  void theLatestTaskAloneCanBeDrawnFrom() {
    assertEquals(Set.of(3, 4, 5, 6, 7), numbers(STREAM.drawLatest(2, 500, Philox.of(1))));
  }

  /// Of four places in memory each of two earlier tasks has two.
  @Test
  void aMemoryIsSharedEquallyByEarlierTasks() {
    Memory memory = new Memory(STREAM, 4, Philox.of(2));
    assertEquals(3, memory.share(0, 1));
    assertEquals(2, memory.share(0, 2));
    assertEquals(2, memory.share(1, 2));
    Set<Integer> kept = numbers(STREAM.drawRemembered(2, memory, 500, Philox.of(3)));
    assertEquals(4, kept.size());
    assertEquals(2, kept.stream().filter(n -> n < 3).count());
    Set<Integer> before = numbers(STREAM.drawRemembered(1, memory, 500, Philox.of(3)));
    assertTrue(before.containsAll(kept.stream().filter(n -> n < 3).toList()));
  }

  /// In the third context a third of the batch is new and each earlier task makes up another: of
  /// 3,000 examples within four standard deviations, which are 26.
  @Test
  void replayGivesEveryTaskTheSameShare() {
    Memory memory = new Memory(STREAM, 4, Philox.of(2));
    Batch batch = STREAM.drawWithReplay(3, memory, 3000, Philox.of(4));
    int[] counts = new int[3];
    for (int i = 0; i < batch.size(); i++) {
      counts[(int) batch.targets().getLong(i)]++;
    }
    for (int count : counts) {
      assertEquals(1000, count, 104);
    }
  }
}
