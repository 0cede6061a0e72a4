package cerulean.neuro;

/// Traces of spikes, one per place: sums of exponentials that cost nothing between spikes.
///
///     x' = -x / tau,   x <- x + 1 at a spike, or x <- 1
///
/// All traces of one kind decay by the same factor, so it is kept apart: a stored number is `x e^(age
/// / tau)`, where age counts from a common `base`. A spike adds `e^(age / tau)`; the true value is the
/// stored one times `e^(-age / tau)`, one factor for all places and all events of a step. Every
/// [#LONGEST] time constants numbers are brought to a new base.
///
/// Compared with the 1000 traces of a step multiplied by a factor each, a step without spikes costs
/// nothing; with a time of the last spike per place, every event would need two numbers and a table.
final class Traces {

  /// Time constants until the base is moved: e^64 is 6e27, far from overflow.
  private static final double LONGEST = 64;

  private final double tauMs;
  private final boolean nearest;
  private final double[] scaled;
  private long base;
  private double perStep = Double.NaN;
  private double unit = 1;
  private double now = 1;

  /// - `nearest`: whether a spike sets the trace to 1 instead of adding 1
  Traces(int places, double tauMs, boolean nearest) {
    this.tauMs = tauMs;
    this.nearest = nearest;
    scaled = new double[places];
  }

  void prepare(double dtMs) {
    perStep = dtMs / tauMs;
  }

  /// Goes to a step; needed only in steps with spikes.
  void at(long step) {
    double age = (step - base) * perStep;
    if (age >= LONGEST) {
      move(Math.exp(-age), step);
      age = 0;
    }
    unit = Math.exp(age);
    now = 1 / unit;
  }

  private void move(double factor, long step) {
    for (int i = 0; i < scaled.length; i++) {
      double moved = scaled[i] * factor;
      // Denormal numbers are slow, and nothing is left of such a trace.
      scaled[i] = moved < 1e-200 ? 0 : moved;
    }
    base = step;
  }

  /// The stored numbers; times [#now] they are the traces.
  double[] scaled() {
    return scaled;
  }

  /// The common factor of the step.
  double now() {
    return now;
  }

  /// A spike at a place.
  void spike(int place) {
    scaled[place] = nearest ? unit : scaled[place] + unit;
  }

  /// The trace of a place at the end of the step `step`.
  double value(int place, long step) {
    return scaled[place] * Math.exp(-(step - base) * perStep);
  }

  long bytes() {
    return 8L * scaled.length;
  }

  void state(Snapshot snapshot, String name) {
    snapshot.array(name, scaled);
    base = snapshot.number(name + ".base", base);
  }
}
