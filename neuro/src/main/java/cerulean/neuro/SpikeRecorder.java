package cerulean.neuro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The spikes of a population: which cell in which step.
///
/// Memory is bounded: of more than `limit` spikes the first are kept and the others counted
/// ([#dropped]). Or spikes go to a file, one line `time in ms,cell` each, and only the count stays.
///
/// The time of a spike of step n is the end of the step, `(n + 1) dt`. The script of 2004 writes
/// the start, `n dt`: [#steps] times dt.
public final class SpikeRecorder extends Recorder {

  /// Spikes that are kept if nothing else is said: 120 MB.
  public static final int DEFAULT_LIMIT = 10_000_000;

  private final Population population;
  private final int limit;
  private final @Nullable RecordFile file;
  private long[] steps = new long[1024];
  private int[] cells = new int[1024];
  private int size;
  private long total;
  private double dtMs = Double.NaN;

  private SpikeRecorder(Population population, int limit, @Nullable RecordFile file) {
    this.population = population;
    this.limit = limit;
    this.file = file;
  }

  /// Keeps up to [#DEFAULT_LIMIT] spikes.
  public static SpikeRecorder of(Population population) {
    return of(population, DEFAULT_LIMIT);
  }

  /// Keeps up to `limit` spikes.
  public static SpikeRecorder of(Population population, int limit) {
    return new SpikeRecorder(population, Checks.atLeast("SpikeRecorder: limit", 0, limit), null);
  }

  /// Writes all spikes to a file, which is replaced; complete after each run.
  public static SpikeRecorder toFile(Population population, Path file) {
    return new SpikeRecorder(population, 0, new RecordFile(file));
  }

  @Override
  protected void prepare(double dtMs) {
    this.dtMs = dtMs;
  }

  @Override
  protected void record(long step, double dtMs) throws IOException {
    int count = population.spikeCount();
    int[] spikes = population.spikes();
    total += count;
    RecordFile out = file;
    if (out != null) {
      out.open();
      for (int k = 0; k < count; k++) {
        out.line(new StringBuilder().append((step + 1) * dtMs).append(',').append(spikes[k]));
      }
      return;
    }
    int kept = Math.clamp(limit - size, 0, count);
    if (kept == 0) {
      return;
    }
    if (size + kept > cells.length) {
      int room = (int) Math.min(limit, Math.max(2L * cells.length, (long) size + kept));
      cells = Arrays.copyOf(cells, room);
      steps = Arrays.copyOf(steps, room);
    }
    System.arraycopy(spikes, 0, cells, size, kept);
    Arrays.fill(steps, size, size + kept, step);
    size += kept;
  }

  @Override
  protected void flush() throws IOException {
    RecordFile out = file;
    if (out != null) {
      out.flush();
    }
  }

  /// The population that is looked at.
  public Population population() {
    return population;
  }

  /// Spikes in memory.
  public int kept() {
    return size;
  }

  /// Spikes seen, whether kept or not.
  public long total() {
    return total;
  }

  /// Spikes seen but neither kept nor written.
  public long dropped() {
    return file != null ? 0 : total - size;
  }

  /// Steps of the spikes kept, ascending.
  public long[] steps() {
    return Arrays.copyOf(steps, size);
  }

  /// Cells of the spikes kept, ascending within a step.
  public int[] cells() {
    return Arrays.copyOf(cells, size);
  }

  /// Times of the spikes kept in ms: the ends of their steps.
  public double[] timesMs() {
    double[] times = new double[size];
    for (int k = 0; k < size; k++) {
      times[k] = (steps[k] + 1) * dtMs;
    }
    return times;
  }

  /// Times of the spikes of one cell in ms.
  public double[] timesMs(int cell) {
    double[] times = new double[size];
    int found = 0;
    for (int k = 0; k < size; k++) {
      if (cells[k] == cell) {
        times[found++] = (steps[k] + 1) * dtMs;
      }
    }
    return Arrays.copyOf(times, found);
  }

  /// Forgets what was kept.
  public void clear() {
    size = 0;
    total = 0;
  }

  @Override
  protected void state(Snapshot snapshot) {
    total = snapshot.number("total", total);
    dtMs = snapshot.number("dtMs", dtMs);
    RecordFile out = file;
    if (out != null) {
      out.state(snapshot);
      return;
    }
    steps = snapshot.list("steps", steps());
    cells = snapshot.list("cells", cells());
    size = cells.length;
    if (steps.length != size) {
      throw new IllegalArgumentException(
          "load: " + name() + " has " + steps.length + " steps and " + size + " cells in the file");
    }
    int room = Math.max(1024, size);
    steps = Arrays.copyOf(steps, room);
    cells = Arrays.copyOf(cells, room);
  }

  @Override
  public String description() {
    return "spikes of " + population.name();
  }
}
