package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.Parallel;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class SharesTest {

  private final int before = Parallel.threads();

  @AfterEach
  void threadsAsBefore() {
    Parallel.configure(before);
  }

  @Test
  void everyPieceIsDoneOnceOnAnyNumberOfThreads() {
    for (int threads : new int[] {1, 2, 3, 7}) {
      Parallel.configure(threads);
      for (int pieces : new int[] {0, 1, 2, 5, 64}) {
        AtomicIntegerArray done = new AtomicIntegerArray(pieces);
        Shares shares = new Shares(done::incrementAndGet);
        for (int step = 0; step < 50; step++) {
          shares.run(pieces);
        }
        for (int piece = 0; piece < pieces; piece++) {
          assertEquals(50, done.get(piece), piece + " of " + pieces);
        }
      }
    }
  }

  @Test
  void insideParallelWorkOneThreadDoesAll() {
    Parallel.configure(2);
    AtomicIntegerArray done = new AtomicIntegerArray(6);
    Shares[] shares = {new Shares(done::incrementAndGet), new Shares(done::incrementAndGet)};
    Parallel.forRange(
        2,
        1,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            shares[k].run(6);
          }
        });
    for (int piece = 0; piece < 6; piece++) {
      assertEquals(2, done.get(piece));
    }
  }

  @Test
  void whatAPieceThrowsIsThrownAndTheNextStepRuns() {
    Parallel.configure(2);
    AtomicIntegerArray done = new AtomicIntegerArray(4);
    Shares shares =
        new Shares(piece -> {
          if (done.incrementAndGet(piece) == 1 && piece == 3) {
            throw new IllegalStateException("piece 3");
          }
        });
    assertEquals(
        "piece 3", assertThrows(IllegalStateException.class, () -> shares.run(4)).getMessage());
    int first = done.get(0);
    shares.run(4);
    assertEquals(first + 1, done.get(0));
  }
}
