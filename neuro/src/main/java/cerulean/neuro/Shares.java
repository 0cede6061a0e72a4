package cerulean.neuro;

import cerulean.tensor.Parallel;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Pieces of work of every step, shared by threads so that a thread gets the same ones step after
/// step: their cells are then in its cache. Who is done early takes what others have left.
///
/// A piece does the same whoever does it.
final class Shares {

  /// One piece of the work.
  @FunctionalInterface
  interface Piece {
    /// Does piece number `piece`.
    void run(int piece);
  }

  /// Counters between two that are used, so that each has a cache line of its own.
  private static final int APART = 32;

  private final Piece work;
  private final Parallel.Body body = this::run;

  /// The piece that comes next in each share, and where the share ends.
  private AtomicIntegerArray next = new AtomicIntegerArray(0);

  private int[] end = new int[0];

  private Thread caller = Thread.currentThread();

  Shares(Piece work) {
    this.work = work;
  }

  /// Does the pieces `0 .. pieces` on all threads; returns when they are done.
  void run(int pieces) {
    int shares = Math.min(Parallel.threads(), pieces);
    if (end.length != shares) {
      end = new int[shares];
      next = new AtomicIntegerArray(shares * APART);
    }
    for (int share = 0; share < shares; share++) {
      next.set(share * APART, (int) ((long) share * pieces / shares));
      end[share] = (int) ((share + 1L) * pieces / shares);
    }
    caller = Thread.currentThread();
    Parallel.forRange(shares, 1, body);
  }

  private void run(int from, int to) {
    for (int slot = from; slot < to; slot++) {
      // Slots are given to whoever comes first, but the calling thread always has the first share.
      int own = Thread.currentThread().equals(caller) ? 0 : Math.max(1, slot);
      for (int k = 0; k < end.length; k++) {
        int share = (own + k) % end.length;
        int piece = next.getAndIncrement(share * APART);
        while (piece < end[share]) {
          work.run(piece);
          piece = next.getAndIncrement(share * APART);
        }
      }
    }
  }
}
