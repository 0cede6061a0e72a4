package cerulean.neuro;

import java.util.Arrays;

/// Signals every so many steps: concentrations, levers, or any number that can be asked for without
/// changing it, such as a trace or an eligibility.
///
///     SignalRecorder.every(10, 100_000, dopamine, dopamine::concentration, () -> rule.eligibility(k))
///
/// Row r is from the end of step `(r + 1) stride - 1`, counted from the start of the simulation. Memory is bounded:
/// after `limit` rows nothing is added ([#dropped]).
public final class SignalRecorder extends Recorder {

  private final Signal[] signals;
  private final int stride;
  private final int limit;
  private double[] rows;
  private double[] timesMs = new double[64];
  private int size;
  private long dropped;

  private SignalRecorder(Signal[] signals, int stride, int limit) {
    this.signals = signals;
    this.stride = stride;
    this.limit = limit;
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
        Checks.atLeast("SignalRecorder: limit", 0, limit));
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
  protected void record(long step, double dtMs) {
    if ((step + 1) % stride != 0) {
      return;
    }
    if (size == limit) {
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
  public String description() {
    return signals.length + " signals, every " + stride + " steps";
  }
}
