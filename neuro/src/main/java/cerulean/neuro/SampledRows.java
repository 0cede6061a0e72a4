package cerulean.neuro;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows of numbers, one every so many steps, with their times: up to a limit in memory, after which
/// they are counted only, or all of them in a file, one line `time in ms,value,value...` each.
///
/// Row r is from the end of step `(r + 1) stride - 1`, counted from the start of the simulation.
final class SampledRows {

  private static final int FIRST_ROOM = 64;

  /// What fills a row; called for rows that are kept.
  @FunctionalInterface
  interface Source {
    double value(int column);
  }

  private final int width;
  private final int stride;
  private final int limit;
  private final @Nullable RecordFile file;
  private double[] rows;
  private double[] timesMs = new double[FIRST_ROOM];
  private int size;
  private long dropped;

  private SampledRows(int width, int stride, int limit, @Nullable RecordFile file) {
    this.width = width;
    this.stride = stride;
    this.limit = limit;
    this.file = file;
    rows = new double[Math.multiplyExact(FIRST_ROOM, width)];
  }

  /// At most `limit` rows in memory; `owner` stands in the sentences.
  static SampledRows inMemory(String owner, int width, int stride, int limit) {
    return new SampledRows(
        width,
        Checks.atLeast(owner + ": stride", 1, stride),
        Checks.atLeast(owner + ": limit", 0, limit),
        null);
  }

  /// All rows in a file.
  static SampledRows inFile(String owner, int width, int stride, RecordFile file) {
    return new SampledRows(width, Checks.atLeast(owner + ": stride", 1, stride), 0, file);
  }

  int stride() {
    return stride;
  }

  /// Takes a row at the end of a step, if one is due.
  void record(long step, double dtMs, Source source) throws IOException {
    if ((step + 1) % stride != 0) {
      return;
    }
    RecordFile out = file;
    if (out != null) {
      fill(0, source);
      out.line((step + 1) * dtMs, rows, 0, width);
      return;
    }
    if (size >= limit) {
      dropped++;
      return;
    }
    if (size == timesMs.length) {
      int room = (int) Math.min(limit, 2L * size);
      timesMs = Arrays.copyOf(timesMs, room);
      rows = Arrays.copyOf(rows, Math.multiplyExact(room, width));
    }
    timesMs[size] = (step + 1) * dtMs;
    fill(size * width, source);
    size++;
  }

  private void fill(int from, Source source) {
    for (int k = 0; k < width; k++) {
      rows[from + k] = source.value(k);
    }
  }

  double[] timesMs() {
    return Arrays.copyOf(timesMs, size);
  }

  double[] column(int k) {
    double[] column = new double[size];
    for (int r = 0; r < size; r++) {
      column[r] = rows[r * width + k];
    }
    return column;
  }

  /// Rows that were not kept.
  long dropped() {
    return dropped;
  }

  void flush() throws IOException {
    RecordFile out = file;
    if (out != null) {
      out.flush();
    }
  }

  /// Saves or loads what was recorded by `recorder`; `what` its columns are.
  void state(Snapshot snapshot, Recorder recorder, String what) {
    dropped = snapshot.number("dropped", dropped);
    RecordFile out = file;
    if (out != null) {
      out.state(snapshot);
      return;
    }
    double[] times = snapshot.list("timesMs", timesMs());
    double[] saved = snapshot.list("rows", Arrays.copyOf(rows, size * width));
    if (saved.length != times.length * width) {
      throw otherWidth(recorder.name(), times.length, saved.length, what);
    }
    size = times.length;
    timesMs = Arrays.copyOf(times, Math.max(FIRST_ROOM, size));
    rows = Arrays.copyOf(saved, Math.multiplyExact(timesMs.length, width));
  }

  private IllegalArgumentException otherWidth(String name, int times, int values, String what) {
    return new IllegalArgumentException(
        "load: "
            + name
            + " has rows of "
            + width
            + " numbers, the file "
            + values
            + " numbers in "
            + times
            + " rows; record the same "
            + what);
  }
}
