package cerulean.neuro;

import java.util.Arrays;

/// A state array of some cells of a population, every so many steps.
///
/// Row r is from the end of step `(r + 1) stride - 1`, that is, time `(r + 1) stride dt`, counted
/// from the start of the simulation. Memory is bounded: after `limit` rows nothing is added
/// ([#dropped]).
public final class StateRecorder extends Recorder {

  /// Rows that are kept if nothing else is said.
  public static final int DEFAULT_LIMIT = 1_000_000;

  private final Population population;
  private final String array;
  private final double[] values;
  private final int[] cells;
  private final int stride;
  private final int limit;
  private double[] rows;
  private double[] timesMs = new double[64];
  private int size;
  private long dropped;

  private StateRecorder(Population population, String array, int[] cells, int stride, int limit) {
    this.population = population;
    this.array = array;
    this.values = population.state(array);
    this.cells = cells;
    this.stride = stride;
    this.limit = limit;
    this.rows = new double[64 * cells.length];
  }

  /// Every step, up to [#DEFAULT_LIMIT] of them.
  public static StateRecorder of(Population population, String array, int... cells) {
    return every(1, DEFAULT_LIMIT, population, array, cells);
  }

  /// Every `stride` steps, at most `limit` times.
  public static StateRecorder every(
      int stride, int limit, Population population, String array, int... cells) {
    for (int cell : cells) {
      if (cell < 0 || cell >= population.size()) {
        throw new IllegalArgumentException(
            "StateRecorder: no cell "
                + cell
                + " in "
                + population.name()
                + ", which has "
                + population.size());
      }
    }
    return new StateRecorder(
        population,
        array,
        cells.clone(),
        Checks.atLeast("StateRecorder: stride", 1, stride),
        Checks.atLeast("StateRecorder: limit", 0, limit));
  }

  @Override
  protected void record(long step, double dtMs) {
    if ((step + 1) % stride != 0) {
      return;
    }
    if (size == limit) {
      dropped++;
      return;
    }
    if (size == timesMs.length) {
      int room = Math.min(limit, 2 * size);
      timesMs = Arrays.copyOf(timesMs, room);
      rows = Arrays.copyOf(rows, Math.multiplyExact(room, cells.length));
    }
    timesMs[size] = (step + 1) * dtMs;
    for (int k = 0; k < cells.length; k++) {
      rows[size * cells.length + k] = values[cells[k]];
    }
    size++;
  }

  /// Times of the rows in ms.
  public double[] timesMs() {
    return Arrays.copyOf(timesMs, size);
  }

  /// The values of recorded cell number `k`, in the order in which cells were given.
  public double[] trace(int k) {
    double[] trace = new double[size];
    for (int r = 0; r < size; r++) {
      trace[r] = rows[r * cells.length + k];
    }
    return trace;
  }

  /// Rows that were not kept.
  public long dropped() {
    return dropped;
  }

  @Override
  public String description() {
    return array + " of " + cells.length + " cells of " + population.name();
  }
}
