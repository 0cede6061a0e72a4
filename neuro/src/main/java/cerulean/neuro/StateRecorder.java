package cerulean.neuro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A state array of some cells of a population, every so many steps.
///
/// Row r is from the end of step `(r + 1) stride - 1`, that is, time `(r + 1) stride dt`, counted
/// from the start of the simulation. Memory is bounded: after `limit` rows nothing is added
/// ([#dropped]). Or rows go to a file, one line `time in ms,value,value...` each.
public final class StateRecorder extends Recorder {

  /// Rows that are kept if nothing else is said.
  public static final int DEFAULT_LIMIT = 1_000_000;

  private final Population population;
  private final String array;
  private final double[] values;
  private final int[] cells;
  private final int stride;
  private final int limit;
  private final @Nullable RecordFile file;
  private double[] rows;
  private double[] timesMs = new double[64];
  private int size;
  private long dropped;

  private StateRecorder(
      Population population,
      String array,
      int[] cells,
      int stride,
      int limit,
      @Nullable RecordFile file) {
    this.population = population;
    this.array = array;
    this.values = population.state(array);
    this.cells = cells;
    this.stride = stride;
    this.limit = limit;
    this.file = file;
    this.rows = new double[64 * cells.length];
  }

  /// Every step, up to [#DEFAULT_LIMIT] of them.
  public static StateRecorder of(Population population, String array, int... cells) {
    return every(1, DEFAULT_LIMIT, population, array, cells);
  }

  /// Every `stride` steps, at most `limit` times.
  public static StateRecorder every(
      int stride, int limit, Population population, String array, int... cells) {
    requireCells(population, cells);
    return new StateRecorder(
        population,
        array,
        cells.clone(),
        Checks.atLeast("StateRecorder: stride", 1, stride),
        Checks.atLeast("StateRecorder: limit", 0, limit),
        null);
  }

  /// Every `stride` steps, into a file, which is replaced; complete after each run.
  public static StateRecorder toFile(
      Path file, int stride, Population population, String array, int... cells) {
    requireCells(population, cells);
    return new StateRecorder(
        population,
        array,
        cells.clone(),
        Checks.atLeast("StateRecorder: stride", 1, stride),
        0,
        new RecordFile(file));
  }

  private static void requireCells(Population population, int[] cells) {
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
  }

  @Override
  protected void record(long step, double dtMs) throws IOException {
    if ((step + 1) % stride != 0) {
      return;
    }
    RecordFile out = file;
    if (out != null) {
      for (int k = 0; k < cells.length; k++) {
        rows[k] = values[cells[k]];
      }
      out.line((step + 1) * dtMs, rows, 0, cells.length);
      return;
    }
    if (size >= limit) {
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
  protected void flush() throws IOException {
    RecordFile out = file;
    if (out != null) {
      out.flush();
    }
  }

  @Override
  protected void state(Snapshot snapshot) {
    dropped = snapshot.number("dropped", dropped);
    RecordFile out = file;
    if (out != null) {
      out.state(snapshot);
      return;
    }
    double[] times = snapshot.list("timesMs", timesMs());
    int width = cells.length;
    double[] saved = snapshot.list("rows", Arrays.copyOf(rows, size * width));
    if (saved.length != times.length * width) {
      throw otherWidth(times.length, saved.length, width);
    }
    size = times.length;
    timesMs = Arrays.copyOf(times, Math.max(64, size));
    rows = Arrays.copyOf(saved, Math.multiplyExact(timesMs.length, width));
  }

  private IllegalArgumentException otherWidth(int times, int values, int width) {
    return new IllegalArgumentException(
        "load: "
            + name()
            + " has rows of "
            + width
            + " numbers, the file "
            + values
            + " numbers in "
            + times
            + " rows; record the same cells");
  }

  @Override
  public String description() {
    return array + " of " + cells.length + " cells of " + population.name();
  }
}
