package cerulean.tensor;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The one place that decides about threads.
///
/// Work is cut into chunks by its size alone, never by the number of threads, so results have the
/// same bits on any number. By default there are as many threads as the container or machine gives
/// processors; the system property `cerulean.threads` or [#configure] say otherwise. Work started
/// inside parallel work, or while another thread has the workers, runs inline.
public final class Parallel {

  /// A piece of work on the half-open range `from .. to`.
  @FunctionalInterface
  public interface Body {
    /// Works on `from .. to`.
    void run(int from, int to);
  }

  /// How long a thread waits awake before it parks: several times what it takes to wake one up,
  /// which in a virtual machine is tens of microseconds. Most pauses between the parallel loops of
  /// a training step are shorter.
  private static final long SPIN_NANOS = 300_000;

  private static volatile Team team = Team.of(defaultThreads(), null);

  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private Parallel() {}

  /// The number of threads parallel work is spread over, the caller's included.
  public static int threads() {
    return team.threads;
  }

  /// Spreads parallel work over `threads` threads of our own from now on. With 1 everything runs in
  /// the calling thread.
  public static void configure(int threads) {
    team = Team.of(checked(threads), null);
  }

  /// Runs parallel work on the caller's `executor`, at most `threads` pieces at a time, the calling
  /// thread's included.
  public static void configure(int threads, Executor executor) {
    team = Team.of(checked(threads), executor);
  }

  /// Calls `body` on consecutive ranges that cover `0 .. n`, each of `grain` elements (the last may
  /// be shorter), on several threads if there are several ranges. Returns when all are done.
  ///
  /// An exception that a range throws is thrown here, once the other ranges have ended. A thread
  /// that is interrupted meanwhile waits all the same and stays interrupted. An executor that
  /// rejects its tasks leaves the work to the calling thread.
  public static void forRange(int n, int grain, Body body) {
    if (grain < 1) {
      throw grainTooSmall(grain);
    }
    if (n <= 0) {
      return;
    }
    int chunks = (n - 1) / grain + 1;
    Team workers = team;
    if (chunks == 1 || workers.threads == 1 || INSIDE.get() || !workers.tryEnter()) {
      inline(n, grain, chunks, body);
      return;
    }
    try {
      workers.run(new Job(n, grain, chunks, Math.min(workers.threads, chunks), body));
    } finally {
      workers.leave();
    }
  }

  /// Whether the calling thread is inside parallel work, so that more of it would run inline.
  static boolean isNested() {
    return INSIDE.get();
  }

  private static void inline(int n, int grain, int chunks, Body body) {
    for (int c = 0; c < chunks; c++) {
      int from = c * grain;
      body.run(from, end(from, n, grain));
    }
  }

  /// Where the range that starts at `from` ends; `from + grain` may be more than an int holds.
  private static int end(int from, int n, int grain) {
    return from + Math.min(grain, n - from);
  }

  private static IllegalArgumentException grainTooSmall(int grain) {
    return new IllegalArgumentException("forRange: grain must be at least 1; got " + grain);
  }

  private static int checked(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: must be at least 1; got " + threads);
    }
    return threads;
  }

  private static int defaultThreads() {
    String wanted = System.getProperty("cerulean.threads");
    return wanted == null ? Runtime.getRuntime().availableProcessors() : parsed(wanted);
  }

  private static int parsed(String wanted) {
    try {
      int threads = Integer.parseInt(wanted.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException noNumber) {
      throw notThreads(wanted, noNumber);
    }
    throw notThreads(wanted, null);
  }

  private static IllegalArgumentException notThreads(String wanted, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "cerulean.threads: must be a whole number of at least 1; got \"" + wanted + "\"", cause);
  }

  /// One parallel loop. Each of its members begins with a share of its own, the same in every loop
  /// over as many chunks, because what it wrote in the last loop may still be in its cache; then it
  /// helps the others.
  private static final class Job {
    private final int n;
    private final int grain;
    private final int chunks;
    private final int members;
    private final Body body;

    /// The chunk to take next of each share. Longs: every thread counts on once when no chunk is
    /// left, and there may be as many chunks as an int holds.
    private final AtomicLongArray next;

    private final AtomicInteger left;
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable Throwable failure;

    Job(int n, int grain, int chunks, int members, Body body) {
      this.n = n;
      this.grain = grain;
      this.chunks = chunks;
      this.members = members;
      this.body = body;
      this.left = new AtomicInteger(chunks);
      this.next = new AtomicLongArray(members);
      for (int share = 1; share < members; share++) {
        next.set(share, start(share));
      }
    }

    /// Works as the member of that number, the caller being number 0.
    void work(int member) {
      boolean outer = INSIDE.get();
      INSIDE.set(true);
      try {
        for (int i = 0; i < members; i++) {
          workOn((member + i) % members);
        }
      } finally {
        INSIDE.set(outer);
      }
    }

    private void workOn(int share) {
      int end = start(share + 1);
      for (long c = next.getAndIncrement(share); c < end; c = next.getAndIncrement(share)) {
        runChunk((int) c);
        if (left.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    /// The first chunk of a share.
    private int start(int share) {
      return (int) ((long) chunks * share / members);
    }

    /// Whatever a chunk throws is carried to the caller, so that no worker dies and nobody waits:
    /// checked exceptions too, which other languages on the JVM throw from any method.
    private void runChunk(int c) {
      int from = c * grain;
      try {
        body.run(from, end(from, n, grain));
      } catch (Throwable thrown) {
        if (failure == null) {
          failure = thrown;
        }
      }
    }

    void await() {
      long started = System.nanoTime();
      boolean interrupted = false;
      while (left.get() > 0) {
        if (System.nanoTime() - started < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
          // An interrupted thread is not parked at all: the flag is kept here while it waits.
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Throwable thrown = failure;
      if (thrown != null) {
        Job.<RuntimeException>rethrow(thrown);
      }
    }

    /// Lets `thrown` pass as what it is, checked or not, as it would in a loop without threads.
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
      throw (T) thrown;
    }
  }

  /// The threads beside the caller: daemons of our own that end when idle for a while, or tasks on
  /// the caller's executor.
  private static final class Team {

    private final int threads;
    private final @Nullable Executor executor;
    private final AtomicInteger entered = new AtomicInteger();
    private final Worker[] workers;

    private Team(int threads, @Nullable Executor executor) {
      this.threads = threads;
      this.executor = executor;
      this.workers = new Worker[executor == null ? threads - 1 : 0];
    }

    static Team of(int threads, @Nullable Executor executor) {
      return new Team(threads, executor);
    }

    boolean tryEnter() {
      return entered.compareAndSet(0, 1);
    }

    void leave() {
      entered.set(0);
    }

    /// Does the job with the helpers that can be had, which may be none, and does not return before
    /// all who help have ended, whatever is thrown meanwhile.
    void run(Job job) {
      try {
        callHelpers(job);
      } finally {
        job.work(0);
        job.await();
      }
    }

    private void callHelpers(Job job) {
      try {
        for (int i = 1; i < job.members; i++) {
          int member = i;
          if (executor != null) {
            executor.execute(() -> job.work(member));
          } else {
            hand(member, job);
          }
        }
      } catch (RejectedExecutionException | OutOfMemoryError none) {
        // The executor is full or closed, or the system gives no more threads: those who have the
        // job already share it with the caller.
      }
    }

    private void hand(int member, Job job) {
      Worker worker = workers[member - 1];
      if (worker == null || !worker.take(job)) {
        Worker started = new Worker(member, job);
        started.thread.start();
        workers[member - 1] = started;
      }
    }
  }

  /// A daemon thread that waits for jobs, and ends after five idle seconds so that a replaced team
  /// leaves nothing behind.
  private static final class Worker implements Runnable {

    private static final long IDLE_NANOS = 5_000_000_000L;

    private static final Object ENDED = new Object();

    /// Which member it is of every job.
    private final int member;

    private final AtomicReference<@Nullable Object> slot;
    private final Thread thread;

    Worker(int member, Job first) {
      this.member = member;
      this.slot = new AtomicReference<>(first);
      this.thread = new Thread(this, "cerulean-worker-" + member);
      thread.setDaemon(true);
    }

    /// Hands over a job; false if the worker has ended. An earlier job that is still in the slot is
    /// done, or its caller would not have left, and is replaced.
    boolean take(Job job) {
      Object before = slot.get();
      while (!ENDED.equals(before)) {
        if (slot.compareAndSet(before, job)) {
          LockSupport.unpark(thread);
          return true;
        }
        before = slot.get();
      }
      return false;
    }

    @Override
    public void run() {
      long idleSince = System.nanoTime();
      while (true) {
        if (slot.get() instanceof Job job) {
          job.work(member);
          slot.compareAndSet(job, null);
          // Left behind by a body, the flag would keep this thread from parking.
          Thread.interrupted();
          idleSince = System.nanoTime();
          continue;
        }
        long idle = System.nanoTime() - idleSince;
        if (idle < SPIN_NANOS) {
          Thread.onSpinWait();
        } else if (idle < IDLE_NANOS) {
          LockSupport.parkNanos(this, IDLE_NANOS);
        } else if (slot.compareAndSet(null, ENDED)) {
          return;
        }
      }
    }
  }
}
