package cerulean.neuro;

/// Current that jumps by the weight when a spike arrives and decays exponentially.
///
///     I' = -I / tau
///
/// The decay is exact. During a step the model sees one constant current: by default the mean of I
/// over the step, so that the charge is exact; a model that integrates exactly gives the factor at
/// which its voltage at the end of the step is exact instead ([Population#heldCurrent]).
public final class ExponentialCurrentPort extends Port {

  private final double tauMs;
  private double[] synaptic = new double[0];
  private double[] held = new double[0];
  private double decay;
  private boolean sameHeld;

  /// `tauMs`: time constant in ms, above 0.
  public ExponentialCurrentPort(double tauMs) {
    this.tauMs = Checks.above0("ExponentialCurrentPort: tauMs", tauMs);
  }

  /// Time constant in ms.
  public double tauMs() {
    return tauMs;
  }

  /// The synaptic current of each cell at the end of the last step; the live array.
  public double[] synapticCurrent() {
    return synaptic;
  }

  @Override
  public String weightUnit() {
    return compartment().unit();
  }

  @Override
  protected void attached(int size) {
    synaptic = new double[size];
    held = new double[size];
  }

  @Override
  protected void prepare(double dtMs) {
    decay = Math.exp(-dtMs / tauMs);
    population().heldCurrent(compartment(), tauMs, dtMs, held);
    sameHeld = true;
    for (double factor : held) {
      sameHeld &= factor == held[0];
    }
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    double[] current = compartment().current();
    if (sameHeld) {
      step(arrivals, synaptic, held[0], decay, current, from, to);
    } else {
      step(arrivals, synaptic, held, decay, current, from, to);
    }
  }

  private static void step(
      double[] arrivals,
      double[] synaptic,
      double held,
      double decay,
      double[] current,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double now = synaptic[i] + arrivals[i];
      current[i] += held * now;
      synaptic[i] = now * decay;
    }
  }

  private static void step(
      double[] arrivals,
      double[] synaptic,
      double[] held,
      double decay,
      double[] current,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double now = synaptic[i] + arrivals[i];
      current[i] += held[i] * now;
      synaptic[i] = now * decay;
    }
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    snapshot.array("current", synaptic);
  }

  @Override
  public String description() {
    return "exponential current, tau " + tauMs + " ms";
  }
}
