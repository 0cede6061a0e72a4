package cerulean.neuro;

/// Current with the time course of an alpha function: a spike of weight w gives
///
///     I(t) = w (e / tau) t e^(-t / tau),   largest, w, at t = tau
///
/// Two states per cell, current and slope, advanced exactly. As with [ExponentialCurrentPort] the
/// model sees a constant current that stands for the step, with which LIF is exact.
///
/// Reference: S. Rotter & M. Diesmann (1999), Biological Cybernetics 81, 381-402.
public final class AlphaCurrentPort extends Port {

  private final double tauMs;
  private double[] synaptic = new double[0];
  private double[] slope = new double[0];
  private double[] heldCurrent = new double[0];
  private double[] heldSlope = new double[0];
  private double dtMs;
  private double decay;

  /// `tauMs`: time to the peak in ms, above 0.
  public AlphaCurrentPort(double tauMs) {
    this.tauMs = Checks.above0("AlphaCurrentPort: tauMs", tauMs);
  }

  /// Time to the peak in ms.
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
    slope = new double[size];
    heldCurrent = new double[size];
    heldSlope = new double[size];
  }

  @Override
  protected void prepare(double dtMs) {
    this.dtMs = dtMs;
    decay = Math.exp(-dtMs / tauMs);
    population().heldCurrent(compartment(), tauMs, dtMs, heldCurrent);
    population().heldAlphaCurrent(compartment(), tauMs, dtMs, heldSlope);
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    double[] current = compartment().current();
    double[] synaptic = this.synaptic;
    double[] slope = this.slope;
    double[] heldCurrent = this.heldCurrent;
    double[] heldSlope = this.heldSlope;
    double jump = Math.E / tauMs;
    double h = dtMs;
    double e = decay;
    // One store per loop: the compiler then vectorises it.
    for (int i = from; i < to; i++) {
      slope[i] += jump * arrivals[i];
    }
    for (int i = from; i < to; i++) {
      current[i] += heldCurrent[i] * synaptic[i] + heldSlope[i] * slope[i];
    }
    for (int i = from; i < to; i++) {
      synaptic[i] = e * (synaptic[i] + h * slope[i]);
    }
    for (int i = from; i < to; i++) {
      slope[i] *= e;
    }
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    snapshot.array("current", synaptic);
    snapshot.array("slope", slope);
  }

  @Override
  public String description() {
    return "alpha current, peak after " + tauMs + " ms";
  }
}
