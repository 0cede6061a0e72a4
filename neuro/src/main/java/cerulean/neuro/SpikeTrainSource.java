package cerulean.neuro;

import java.util.Arrays;

/// Cells that fire at given times.
///
/// A spike at time t is found in the step whose end is nearest to t, so a recorder gives back t
/// rounded to the step. Several times of one cell that fall on the same step are one spike.
public final class SpikeTrainSource extends Population {

  private static final int CELL_BITS = 32;

  private final double[][] trainsMs;

  /// `step 2^32 + cell` of every spike, ascending.
  private long[] events = new long[0];

  private int first;
  private int last;

  private SpikeTrainSource(double[][] trainsMs) {
    super(trainsMs.length);
    this.trainsMs = trainsMs;
  }

  /// One cell per row of `trainsMs`, which holds its spike times in ms, above 0, ascending.
  public static SpikeTrainSource of(double[]... trainsMs) {
    double[][] own = new double[trainsMs.length][];
    for (int cell = 0; cell < own.length; cell++) {
      own[cell] = trainsMs[cell].clone();
      check(own[cell], cell);
    }
    return new SpikeTrainSource(own);
  }

  private static void check(double[] trainMs, int cell) {
    double before = 0;
    for (double time : trainMs) {
      if (!(time > before) || time == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "SpikeTrainSource: times must be above 0, finite and ascending; cell "
                + cell
                + " has "
                + time
                + " after "
                + before);
      }
      before = time;
    }
  }

  @Override
  protected void prepare(double dtMs) {
    long[] found = new long[Arrays.stream(trainsMs).mapToInt(train -> train.length).sum()];
    int count = 0;
    for (int cell = 0; cell < trainsMs.length; cell++) {
      for (double time : trainsMs[cell]) {
        // Step n ends at (n + 1) dt.
        long step = Math.max(0, (long) Math.rint(time / dtMs) - 1);
        found[count++] = (step << CELL_BITS) | cell;
      }
    }
    Arrays.sort(found);
    events = Arrays.stream(found).distinct().toArray();
  }

  @Override
  protected void begin(long step, double dtMs) {
    first = place(step);
    last = place(step + 1);
  }

  /// The first event of the step or later.
  private int place(long step) {
    int found = Arrays.binarySearch(events, step << CELL_BITS);
    return found < 0 ? -found - 1 : found;
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int k = first; k < last; k++) {
      int cell = (int) events[k];
      if (cell >= from && cell < to) {
        fired[at++] = cell;
      }
    }
    return at - from;
  }

  @Override
  public String description() {
    return "given spike trains";
  }
}
