package cerulean.neuro;

/// Conductance that jumps by the weight (nS) when a spike arrives and decays exponentially.
///
///     g' = -g / tau,   I = g (E - v)
///
/// The decay is exact; during a step the cell sees the mean of g over the step.
public final class ExponentialConductancePort extends Port {

  private final double tauMs;
  private final double reversalMv;
  private double[] synaptic = new double[0];
  private double decay;
  private double mean;

  /// - `tauMs`: time constant in ms, above 0
  /// - `reversalMv`: E in mV
  public ExponentialConductancePort(double tauMs, double reversalMv) {
    this.tauMs = Checks.above0("ExponentialConductancePort: tauMs", tauMs);
    this.reversalMv = Checks.finite("ExponentialConductancePort: reversalMv", reversalMv);
  }

  /// Time constant in ms.
  public double tauMs() {
    return tauMs;
  }

  /// Reversal voltage in mV.
  public double reversalMv() {
    return reversalMv;
  }

  /// The conductance of each cell at the end of the last step, in nS; the live array.
  public double[] synapticConductance() {
    return synaptic;
  }

  @Override
  public String weightUnit() {
    return "nS";
  }

  @Override
  public boolean takesNegativeWeights() {
    return false;
  }

  @Override
  protected void attached(int size) {
    synaptic = new double[size];
    compartment().conductance();
  }

  @Override
  protected void prepare(double dtMs) {
    decay = Math.exp(-dtMs / tauMs);
    mean = -Math.expm1(-dtMs / tauMs) * tauMs / dtMs;
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    step(
        arrivals,
        synaptic,
        mean,
        decay,
        reversalMv,
        compartment().conductance(),
        compartment().drive(),
        from,
        to);
  }

  private static void step(
      double[] arrivals,
      double[] synaptic,
      double mean,
      double decay,
      double reversalMv,
      double[] conductance,
      double[] drive,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double now = synaptic[i] + arrivals[i];
      double seen = mean * now;
      conductance[i] += seen;
      drive[i] += seen * reversalMv;
      synaptic[i] = now * decay;
    }
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    snapshot.array("conductance", synaptic);
  }

  @Override
  public String description() {
    return "exponential conductance, tau " + tauMs + " ms, reversal " + reversalMv + " mV";
  }
}
