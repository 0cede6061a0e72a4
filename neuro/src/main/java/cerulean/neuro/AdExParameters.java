package cerulean.neuro;

/// Parameters of one adaptive exponential integrate-and-fire cell; the equations are with
/// [AdExPopulation].
///
/// | name | [#BRETTE_GERSTNER] | symbol | meaning |
/// |---|---|---|---|
/// | `capacitancePf` | 281, pF | C | membrane capacitance |
/// | `leakNs` | 30, nS | g_L | leak conductance |
/// | `restMv` | -70.6, mV | E_L | voltage of the leak |
/// | `thresholdMv` | -50.4, mV | V_T | where the exponential sets in |
/// | `slopeMv` | 2, mV | D_T | how sharply |
/// | `adaptationMs` | 144, ms | tau_w | time constant of adaptation |
/// | `a` | 4, nS | a | adaptation below threshold |
/// | `jumpPa` | 80.5, pA | b | added to adaptation at a spike |
/// | `resetMv` | -70.6, mV | V_r | voltage after a spike |
/// | `peakMv` | 20, mV | | where a spike is cut off |
///
/// Reference: R. Brette & W. Gerstner (2005), Adaptive exponential integrate-and-fire model as an
/// effective description of neuronal activity, Journal of Neurophysiology 94(5), 3637-3642.
public record AdExParameters(
    double capacitancePf,
    double leakNs,
    double restMv,
    double thresholdMv,
    double slopeMv,
    double adaptationMs,
    double a,
    double jumpPa,
    double resetMv,
    double peakMv) {

  /// The cell of the paper, a regular spiking pyramidal cell.
  public static final AdExParameters BRETTE_GERSTNER =
      new AdExParameters(281, 30, -70.6, -50.4, 2, 144, 4, 80.5, -70.6, 20);

  public AdExParameters {
    Checks.above0("AdExParameters: capacitancePf", capacitancePf);
    Checks.above0("AdExParameters: leakNs", leakNs);
    Checks.finite("AdExParameters: restMv", restMv);
    Checks.finite("AdExParameters: thresholdMv", thresholdMv);
    Checks.above0("AdExParameters: slopeMv", slopeMv);
    Checks.above0("AdExParameters: adaptationMs", adaptationMs);
    Checks.finite("AdExParameters: a", a);
    Checks.finite("AdExParameters: jumpPa", jumpPa);
    Checks.finite("AdExParameters: resetMv", resetMv);
    Checks.finite("AdExParameters: peakMv", peakMv);
    if (resetMv >= peakMv || thresholdMv >= peakMv) {
      throw new IllegalArgumentException(
          "AdExParameters: resetMv and thresholdMv must be below peakMv; got "
              + resetMv
              + ", "
              + thresholdMv
              + " and "
              + peakMv);
    }
  }
}
