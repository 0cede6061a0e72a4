package cerulean.neuro.analysis;

import cerulean.neuro.SpikeRecorder;
import java.util.Arrays;

/// Spike times of some cells within an interval: what most measures start from.
///
///     SpikeTrains trains = SpikeTrains.of(spikes, 1000, 2000);   // the second second
///     double hz = FiringRates.meanHz(trains.cells(0, 800));      // of the excitatory cells
///
/// Times are in ms, ascending for each cell; the interval is open at its start and closed at its
/// end, so that consecutive intervals share no spike.
public final class SpikeTrains {

  private final double startMs;
  private final double endMs;
  private final double[][] times;

  private SpikeTrains(double startMs, double endMs, double[][] times) {
    this.startMs = startMs;
    this.endMs = endMs;
    this.times = times;
  }

  /// The spikes of one array per cell; those outside `(startMs, endMs]` are left out.
  public static SpikeTrains of(double startMs, double endMs, double[]... timesMs) {
    Given.interval("SpikeTrains", startMs, endMs);
    double[][] inside = new double[timesMs.length][];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = cut(Given.train("SpikeTrains", timesMs[i]), startMs, endMs);
    }
    return new SpikeTrains(startMs, endMs, inside);
  }

  /// The spikes that a recorder has kept, of all cells of its population, within `(startMs,
  /// endMs]`. A recorder that dropped spikes, or wrote them to a file, is refused.
  public static SpikeTrains of(SpikeRecorder recorder, double startMs, double endMs) {
    Given.interval("SpikeTrains", startMs, endMs);
    if (recorder.kept() < recorder.total()) {
      throw incomplete(recorder);
    }
    double[] all = recorder.timesMs();
    int[] cells = recorder.cells();
    int[] counts = new int[recorder.population().size()];
    for (int k = 0; k < all.length; k++) {
      counts[cells[k]] += all[k] > startMs && all[k] <= endMs ? 1 : 0;
    }
    double[][] times = new double[counts.length][];
    for (int i = 0; i < times.length; i++) {
      times[i] = new double[counts[i]];
    }
    int[] next = new int[times.length];
    for (int k = 0; k < all.length; k++) {
      if (all[k] > startMs && all[k] <= endMs) {
        times[cells[k]][next[cells[k]]++] = all[k];
      }
    }
    return new SpikeTrains(startMs, endMs, times);
  }

  private static IllegalArgumentException incomplete(SpikeRecorder recorder) {
    return new IllegalArgumentException(
        "SpikeTrains: the recorder "
            + recorder.name()
            + " kept "
            + recorder.kept()
            + " of "
            + recorder.total()
            + " spikes; raise its limit");
  }

  /// Number of cells.
  public int size() {
    return times.length;
  }

  /// Start of the interval in ms, itself outside.
  public double startMs() {
    return startMs;
  }

  /// End of the interval in ms.
  public double endMs() {
    return endMs;
  }

  /// Length of the interval in ms.
  public double durationMs() {
    return endMs - startMs;
  }

  /// The spike times of a cell in ms; a copy.
  public double[] timesMs(int cell) {
    return times[cell].clone();
  }

  /// How often a cell fired.
  public int count(int cell) {
    return times[cell].length;
  }

  /// How often all cells fired.
  public long total() {
    long total = 0;
    for (double[] train : times) {
      total += train.length;
    }
    return total;
  }

  /// The cells `from` to `to - 1`, numbered from 0 again.
  public SpikeTrains cells(int from, int to) {
    if (from < 0 || to > times.length || from > to) {
      throw new IllegalArgumentException(
          "SpikeTrains.cells: there are cells 0 to "
              + (times.length - 1)
              + "; got "
              + from
              + " to "
              + (to - 1));
    }
    return new SpikeTrains(startMs, endMs, Arrays.copyOfRange(times, from, to));
  }

  /// A part of the interval.
  public SpikeTrains between(double fromMs, double toMs) {
    Given.interval("SpikeTrains.between", fromMs, toMs);
    if (fromMs < startMs || toMs > endMs) {
      throw new IllegalArgumentException(
          "SpikeTrains.between: the trains are of "
              + startMs
              + " to "
              + endMs
              + " ms; got "
              + fromMs
              + " to "
              + toMs);
    }
    double[][] inside = new double[times.length][];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = cut(times[i], fromMs, toMs);
    }
    return new SpikeTrains(fromMs, toMs, inside);
  }

  /// The spikes of all cells in one train, ascending.
  public double[] mergedMs() {
    double[] all = new double[Math.toIntExact(total())];
    int at = 0;
    for (double[] train : times) {
      System.arraycopy(train, 0, all, at, train.length);
      at += train.length;
    }
    Arrays.sort(all);
    return all;
  }

  /// Spikes of every cell in bins of `binMs` from the start on, `[cell][bin]`; what is left over at
  /// the end is not counted.
  public int[][] counts(double binMs) {
    int bins = Given.bins("SpikeTrains.counts", durationMs(), binMs);
    int[][] counts = new int[times.length][bins];
    for (int i = 0; i < counts.length; i++) {
      for (double ms : times[i]) {
        int bin = bin(ms, binMs);
        if (bin < bins) {
          counts[i][bin]++;
        }
      }
    }
    return counts;
  }

  /// Spikes of all cells together in bins of `binMs`, as [#counts].
  public int[] populationCounts(double binMs) {
    int[] counts = new int[Given.bins("SpikeTrains.populationCounts", durationMs(), binMs)];
    for (double[] train : times) {
      for (double ms : train) {
        int bin = bin(ms, binMs);
        if (bin < counts.length) {
          counts[bin]++;
        }
      }
    }
    return counts;
  }

  /// Bins are closed at their ends, as the interval is; times are ends of steps, whose rounding
  /// must not move them into the next bin.
  private int bin(double ms, double binMs) {
    return Math.max(0, (int) Math.ceil((ms - startMs) / binMs - 1e-6) - 1);
  }

  private static double[] cut(double[] train, double startMs, double endMs) {
    int from = 0;
    while (from < train.length && !(train[from] > startMs)) {
      from++;
    }
    int to = from;
    while (to < train.length && train[to] <= endMs) {
      to++;
    }
    return Arrays.copyOfRange(train, from, to);
  }
}
