package cerulean.neuro;

import java.io.IOException;
import java.nio.file.Path;

/// Signals every so many steps: concentrations, levers, or any number that can be asked for without
/// changing it, such as a trace or an eligibility.
///
///     SignalRecorder.every(10, 100_000, dopamine, dopamine::concentration, () -> rule.eligibility(k))
///
/// Row r is from the end of step `(r + 1) stride - 1`, counted from the start of the simulation. Memory is bounded:
/// after `limit` rows nothing is added ([#dropped]). Or rows go to a file, one line `time in ms,value,value...`
/// each.
public final class SignalRecorder extends Recorder {

  private static final String NAME = "SignalRecorder";

  private final Signal[] signals;
  private final SampledRows rows;

  private SignalRecorder(Signal[] signals, SampledRows rows) {
    this.signals = signals;
    this.rows = rows;
  }

  /// Every step, up to [StateRecorder#DEFAULT_LIMIT] of them.
  public static SignalRecorder of(Signal... signals) {
    return every(1, StateRecorder.DEFAULT_LIMIT, signals);
  }

  /// Every `stride` steps, at most `limit` times.
  public static SignalRecorder every(int stride, int limit, Signal... signals) {
    SampledRows rows = SampledRows.inMemory(NAME, signals.length, stride, limit);
    return new SignalRecorder(signals.clone(), rows);
  }

  /// Every `stride` steps, into a file, which is replaced; complete after each run.
  public static SignalRecorder toFile(Path file, int stride, Signal... signals) {
    SampledRows rows = SampledRows.inFile(NAME, signals.length, stride, new RecordFile(file));
    return new SignalRecorder(signals.clone(), rows);
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
    rows.record(step, dtMs, k -> signals[k].value());
  }

  /// Times of the rows in ms.
  public double[] timesMs() {
    return rows.timesMs();
  }

  /// The values of signal number `k`.
  public double[] trace(int k) {
    return rows.column(k);
  }

  /// The value of signal number `k` at a time, which must be that of a row.
  public double at(int k, double ms) {
    double[] times = rows.timesMs();
    for (int r = 0; r < times.length; r++) {
      if (Math.abs(times[r] - ms) < 1e-6) {
        return rows.column(k)[r];
      }
    }
    throw new IllegalArgumentException(NAME + ".at: no row at " + ms + " ms");
  }

  /// Rows that were not kept.
  public long dropped() {
    return rows.dropped();
  }

  @Override
  protected void flush() throws IOException {
    rows.flush();
  }

  @Override
  protected void state(Snapshot snapshot) {
    rows.state(snapshot, this, "signals");
  }

  @Override
  public String description() {
    return signals.length + " signals, every " + rows.stride() + " steps";
  }
}
