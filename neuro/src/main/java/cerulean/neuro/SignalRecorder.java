package cerulean.neuro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Signals every so many steps: concentrations, levers, or any number that can be asked for without
/// changing it, such as a trace or an eligibility.
///
///     SignalRecorder.every(10, 100_000, dopamine, dopamine::concentration, () -> rule.eligibility(k))
///
/// Row r is from the end of step `(r + 1) stride - 1`, counted from the start of the simulation. Memory is bounded:
/// after `limit` rows nothing is added ([#dropped]). Or rows go to a file, one line `time in ms,value,value...`
/// each.
public final class SignalRecorder extends Recorder {

  private final Signal[] signals;
  private final int stride;
  private final int limit;
  private final @Nullable RecordFile file;
  private double[] rows;
  private double[] timesMs = new double[64];
  private int size;
  private long dropped;

  private SignalRecorder(Signal[] signals, int stride, int limit, @Nullable RecordFile file) {
    this.signals = signals;
    this.stride = stride;
    this.limit = limit;
    this.file = file;
    rows = new double[64 * signals.length];
  }

  /// Every step, up to [StateRecorder#DEFAULT_LIMIT] of them.
  public static SignalRecorder of(Signal... signals) {
    return every(1, StateRecorder.DEFAULT_LIMIT, signals);
  }

  /// Every `stride` steps, at most `limit` times.
  public static SignalRecorder every(int stride, int limit, Signal... signals) {
    return new SignalRecorder(
        signals.clone(),
        Checks.atLeast("SignalRecorder: stride", 1, stride),
        Checks.atLeast("SignalRecorder: limit", 0, limit),
        null);
  }

  /// Every `stride` steps, into a file, which is replaced; complete after each run.
  public static SignalRecorder toFile(Path file, int stride, Signal... signals) {
    return new SignalRecorder(
        signals.clone(),
        Checks.atLeast("SignalRecorder: stride", 1, stride),
        0,
        new RecordFile(file));
  }

  /// The weights of the synapses from `sources[k]` to `targets[k]` of a projection, every `stride`
  /// steps, at most `limit` times; a sentence if there is no such synapse.
  public static SignalRecorder weights(
      int stride, int limit, Projection projection, int[] sources, int[] targets) {
    if (sources.length != targets.length) {
      throw new IllegalArgumentException(
          "SignalRecorder.weights: one target for each source is needed; got "
              + sources.length
              + " sources and "
              + targets.length
              + " targets");
    }
    Signal[] signals = new Signal[sources.length];
    for (int k = 0; k < signals.length; k++) {
      int synapse = projection.synapse(sources[k], targets[k]);
      signals[k] = () -> projection.weightNow(synapse);
    }
    return every(stride, limit, signals);
  }

  @Override
  protected void record(long step, double dtMs) throws IOException {
    if ((step + 1) % stride != 0) {
      return;
    }
    RecordFile out = file;
    if (out != null) {
      for (int k = 0; k < signals.length; k++) {
        rows[k] = signals[k].value();
      }
      out.line((step + 1) * dtMs, rows, 0, signals.length);
      return;
    }
    if (size >= limit) {
      dropped++;
      return;
    }
    if (size == timesMs.length) {
      int room = (int) Math.min(limit, 2L * size);
      timesMs = Arrays.copyOf(timesMs, room);
      rows = Arrays.copyOf(rows, Math.multiplyExact(room, signals.length));
    }
    timesMs[size] = (step + 1) * dtMs;
    for (int k = 0; k < signals.length; k++) {
      rows[size * signals.length + k] = signals[k].value();
    }
    size++;
  }

  /// Times of the rows in ms.
  public double[] timesMs() {
    return Arrays.copyOf(timesMs, size);
  }

  /// The values of signal number `k`.
  public double[] trace(int k) {
    double[] trace = new double[size];
    for (int r = 0; r < size; r++) {
      trace[r] = rows[r * signals.length + k];
    }
    return trace;
  }

  /// The value of signal number `k` at a time, which must be that of a row.
  public double at(int k, double ms) {
    for (int r = 0; r < size; r++) {
      if (Math.abs(timesMs[r] - ms) < 1e-6) {
        return rows[r * signals.length + k];
      }
    }
    throw new IllegalArgumentException("SignalRecorder.at: no row at " + ms + " ms");
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
    int width = signals.length;
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
            + " rows; record the same signals");
  }

  @Override
  public String description() {
    return signals.length + " signals, every " + stride + " steps";
  }
}
