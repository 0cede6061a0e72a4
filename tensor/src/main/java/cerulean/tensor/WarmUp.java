package cerulean.tensor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// How a warm-up went: work that was run, before anybody waits for it, until the virtual machine had
/// compiled it.
///
///     WarmUp done = WarmUp.within(Duration.ofSeconds(10), () -> network.forward(example));
///
/// The first runs of any work are interpreted and up to a thousand times as slow as later ones. A
/// service that runs its model on made-up inputs before it takes requests answers the first at full
/// speed. What must be compiled depends on the sizes: take those of real requests.
///
/// Nothing but `work` is run, in the calling thread, so nothing but what `work` changes is changed.
/// Inference changes nothing. A training step changes weights, optimizer and generator: run it on a
/// second network with an optimizer and a generator of its own; the compiled code is the same.
///
/// - `runs`: how many times the work ran, at least once
/// - `time`: how long all of them took
/// - `steady`: how long a run takes since it gets no faster, the median of blocks of runs
/// - `isSteady`: whether runs had stopped getting faster when the warm-up ended, so that it did not
///   end for another reason
public record WarmUp(long runs, Duration time, Duration steady, boolean isSteady) {

  /// Single runs are too short for the clock, or spread too much.
  private static final int BLOCK_RUNS = 3;

  private static final long BLOCK_NANOS = 10_000_000;

  /// A block counts as faster from this share of the time on: runs that differ by less are alike on
  /// a machine with other work.
  private static final double FASTER = 0.9;

  /// How many blocks, how long, and for what part of the time no block may be faster. A training
  /// step of a small network stays on a level for some 0.3 s while its largest loops wait for the
  /// compiler.
  private static final int QUIET_BLOCKS = 4;

  private static final long QUIET_NANOS = 500_000_000;

  private static final int QUIET_PART = 4;

  /// Runs `work` until runs get no faster, or until `budget` is used up or the thread is
  /// interrupted; what it throws is thrown here.
  ///
  /// The work runs at least once, and no run is cut short. An interrupted thread stays interrupted.
  public static WarmUp within(Duration budget, Runnable work) {
    return within(budget, work, System::nanoTime);
  }

  static WarmUp within(Duration budget, Runnable work, LongSupplier clock) {
    if (budget.isNegative() || budget.isZero()) {
      throw noBudget(budget);
    }
    List<Double> level = new ArrayList<>();
    double reference = Double.POSITIVE_INFINITY;
    long runs = 0;
    long begun = clock.getAsLong();
    long reached = begun;
    while (true) {
      long blockBegun = clock.getAsLong();
      long before = runs;
      long now;
      boolean ends;
      do {
        work.run();
        runs++;
        now = clock.getAsLong();
        ends =
            budget.minusNanos(now - begun).compareTo(Duration.ZERO) <= 0
                || Thread.currentThread().isInterrupted();
      } while (!ends && (runs - before < BLOCK_RUNS || now - blockBegun < BLOCK_NANOS));
      double mean = (double) (now - blockBegun) / (runs - before);
      if (mean < FASTER * reference) {
        reference = mean;
        reached = now;
        level.clear();
      }
      level.add(mean);
      boolean steady =
          level.size() > QUIET_BLOCKS
              && now - reached >= Math.max(QUIET_NANOS, (now - begun) / QUIET_PART);
      if (steady || ends) {
        return new WarmUp(
            runs, Duration.ofNanos(now - begun), Duration.ofNanos(median(level)), steady);
      }
    }
  }

  private static long median(List<Double> means) {
    List<Double> sorted = means.stream().sorted().toList();
    return Math.round(sorted.get(sorted.size() / 2));
  }

  private static IllegalArgumentException noBudget(Duration budget) {
    return new IllegalArgumentException(
        "warm-up: budget must be longer than nothing; got " + budget);
  }
}
