package cerulean.neuro;

/// NMDA receptors: a slow conductance that the voltage gates.
///
///     g' = -g / tau,   I = min(g m(v), g_max) (E - v)
///
/// The gate m, with the voltage at the start of the step, is one of [Gate]. Jump, decay and mean over
/// the step are as in [ExponentialConductancePort].
public final class NmdaPort extends Port {

  /// How the voltage opens the channel.
  public enum Gate {
    /// `m = 1 / (1 + [Mg] e^(-0.062 v) / 3.57)`, v in mV, magnesium in mM (Jahr & Stevens 1990).
    MAGNESIUM("Mg gate of Jahr and Stevens 1990"),
    /// `m = x^2 / (1 + x^2)`, `x = (v + 80) / 60` (Izhikevich, Gally & Edelman 2004).
    QUADRATIC("gate of Izhikevich and others 2004");

    private final String text;

    Gate(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final double tauMs;
  private final double reversalMv;
  private final Gate gate;
  private final double magnesiumMm;
  private final double mostNs;

  private double[] synaptic = new double[0];
  private double[] open = new double[0];
  private double decay;
  private double mean;

  private NmdaPort(double tauMs, double reversalMv, Gate gate, double magnesiumMm, double mostNs) {
    this.tauMs = Checks.above0("NmdaPort: tauMs", tauMs);
    this.reversalMv = Checks.finite("NmdaPort: reversalMv", reversalMv);
    this.gate = gate;
    this.magnesiumMm = Checks.atLeast0("NmdaPort: magnesiumMm", magnesiumMm);
    if (!(mostNs > 0)) {
      throw new IllegalArgumentException("NmdaPort: mostNs must be above 0; got " + mostNs);
    }
    this.mostNs = mostNs;
  }

  /// With the magnesium gate.
  ///
  /// - `tauMs`: time constant of the decay in ms, above 0
  /// - `reversalMv`: E in mV, by custom 0
  /// - `magnesiumMm`: extracellular magnesium in mM, by custom 1; 0 opens the channel at every
  ///   voltage
  public static NmdaPort magnesium(double tauMs, double reversalMv, double magnesiumMm) {
    return new NmdaPort(tauMs, reversalMv, Gate.MAGNESIUM, magnesiumMm, Double.POSITIVE_INFINITY);
  }

  /// With the quadratic gate, which costs no exponential.
  public static NmdaPort quadratic(double tauMs, double reversalMv) {
    return new NmdaPort(tauMs, reversalMv, Gate.QUADRATIC, 0, Double.POSITIVE_INFINITY);
  }

  /// The same receptor, not yet attached, whose open conductance saturates at `mostNs`.
  public NmdaPort saturatingAt(double mostNs) {
    return new NmdaPort(tauMs, reversalMv, gate, magnesiumMm, mostNs);
  }

  /// Time constant in ms.
  public double tauMs() {
    return tauMs;
  }

  /// Reversal voltage in mV.
  public double reversalMv() {
    return reversalMv;
  }

  /// The conductance of each cell at the end of the last step were the gate open, in nS; the live
  /// array.
  public double[] synapticConductance() {
    return synaptic;
  }

  /// How far the gate is open at a voltage, 0 to 1.
  public double openAt(double voltageMv) {
    if (gate == Gate.QUADRATIC) {
      double x = (voltageMv + 80) * (1.0 / 60);
      return x * x / (1 + x * x);
    }
    return 1 / (1 + magnesiumMm / 3.57 * Math.exp(-0.062 * voltageMv));
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
    open = new double[size];
    compartment().conductance();
  }

  @Override
  protected void prepare(double dtMs) {
    decay = Math.exp(-dtMs / tauMs);
    mean = -Math.expm1(-dtMs / tauMs) * tauMs / dtMs;
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    double[] synaptic = this.synaptic;
    double[] open = this.open;
    double[] v = compartment().voltage();
    double[] conductance = compartment().conductance();
    double[] drive = compartment().drive();
    double factor = mean;
    double most = mostNs;
    double reversal = reversalMv;
    double rest = decay;
    for (int i = from; i < to; i++) {
      synaptic[i] += arrivals[i];
    }
    if (gate == Gate.QUADRATIC) {
      for (int i = from; i < to; i++) {
        double x = (v[i] + 80) * (1.0 / 60);
        open[i] = Math.min(most, factor * synaptic[i] * (x * x / (1 + x * x)));
      }
    } else {
      for (int i = from; i < to; i++) {
        open[i] = Math.min(most, factor * synaptic[i] * openAt(v[i]));
      }
    }
    for (int i = from; i < to; i++) {
      conductance[i] += open[i];
    }
    for (int i = from; i < to; i++) {
      drive[i] += open[i] * reversal;
    }
    for (int i = from; i < to; i++) {
      synaptic[i] *= rest;
    }
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    snapshot.array("conductance", synaptic);
  }

  @Override
  public String description() {
    return "NMDA conductance, tau "
        + tauMs
        + " ms, reversal "
        + reversalMv
        + " mV, "
        + gate
        + (gate == Gate.MAGNESIUM ? ", Mg " + magnesiumMm + " mM" : "")
        + (mostNs == Double.POSITIVE_INFINITY ? "" : ", at most " + mostNs + " nS");
  }
}
