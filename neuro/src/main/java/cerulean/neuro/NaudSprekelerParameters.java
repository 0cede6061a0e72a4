package cerulean.neuro;

/// Parameters of the two-compartment burst cell of Naud & Sprekeler (2018); the equations are with
/// [NaudSprekelerPopulation].
///
/// | name | [#LAYER5] | meaning |
/// |---|---|---|
/// | `somaTauMs` | 16, ms | membrane time constant of the soma |
/// | `somaPf` | 370, pF | its capacitance |
/// | `somaRegenerativePa` | 1300, pA | current from the dendrite's spikes into the soma |
/// | `adaptationPa` | -200, pA | jump of the adaptation current at a spike |
/// | `adaptationMs` | 100, ms | its time constant |
/// | `dendriteTauMs` | 7, ms | membrane time constant of the dendrite |
/// | `dendritePf` | 170, pF | its capacitance |
/// | `dendriteRegenerativePa` | 1200, pA | its regenerative current |
/// | `slowNs` | -13, nS | how strongly the slow current follows the dendrite's voltage |
/// | `slowMs` | 30, ms | time constant of the slow current |
/// | `restMv` | -70, mV | rest of both, reset of the soma |
/// | `thresholdMv` | -50, mV | threshold at rest |
/// | `thresholdJumpMv` | 2, mV | how far it rises at a spike |
/// | `thresholdMs` | 27, ms | time constant with which it falls back |
/// | `backPropagatedPa` | 2600, pA | current into the dendrite after a spike |
/// | `backPropagatedMs` | 2, ms | how long |
/// | `halfMv` | -38, mV | dendritic voltage of half the regenerative current |
/// | `widthMv` | 6, mV | how gradually it sets in |
///
/// Constants as in the group `NaudGroup` of the simulator Auryn.
public record NaudSprekelerParameters(
    double somaTauMs,
    double somaPf,
    double somaRegenerativePa,
    double adaptationPa,
    double adaptationMs,
    double dendriteTauMs,
    double dendritePf,
    double dendriteRegenerativePa,
    double slowNs,
    double slowMs,
    double restMv,
    double thresholdMv,
    double thresholdJumpMv,
    double thresholdMs,
    double backPropagatedPa,
    double backPropagatedMs,
    double halfMv,
    double widthMv) {

  /// The cell of the table.
  public static final NaudSprekelerParameters LAYER5 =
      new NaudSprekelerParameters(
          16, 370, 1300, -200, 100, 7, 170, 1200, -13, 30, -70, -50, 2, 27, 2600, 2, -38, 6);

  public NaudSprekelerParameters {
    Checks.above0("NaudSprekelerParameters: somaTauMs", somaTauMs);
    Checks.above0("NaudSprekelerParameters: somaPf", somaPf);
    Checks.finite("NaudSprekelerParameters: somaRegenerativePa", somaRegenerativePa);
    Checks.finite("NaudSprekelerParameters: adaptationPa", adaptationPa);
    Checks.above0("NaudSprekelerParameters: adaptationMs", adaptationMs);
    Checks.above0("NaudSprekelerParameters: dendriteTauMs", dendriteTauMs);
    Checks.above0("NaudSprekelerParameters: dendritePf", dendritePf);
    Checks.finite("NaudSprekelerParameters: dendriteRegenerativePa", dendriteRegenerativePa);
    Checks.finite("NaudSprekelerParameters: slowNs", slowNs);
    Checks.above0("NaudSprekelerParameters: slowMs", slowMs);
    Checks.finite("NaudSprekelerParameters: restMv", restMv);
    Checks.finite("NaudSprekelerParameters: thresholdMv", thresholdMv);
    Checks.finite("NaudSprekelerParameters: thresholdJumpMv", thresholdJumpMv);
    Checks.above0("NaudSprekelerParameters: thresholdMs", thresholdMs);
    Checks.finite("NaudSprekelerParameters: backPropagatedPa", backPropagatedPa);
    Checks.atLeast0("NaudSprekelerParameters: backPropagatedMs", backPropagatedMs);
    Checks.finite("NaudSprekelerParameters: halfMv", halfMv);
    Checks.above0("NaudSprekelerParameters: widthMv", widthMv);
    if (restMv >= thresholdMv) {
      throw new IllegalArgumentException(
          "NaudSprekelerParameters: restMv must be below thresholdMv, or a cell fires for ever; got "
              + restMv
              + " and "
              + thresholdMv);
    }
  }
}
