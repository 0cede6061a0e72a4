package cerulean.neuro;

/// Parameters of one adaptive leaky integrate-and-fire cell; the equations are with
/// [AdaptiveLifPopulation].
///
/// | name | default | symbol | meaning |
/// |---|---|---|---|
/// | `membrane` | [LifParameters#DEFAULT] | | tau, C, rest, threshold, reset, refractory time |
/// | `jumpPa` | 0, pA | b | added to the adaptation current at a spike |
/// | `adaptationMs` | 100, ms | tau_w | its time constant |
/// | `thresholdJumpMv` | 0, mV | | how far the threshold rises at a spike |
/// | `thresholdMs` | 100, ms | tau_theta | time constant with which it falls back |
/// | `gain` | 1 | g | factor of the input |
public record AdaptiveLifParameters(
    LifParameters membrane,
    double jumpPa,
    double adaptationMs,
    double thresholdJumpMv,
    double thresholdMs,
    double gain) {

  public AdaptiveLifParameters {
    Checks.finite("AdaptiveLifParameters: jumpPa", jumpPa);
    Checks.above0("AdaptiveLifParameters: adaptationMs", adaptationMs);
    Checks.finite("AdaptiveLifParameters: thresholdJumpMv", thresholdJumpMv);
    Checks.above0("AdaptiveLifParameters: thresholdMs", thresholdMs);
    Checks.finite("AdaptiveLifParameters: gain", gain);
  }

  /// A cell with an adaptation current only.
  public static AdaptiveLifParameters current(
      LifParameters membrane, double jumpPa, double adaptationMs) {
    return new AdaptiveLifParameters(membrane, jumpPa, adaptationMs, 0, 100, 1);
  }

  /// A cell with an adaptive threshold only.
  public static AdaptiveLifParameters threshold(
      LifParameters membrane, double jumpMv, double thresholdMs) {
    return new AdaptiveLifParameters(membrane, 0, 100, jumpMv, thresholdMs, 1);
  }

  /// The cell of the tutorial of A. Ghosh and others (2026), in which noradrenaline steepens the
  /// response to current: tau 20 ms, 10 MOhm, rest -70, reset -75 mV, adaptation in 100 ms.
  ///
  /// - `level`: NA from 0 to 1; gain `1 + NA`, adaptation jump `1.2 (1 - 0.85 NA)` nA, threshold
  ///   `-50 - 3 NA` mV
  ///
  /// Source: LIF_neuromodulation_tutorial of the Neural Circuits Group, Newcastle.
  public static AdaptiveLifParameters noradrenaline(double level) {
    Checks.probability("AdaptiveLifParameters.noradrenaline: level", level);
    LifParameters membrane = new LifParameters(20, 2000, -70, -50 - 3 * level, -75, 0);
    return new AdaptiveLifParameters(membrane, 1200 * (1 - 0.85 * level), 100, 0, 100, 1 + level);
  }
}
