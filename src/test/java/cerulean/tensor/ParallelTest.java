package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  /// A compiler checks that loops throw no checked exception; other languages on the JVM, and code
  /// that casts it away, throw them all the same.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCheckedExceptionOfAWorkerReachesTheCaller() {
    IOException planted = new IOException("planted");
    Parallel.configure(2);
    var thrown =
        assertThrows(
            IOException.class,
            () -> together(() -> {}, () -> ParallelTest.<RuntimeException>rethrow(planted)));
    assertSame(planted, thrown);
    checkVisits();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /// Runs `here` in this thread while `there` runs in another.
  private static void together(Runnable here, Runnable there) {
    Thread caller = Thread.currentThread();
    CountDownLatch both = new CountDownLatch(2);
    Parallel.forRange(
        2,
        1,
        (from, to) -> {
          both.countDown();
          while (both.getCount() > 0) {
            Thread.onSpinWait();
          }
          (Thread.currentThread().equals(caller) ? here : there).run();
        });
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCallerThatIsInterruptedWaitsWithoutSpinningAndStaysInterrupted() {
    Parallel.configure(2);
    ThreadMXBean times = ManagementFactory.getThreadMXBean();
    long[] spent = new long[1];
    together(
        () -> {
          Thread.currentThread().interrupt();
          spent[0] = -times.getCurrentThreadCpuTime();
        },
        () -> LockSupport.parkNanos(500_000_000L));
    spent[0] += times.getCurrentThreadCpuTime();
    assertTrue(Thread.interrupted());
    // A thread that spins for the half second has used most of it.
    assertTrue(spent[0] < 100_000_000L, spent[0] + " ns");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anExecutorThatRejectsLeavesTheWorkToTheCaller() {
    Parallel.configure(
        3,
        task -> {
          throw new RejectedExecutionException("full");
        });
    AtomicIntegerArray visits = new AtomicIntegerArray(100);
    Parallel.forRange(100, 1, (from, to) -> visits.incrementAndGet(from));
    for (int i = 0; i < visits.length(); i++) {
      assertEquals(1, visits.get(i));
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anExecutorThatRejectsTheSecondTaskIsAwaitedForTheFirst() {
    AtomicInteger tasks = new AtomicInteger();
    Parallel.configure(
        3,
        task -> {
          if (tasks.getAndIncrement() > 0) {
            throw new RejectedExecutionException("full");
          }
          new Thread(task).start();
        });
    Thread caller = Thread.currentThread();
    AtomicBoolean started = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    Parallel.forRange(
        3,
        1,
        (from, to) -> {
          if (Thread.currentThread().equals(caller)) {
            while (!started.get()) {
              Thread.onSpinWait();
            }
          } else {
            started.set(true);
            LockSupport.parkNanos(100_000_000L);
            ended.set(true);
          }
        });
    assertTrue(ended.get());
    assertEquals(2, tasks.get());
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anExecutorThatFailsIsReportedAfterTheWorkIsDone() {
    IllegalStateException planted = new IllegalStateException("planted");
    Parallel.configure(
        3,
        task -> {
          throw planted;
        });
    AtomicInteger visits = new AtomicInteger();
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () -> Parallel.forRange(100, 1, (from, to) -> visits.incrementAndGet()));
    assertSame(planted, thrown);
    assertEquals(100, visits.get());
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rangesNearTheLargestIntAreCoveredOnce() {
    for (int threads : new int[] {1, 2}) {
      Parallel.configure(threads);
      Set<List<Integer>> ranges = ConcurrentHashMap.newKeySet();
      Parallel.forRange(
          Integer.MAX_VALUE, 1_500_000_000, (from, to) -> ranges.add(List.of(from, to)));
      assertEquals(
          Set.of(List.of(0, 1_500_000_000), List.of(1_500_000_000, Integer.MAX_VALUE)), ranges);
    }
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

  /// What a thread wrote in one loop may still be in its cache in the next.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyThreadBeginsWithTheSameShareOfEveryLoop() {
    Parallel.configure(2);
    Thread caller = Thread.currentThread();
    for (int round = 0; round < 20; round++) {
      Map<Boolean, Integer> first = new ConcurrentHashMap<>();
      CountDownLatch both = new CountDownLatch(2);
      Parallel.forRange(
          40,
          10,
          (from, to) -> {
            first.putIfAbsent(Thread.currentThread().equals(caller), from);
            both.countDown();
            while (both.getCount() > 0) {
              Thread.onSpinWait();
            }
          });
      assertEquals(Map.of(true, 0, false, 20), first);
    }
  }

  /// The worker that ends a loop is handed the next one before it has noticed that it is free.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void loopsInQuickSuccessionAllGetTheirWorker() {
    Parallel.configure(2);
    for (int round = 0; round < 2000; round++) {
      together(() -> {}, Thread::onSpinWait);
    }
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
