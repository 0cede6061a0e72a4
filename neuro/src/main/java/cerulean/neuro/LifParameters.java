package cerulean.neuro;

/// Parameters of one leaky integrate-and-fire cell; the equations are with [LifPopulation].
///
/// | name | default | symbol | meaning |
/// |---|---|---|---|
/// | `tauMs` | 10, ms | tau | membrane time constant |
/// | `capacitancePf` | 250, pF | C | membrane capacitance; tau / C is the resistance in GOhm |
/// | `restMv` | -70, mV | E_L | voltage without input |
/// | `thresholdMv` | -55, mV | V_th | voltage at which the cell fires |
/// | `resetMv` | -70, mV | V_r | voltage after a spike, below the threshold |
/// | `refractoryMs` | 2, ms | t_r | how long the voltage stays at the reset after a spike |
///
/// Defaults are those of NEST's `iaf_psc_exp`.
public record LifParameters(
    double tauMs,
    double capacitancePf,
    double restMv,
    double thresholdMv,
    double resetMv,
    double refractoryMs) {

  /// The cell of the table.
  public static final LifParameters DEFAULT = new LifParameters(10, 250, -70, -55, -70, 2);

  public LifParameters {
    Checks.above0("LifParameters: tauMs", tauMs);
    Checks.above0("LifParameters: capacitancePf", capacitancePf);
    Checks.finite("LifParameters: restMv", restMv);
    Checks.finite("LifParameters: thresholdMv", thresholdMv);
    Checks.finite("LifParameters: resetMv", resetMv);
    Checks.atLeast0("LifParameters: refractoryMs", refractoryMs);
    if (resetMv >= thresholdMv) {
      throw new IllegalArgumentException(
          "LifParameters: resetMv must be below thresholdMv, or a cell fires for ever; got "
              + resetMv
              + " and "
              + thresholdMv);
    }
  }
}
