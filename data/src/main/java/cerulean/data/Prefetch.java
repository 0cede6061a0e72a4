package cerulean.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Makes the batches of an epoch before they are asked for, one after the other.
///
/// They are made in a virtual thread that ends as soon as enough of them wait, and is started again
/// when there is room: whoever stops in the middle of an epoch leaves no thread behind.
final class Prefetch {

  private final IntFunction<Batch> maker;
  private final int end;
  private final int ahead;
  private final Deque<Batch> ready = new ArrayDeque<>();
  private int toMake;
  private boolean working;
  private @Nullable Throwable failure;

  /// Batches `first` to `end - 1` of `maker`, `ahead` of them in advance.
  Prefetch(IntFunction<Batch> maker, int first, int end, int ahead) {
    this.maker = maker;
    this.toMake = first;
    this.end = end;
    this.ahead = ahead;
  }

  /// The next batch; waits for it if need be. What its maker threw is thrown here, in its turn.
  synchronized Batch next() {
    boolean interrupted = false;
    while (ready.isEmpty() && failure == null) {
      work();
      try {
        wait();
      } catch (InterruptedException later) {
        // The batch is on its way; the caller sees the interruption at its next chance.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Batch batch = ready.poll();
    if (batch == null) {
      throw failed();
    }
    work();
    return batch;
  }

  private RuntimeException failed() {
    if (failure instanceof Error error) {
      throw error;
    }
    // A maker declares no checked exceptions.
    return (RuntimeException) Objects.requireNonNull(failure);
  }

  private void work() {
    if (!working && failure == null && toMake < end) {
      working = true;
      Thread.ofVirtual().name("cerulean-batches").start(this::makeWhatThereIsRoomFor);
    }
  }

  private void makeWhatThereIsRoomFor() {
    for (int i = nextToMake(); i >= 0; i = nextToMake()) {
      Batch made = null;
      Throwable thrown = null;
      try {
        made = maker.apply(i);
      } catch (Throwable any) {
        thrown = any;
      }
      give(made, thrown);
    }
  }

  /// The number of the next batch to be made, or -1 if there is nothing to do for now.
  private synchronized int nextToMake() {
    if (toMake < end && failure == null && ready.size() < ahead) {
      return toMake++;
    }
    working = false;
    return -1;
  }

  private synchronized void give(@Nullable Batch made, @Nullable Throwable thrown) {
    if (made != null) {
      ready.add(made);
    }
    failure = thrown;
    notifyAll();
  }
}
