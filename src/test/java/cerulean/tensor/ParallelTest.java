package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelTest {

  private int before;

  @BeforeEach
  void remember() {
    before = Parallel.threads();
  }

  @AfterEach
  void restore() {
    Parallel.configure(before);
  }

  @Test
  void everyIndexIsVisitedOnce() {
    checkVisits();
  }

  private static void checkVisits() {
    for (int threads : new int[] {1, 2, 5}) {
      Parallel.configure(threads);
      for (int n : new int[] {0, 1, 7, 1000}) {
        AtomicIntegerArray visits = new AtomicIntegerArray(n);
        Parallel.forRange(
            n,
            3,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                visits.incrementAndGet(i);
              }
            });
        for (int i = 0; i < n; i++) {
          assertEquals(1, visits.get(i));
        }
      }
    }
  }

  @Test
  void resultsHaveTheSameBitsOnAnyNumberOfThreads() {
    Philox random = Philox.of(5);
    Tensor a = Tensor.normal(random, 0f, 1f, 500, 700);
    Tensor b = Tensor.normal(random, 0f, 1f, 700, 300);
    Supplier<float[]> work =
        () -> {
          Tensor c = a.matmul(b).add(b.narrow(0, 0, 1)).tanh();
          Tensor d = c.softmax(1).sum(true, 0).add(a.sum());
          return d.add(a.transpose().matmul(c).sum(true, 0)).toArray();
        };
    Parallel.configure(1);
    float[] one = work.get();
    Parallel.configure(2);
    assertArrayEquals(one, work.get());
    Parallel.configure(3);
    assertArrayEquals(one, work.get());
  }

  @Test
  void anExceptionReachesTheCallerAndTheWorkersSurvive() {
    Parallel.configure(2);
    IllegalStateException planted = new IllegalStateException("planted");
    for (int round = 0; round < 20; round++) {
      var thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Parallel.forRange(
                      8,
                      1,
                      (from, to) -> {
                        throw planted;
                      }));
      assertSame(planted, thrown);
    }
    checkVisits();
  }

  @Test
  void nestedLoopsRunInTheThreadThatStartsThem() {
    Parallel.configure(2);
    Parallel.forRange(
        4,
        1,
        (from, to) -> {
          Thread outer = Thread.currentThread();
          Parallel.forRange(4, 1, (f, t) -> assertSame(outer, Thread.currentThread()));
        });
  }

  @Test
  void theCallersExecutorIsUsed() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    try (var executor = Executors.newFixedThreadPool(2, r -> new Thread(r, "callers-own"))) {
      Parallel.configure(2, executor);
      for (int round = 0; round < 200; round++) {
        Parallel.forRange(64, 1, (from, to) -> names.add(Thread.currentThread().getName()));
      }
    }
    names.remove(Thread.currentThread().getName());
    assertTrue(names.isEmpty() || names.equals(Set.of("callers-own")), names.toString());
  }

  @Test
  void twoCallersAtOnceBothFinish() throws InterruptedException {
    Parallel.configure(2);
    Tensor a = Tensor.normal(Philox.of(1), 0f, 1f, 300, 300);
    float[] expected = a.matmul(a).toArray();
    Thread[] callers = new Thread[3];
    boolean[] same = new boolean[callers.length];
    for (int i = 0; i < callers.length; i++) {
      int own = i;
      callers[i] =
          new Thread(() -> {
            same[own] = true;
            for (int round = 0; round < 20; round++) {
              same[own] &= java.util.Arrays.equals(expected, a.matmul(a).toArray());
            }
          });
      callers[i].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertArrayEquals(new boolean[] {true, true, true}, same);
  }
}
