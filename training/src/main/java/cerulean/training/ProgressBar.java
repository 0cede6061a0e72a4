package cerulean.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Shows how far a job of known length has come; steps may be reported from several threads.
///
/// On a terminal one line is redrawn at most ten times a second and wiped at the end. Elsewhere, as
/// in a log file, plain lines appear every five seconds.
///
///     try (ProgressBar bar = new ProgressBar("stability-gap", "iterations", 8000, tty, System.err)) {
///       bar.label("ngm, seed 42");
///       bar.step();
///     }
public final class ProgressBar implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final int CELLS = 24;
  // One less than the narrowest common terminal: a full line would wrap and could not be redrawn.
  private static final int COLUMNS = 79;

  private final String job;
  private final String unit;
  private final long total;
  private final boolean terminal;
  private final PrintStream out;
  private final LongSupplier clock;
  private final long start;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong due;
  private volatile long before;
  private volatile String label = "";
  private int drawn;
  private boolean closed;

  /// Starts a job of `total` units, as in `iterations`; `terminal` says whether `out` is one.
  public ProgressBar(String job, String unit, long total, boolean terminal, PrintStream out) {
    this(job, unit, total, terminal, out, System::nanoTime);
  }

  ProgressBar(
      String job,
      String unit,
      long total,
      boolean terminal,
      PrintStream out,
      LongSupplier nanoClock) {
    if (total < 1) {
      throw new IllegalArgumentException("progress: total must be at least 1, got " + total);
    }
    this.job = job;
    this.unit = unit;
    this.total = total;
    this.terminal = terminal;
    this.out = out;
    this.clock = nanoClock;
    this.start = nanoClock.getAsLong();
    this.due = new AtomicLong(start + (terminal ? 0 : LINE_NANOS));
  }

  /// Names what is being done now; shown at the end of the line on a terminal.
  public void label(String text) {
    label = text;
  }

  /// Counts `units` as done that were done in an earlier run: they say nothing about the pace.
  public void skip(long units) {
    before = units;
    done.set(units);
  }

  /// Reports one unit done.
  public void step() {
    step(1);
  }

  /// Reports `units` done.
  public void step(long units) {
    done.addAndGet(units);
    long now = clock.getAsLong();
    long next = due.get();
    long pause = terminal ? REDRAW_NANOS : LINE_NANOS;
    // The thread that moves the deadline draws; all others go on with their work.
    if (now - next >= 0 && due.compareAndSet(next, now + pause)) {
      draw(now);
    }
  }

  /// Wipes the line on a terminal; elsewhere prints how long the job took, if it is complete.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (terminal) {
      out.print("\r" + " ".repeat(drawn) + "\r");
    } else if (done.get() >= total) {
      long nanos = clock.getAsLong() - start;
      out.println(job + ": " + total + " " + unit + " in " + duration(nanos / 1e9));
    }
    out.flush();
  }

  private synchronized void draw(long now) {
    if (closed) {
      return;
    }
    long count = Math.min(total, done.get());
    double seconds = (now - start) / 1e9;
    double rate = seconds > 0 ? (count - before) / seconds : 0;
    String pace =
        rate > 0 ? rate(rate) + "/s, " + duration((total - count) / rate) + " left" : "starting";
    long percent = 100 * count / total;
    if (terminal) {
      int full = (int) (CELLS * count / total);
      String bar = "#".repeat(full) + "-".repeat(CELLS - full);
      String line = String.format(Locale.ROOT, "%s [%s] %3d %%  %s", job, bar, percent, pace);
      String doing = label;
      line = doing.isEmpty() ? line : line + "  " + doing;
      line = line.length() > COLUMNS ? line.substring(0, COLUMNS) : line;
      // Blanks over the rest of a longer line before: understood by every terminal.
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      drawn = line.length();
    } else {
      out.println(
          job + ": " + count + " of " + total + " " + unit + " (" + percent + " %), " + pace);
    }
    out.flush();
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
  }

  /// Seconds as people say them: `16 s`, `4 min 05 s`, `2 h 07 min`.
  static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
  }
}
