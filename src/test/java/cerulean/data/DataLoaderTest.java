package cerulean.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class DataLoaderTest {

  /// Examples 0 to `n - 1`; the input is the number and something random about it, the target the
  /// number.
  private static Dataset numbers(int n) {
    return new Dataset() {
      @Override
      public int size() {
        return n;
      }

      @Override
      public Batch batch(int[] rows, Philox random) {
        double[] inputs = new double[2 * rows.length];
        long[] targets = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
          targets[i] = rows[i];
          inputs[2 * i] = rows[i];
          inputs[2 * i + 1] = random.split(rows[i]).nextDouble();
        }
        return new Batch(Tensor.wrap(inputs, rows.length, 2), Tensor.wrap(targets, rows.length));
      }

      @Override
      public String toString() {
        return n + " numbers";
      }
    };
  }

  private static List<String> texts(Iterable<Batch> batches) {
    List<String> texts = new ArrayList<>();
    batches.forEach(b -> texts.add(Arrays.toString(b.inputs().toDoubleArray())));
    return texts;
  }

  private static List<Long> targets(Iterable<Batch> batches) {
    List<Long> all = new ArrayList<>();
    for (Batch batch : batches) {
      for (long target : batch.targets().toLongArray()) {
        all.add(target);
      }
    }
    return all;
  }

  @Test
  void batchesAreTheDataInOrder() {
    DataLoader loader = DataLoader.of(numbers(7), 3);
    List<Integer> sizes = new ArrayList<>();
    loader.pass(0).forEach(batch -> sizes.add(batch.size()));
    assertEquals(List.of(3, 3, 1), sizes);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L), targets(loader));
    assertEquals(3, loader.batches());
    assertEquals(7, loader.examples());
    assertEquals("3 batches of 3, 7 numbers", loader.toString());
  }

  @Test
  void theLastBatchIsDroppedIfItIsSmaller() {
    DataLoader loader = DataLoader.of(numbers(7), 3).droppingLast();
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), targets(loader));
    assertEquals(2, loader.batches());
    assertEquals(6, loader.examples());
    assertEquals(3, DataLoader.of(numbers(9), 3).droppingLast().batches());
  }

  @Test
  void everyEpochHasEveryExampleOnceInAnOrderOfItsOwn() {
    DataLoader loader = DataLoader.of(numbers(50), 8).shuffled(1);
    List<Long> first = targets(loader);
    List<Long> second = targets(loader);
    assertNotEquals(first, second);
    assertEquals(2, loader.epoch());
    first.sort(null);
    second.sort(null);
    assertEquals(first, second);
    assertEquals(List.of(0L, 1L, 2L), first.subList(0, 3));
    assertEquals(50, first.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void prefetchChangesNothing(int ahead) {
    DataLoader plain = DataLoader.of(numbers(50), 8).shuffled(3).prefetching(0);
    DataLoader ahead2 = DataLoader.of(numbers(50), 8).shuffled(3).prefetching(ahead);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(texts(plain), texts(ahead2));
    }
  }

  @Test
  void seedsAndEpochsGiveOtherExamples() {
    DataLoader loader = DataLoader.of(numbers(20), 20).sampled(Sampler.inOrder(), 5);
    String first = texts(loader.pass(0)).getFirst();
    assertEquals(first, texts(loader.pass(0)).getFirst());
    assertNotEquals(first, texts(loader.pass(1)).getFirst());
    DataLoader other = DataLoader.of(numbers(20), 20).sampled(Sampler.inOrder(), 6);
    assertNotEquals(first, texts(other.pass(0)).getFirst());
  }

  @Test
  void whatIsRandomAboutAnExampleDoesNotDependOnItsBatch() {
    DataLoader small = DataLoader.of(numbers(12), 1).sampled(Sampler.inOrder(), 5);
    DataLoader large = DataLoader.of(numbers(12), 12).sampled(Sampler.inOrder(), 5);
    Tensor whole = large.pass(4).iterator().next().inputs();
    int row = 0;
    for (Batch batch : small.pass(4)) {
      assertEquals(whole.getDouble(row++, 1), batch.inputs().getDouble(0, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7})
  void aSavedPlaceGoesOnInTheMiddleOfAnEpoch(int taken) {
    DataLoader loader = DataLoader.of(numbers(50), 8).shuffled(9);
    List<String> all = new ArrayList<>(texts(loader));
    all.addAll(texts(loader));
    DataLoader again = DataLoader.of(numbers(50), 8).shuffled(9);
    Iterator<Batch> batches = again.iterator();
    for (int i = 0; i < taken; i++) {
      batches.next();
    }
    DataLoader.State state = again.state();
    assertEquals(taken, state.batch());
    DataLoader resumed = DataLoader.of(numbers(50), 8).shuffled(9).prefetching(0);
    resumed.restore(state);
    List<String> rest = new ArrayList<>(texts(resumed));
    assertEquals(1, resumed.epoch());
    assertEquals(0, resumed.batch());
    rest.addAll(texts(resumed));
    assertEquals(all.subList(taken, all.size()), rest);
  }

  @Test
  void aLoopThatIsLeftGoesOnWhereItWas() {
    DataLoader loader = DataLoader.of(numbers(10), 2);
    for (Batch batch : loader) {
      if (batch.targets().getLong(0) == 4) {
        break;
      }
    }
    assertEquals(3, loader.batch());
    assertEquals(List.of(6L, 7L, 8L, 9L), targets(loader));
    assertEquals(1, loader.epoch());
  }

  @Test
  void aPassLeavesThePlaceAlone() {
    DataLoader loader = DataLoader.of(numbers(10), 2).shuffled(1);
    Iterator<Batch> loop = loader.iterator();
    loop.next();
    assertEquals(10, targets(loader.pass(3)).size());
    assertEquals(1, loader.batch());
    loop.next();
    assertEquals(2, loader.batch());
  }

  @Test
  void batchesOutliveTheStepThatAskedForThem() {
    for (int ahead : new int[] {0, 2}) {
      DataLoader loader =
          DataLoader.of(TensorDataset.of(Tensor.ones(4, 3), Tensor.zeros(DType.I64, 4)), 2)
              .prefetching(ahead);
      Batch batch;
      try (Workspace _ = Workspace.open()) {
        batch = loader.iterator().next();
      }
      assertEquals(6f, batch.inputs().sum().item());
    }
  }

  @Test
  void aLoopThatWasOvertakenSaysSo() {
    DataLoader loader = DataLoader.of(numbers(10), 2);
    Iterator<Batch> old = loader.iterator();
    old.next();
    Iterator<Batch> now = loader.iterator();
    assertEquals(
        "DataLoader: another loop was started or another place gone to; this one is over",
        assertThrows(IllegalStateException.class, old::next).getMessage());
    assertEquals(2, now.next().targets().getLong(0));
    loader.goTo(0, 5);
    assertThrows(IllegalStateException.class, now::next);
    assertFalse(loader.iterator().hasNext());
    assertEquals(1, loader.epoch());
    Iterator<Batch> pass = loader.pass(0).iterator();
    for (int i = 0; i < 5; i++) {
      pass.next();
    }
    assertThrows(NoSuchElementException.class, pass::next);
  }

  @Test
  void whatADataSetThrowsComesInItsTurn() {
    IllegalStateException fault = new IllegalStateException("disk gone");
    Dataset failing =
        new Dataset() {
          @Override
          public int size() {
            return 6;
          }

          @Override
          public Batch batch(int[] rows, Philox random) {
            if (rows[0] == 4) {
              throw fault;
            }
            return new Batch(Tensor.zeros(2), Tensor.zeros(2));
          }
        };
    Iterator<Batch> loop = DataLoader.of(failing, 2).prefetching(3).iterator();
    loop.next();
    loop.next();
    assertSame(fault, assertThrows(IllegalStateException.class, loop::next));
    assertSame(fault, assertThrows(IllegalStateException.class, loop::next));
  }

  @Test
  void aDataSetIsAskedByOneThreadAtATime() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Dataset slow =
        new Dataset() {
          @Override
          public int size() {
            return 200;
          }

          @Override
          public Batch batch(int[] rows, Philox random) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            LockSupport.parkNanos(1000);
            inside.decrementAndGet();
            return new Batch(Tensor.zeros(rows.length), Tensor.zeros(rows.length));
          }
        };
    DataLoader.of(slow, 1).prefetching(5).forEach(batch -> assertEquals(1, batch.size()));
    assertEquals(1, most.get());
  }

  @Test
  void anInterruptedThreadGetsItsBatchAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    Batch batch = DataLoader.of(numbers(4), 2).iterator().next();
    assertTrue(Thread.interrupted());
    assertEquals(2, batch.size());
  }

  @Test
  void partsOfASetKeepTheirExamples() {
    Dataset part = numbers(10).subset(7, 3, 3);
    assertEquals(List.of(7L, 3L, 3L), targets(DataLoader.of(part, 2)));
    assertEquals("3 of 10 numbers", part.toString());
    assertThrows(IndexOutOfBoundsException.class, () -> numbers(10).subset(10));
  }

  @Test
  void wrongInputIsASentence() {
    assertMessage(
        "DataLoader: batch size must be at least 1; got 0", () -> DataLoader.of(numbers(3), 0));
    assertMessage(
        "DataLoader: the data set is empty; there is nothing to make batches of",
        () -> DataLoader.of(numbers(0), 1));
    assertMessage(
        "DataLoader: no batch is full: 3 examples, batches of 4; keep the last one or take smaller"
            + " batches",
        () -> DataLoader.of(numbers(3), 4).droppingLast());
    assertMessage(
        "DataLoader: batches made ahead must not be negative; got -1",
        () -> DataLoader.of(numbers(3), 1).prefetching(-1));
    assertMessage(
        "DataLoader: the sampler draws no examples",
        () -> DataLoader.of(numbers(3), 1).sampled(Sampler.subset(), 0));
    assertMessage(
        "DataLoader: no such place: epoch 0, batch 4; an epoch has 3 batches, both count from 0",
        () -> DataLoader.of(numbers(3), 1).goTo(0, 4));
    DataLoader.State state = DataLoader.of(numbers(30), 3).shuffled(1).state();
    assertMessage(
        "DataLoader: the place is another loader's: seed 1, 30 examples, 10 batches of 3, here seed"
            + " 1, 30 examples, 8 batches of 4; restore with the same settings",
        () -> DataLoader.of(numbers(30), 4).shuffled(1).restore(state));
    assertMessage(
        "Batch: inputs and targets need one entry of the first axis per example; got [2, 3] and [3]",
        () -> TensorDataset.of(Tensor.zeros(2, 3), Tensor.zeros(3)));
  }

  @Test
  void samplersDrawWhatTheySay() {
    Philox random = Philox.of(2);
    int[] replaced = Sampler.withReplacement(1000).order(3, random);
    int[] counts = new int[3];
    for (int row : replaced) {
      counts[row]++;
    }
    // Mean 333, standard deviation 15.
    for (int count : counts) {
      assertTrue(count > 260 && count < 410, Arrays.toString(counts));
    }
    int[] weighted = Sampler.weighted(new double[] {0, 1, 3}, 1000).order(3, random);
    Arrays.fill(counts, 0);
    for (int row : weighted) {
      counts[row]++;
    }
    assertEquals(0, counts[0]);
    // Mean 750, standard deviation 14.
    assertTrue(counts[2] > 680 && counts[2] < 820, Arrays.toString(counts));
    int[] subset = Sampler.subset(5, 2, 9).order(10, random);
    Arrays.sort(subset);
    assertArrayEquals(new int[] {2, 5, 9}, subset);
    assertMessage("Sampler: draws must be at least 1; got 0", () -> Sampler.withReplacement(0));
    assertMessage(
        "Sampler: every example needs a weight; got 2 for 3 examples",
        () -> DataLoader.of(numbers(3), 1).sampled(Sampler.weighted(new double[] {1, 1}, 5), 0));
    assertThrows(IllegalArgumentException.class, () -> Sampler.weighted(new double[] {-1, 1}, 5));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
