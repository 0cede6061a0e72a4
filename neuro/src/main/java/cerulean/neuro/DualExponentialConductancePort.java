package cerulean.neuro;

/// Conductance that rises and decays exponentially: a spike of weight w (nS) gives
///
///     g(t) = w n (e^(-t / tau_d) - e^(-t / tau_r)),   I = g (E - v)
///
/// with n such that the largest g is w; for `tau_r = tau_d` the limit, the alpha function `w (e /
/// tau) t e^(-t / tau)`.
///
/// The decay is exact; during a step the cell sees the mean of g over the step.
public final class DualExponentialConductancePort extends Port {

  /// Time constants nearer to each other than this part of their mean are moved apart to it, about
  /// the mean: their difference would lose its digits. The response changes by the square of it,
  /// 1e-8.
  private static final double APART = 1e-4;

  private final double riseMs;
  private final double decayMs;
  private final double reversalMv;
  private final double peak;
  private final double fastMs;
  private final double slowMs;
  private double[] slow = new double[0];
  private double[] fast = new double[0];
  private double slowDecay;
  private double fastDecay;
  private double slowMean;
  private double fastMean;

  /// - `riseMs`, `decayMs`: time constants in ms, above 0, the rise not longer
  /// - `reversalMv`: E in mV
  public DualExponentialConductancePort(double riseMs, double decayMs, double reversalMv) {
    this.riseMs = Checks.above0("DualExponentialConductancePort: riseMs", riseMs);
    this.decayMs = Checks.above0("DualExponentialConductancePort: decayMs", decayMs);
    this.reversalMv = Checks.finite("DualExponentialConductancePort: reversalMv", reversalMv);
    if (riseMs > decayMs) {
      throw new IllegalArgumentException(
          "DualExponentialConductancePort: riseMs must not be above decayMs; got "
              + riseMs
              + " and "
              + decayMs);
    }
    double middle = 0.5 * (riseMs + decayMs);
    double half = Math.max(0.5 * (decayMs - riseMs), 0.5 * APART * middle);
    fastMs = middle - half;
    slowMs = middle + half;
    double peakMs = fastMs * slowMs / (slowMs - fastMs) * Math.log(slowMs / fastMs);
    peak = 1 / (Math.exp(-peakMs / slowMs) - Math.exp(-peakMs / fastMs));
  }

  /// Time constant of the rise in ms.
  public double riseMs() {
    return riseMs;
  }

  /// Time constant of the decay in ms.
  public double decayMs() {
    return decayMs;
  }

  /// Reversal voltage in mV.
  public double reversalMv() {
    return reversalMv;
  }

  /// The conductance of one cell at the end of the last step, in nS.
  public double synapticConductance(int cell) {
    return slow[cell] - fast[cell];
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
    slow = new double[size];
    fast = new double[size];
    compartment().conductance();
  }

  @Override
  protected void prepare(double dtMs) {
    slowDecay = Math.exp(-dtMs / slowMs);
    fastDecay = Math.exp(-dtMs / fastMs);
    slowMean = -Math.expm1(-dtMs / slowMs) * slowMs / dtMs;
    fastMean = -Math.expm1(-dtMs / fastMs) * fastMs / dtMs;
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    double[] slow = this.slow;
    double[] fast = this.fast;
    double[] conductance = compartment().conductance();
    double[] drive = compartment().drive();
    double n = peak;
    double s = slowMean;
    double f = fastMean;
    double reversal = reversalMv;
    for (int i = from; i < to; i++) {
      slow[i] += n * arrivals[i];
    }
    for (int i = from; i < to; i++) {
      fast[i] += n * arrivals[i];
    }
    for (int i = from; i < to; i++) {
      conductance[i] += s * slow[i] - f * fast[i];
    }
    for (int i = from; i < to; i++) {
      drive[i] += (s * slow[i] - f * fast[i]) * reversal;
    }
    s = slowDecay;
    f = fastDecay;
    for (int i = from; i < to; i++) {
      slow[i] *= s;
    }
    for (int i = from; i < to; i++) {
      fast[i] *= f;
    }
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    snapshot.array("slow", slow);
    snapshot.array("fast", fast);
  }

  @Override
  public String description() {
    return "conductance, rise "
        + riseMs
        + " ms, decay "
        + decayMs
        + " ms, reversal "
        + reversalMv
        + " mV";
  }
}
