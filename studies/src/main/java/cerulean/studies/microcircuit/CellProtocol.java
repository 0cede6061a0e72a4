package cerulean.studies.microcircuit;

import java.util.Arrays;

/// How the rate of single cells against somatic current is measured, and the numbers that all
/// protocols share.
///
/// | component | [#RECONSTRUCTION] | origin |
/// |---|---|---|
/// | `dtMs` | 0.1 ms | parent model |
/// | `copies` | 8 cells per current | reconstruction |
/// | `stepPa`, `currents` | 200 pA, 14: 0 to 2600 pA | reconstruction |
/// | `noiseSd`, `noiseTauMs` | 300 pA, 5 ms, Ornstein-Uhlenbeck, somatic | reconstruction |
/// | `warmUpMs`, `analysedMs` | 200 ms, 1000 ms | warm-up ours, 1 s reconstruction |
/// | `plateauMv` | -30 mV | parent model |
/// | `burstMs` | 10 ms, longest interval within a burst | reconstruction |
/// | `leastHz` | 2 Hz: lower rates are not part of the fitted line | reconstruction |
/// | `inhibitionMv` | -75 mV, reversal of GABA-A | parent model |
record CellProtocol(
    double dtMs,
    int copies,
    double stepPa,
    int currents,
    double noiseSd,
    double noiseTauMs,
    double warmUpMs,
    double analysedMs,
    double plateauMv,
    double burstMs,
    double leastHz,
    double inhibitionMv) {

  static final CellProtocol RECONSTRUCTION =
      new CellProtocol(0.1, 8, 200, 14, 300, 5, 200, 1000, -30, 10, 2, -75);

  /// The same with fewer copies and a shorter time, for tests.
  CellProtocol reduced(int fewer, double ms) {
    return new CellProtocol(
        dtMs,
        fewer,
        stepPa,
        currents,
        noiseSd,
        noiseTauMs,
        warmUpMs,
        ms,
        plateauMv,
        burstMs,
        leastHz,
        inhibitionMv);
  }

  /// The somatic currents in pA.
  double[] grid() {
    double[] grid = new double[currents];
    Arrays.setAll(grid, k -> k * stepPa);
    return grid;
  }
}
