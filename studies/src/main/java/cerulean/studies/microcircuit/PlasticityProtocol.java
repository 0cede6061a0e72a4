package cerulean.studies.microcircuit;

import cerulean.neuro.PairStdp;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.Projection;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.WeightDependence;

/// Plastic synapses between pyramidal cells: as independent pairs and on a ring.
///
/// | component | [#RECONSTRUCTION] | origin |
/// |---|---|---|
/// | `aPlus`, `ratio` | 0.005, A- = 1.05 A+ | reconstruction, ratio of Song, Miller & Abbott (2000) |
/// | `tauMs` | 20 ms, both sides | reconstruction |
/// | `start` | weights of 0.5, bounds 0 and 1 | reconstruction |
/// | `learnt` | 0.9 | reconstruction |
/// | `noiseSd` | 250 pA | reconstruction |
/// | `pairs` | 60 | reconstruction |
/// | `prePa`, `postPa` | 1400 pA, 700 pA | reconstruction |
/// | `pairNs` | 60 nS times w, on the soma | reconstruction |
/// | `longestMs` | 12000 ms | ours: then a pair counts as never learnt |
/// | `ring` | 40 cells | reconstruction |
/// | `ringPa`, `ringSd` | 1500 pA, Gaussian over cells, sd 12 | reconstruction |
/// | `ringJ0`, `ringWidth` | J0 1 nS times w, s 0.5 | reconstruction, width of the parent model |
/// | `ringMs` | 3000 ms | reconstruction |
/// | `excitationMs` | 6 ms, 0 mV: AMPA | parent model |
/// | `somNs` | 10 nS on the dendrite where SOM acts | ours: none is given |
record PlasticityProtocol(
    double aPlus,
    double ratio,
    double tauMs,
    double start,
    double learnt,
    double noiseSd,
    int pairs,
    double prePa,
    double postPa,
    double pairNs,
    double longestMs,
    int ring,
    double ringPa,
    double ringSd,
    double ringJ0,
    double ringWidth,
    double ringMs,
    double excitationMs,
    double somNs) {

  static final PlasticityProtocol RECONSTRUCTION =
      new PlasticityProtocol(
          0.005, 1.05, 20, 0.5, 0.9, 250, 60, 1400, 700, 60, 12_000, 40, 1500, 12, 1, 0.5, 3000, 6,
          10);

  /// The same with fewer pairs, for tests.
  PlasticityProtocol withPairs(int fewer) {
    return new PlasticityProtocol(
        aPlus,
        ratio,
        tauMs,
        start,
        learnt,
        noiseSd,
        fewer,
        prePa,
        postPa,
        pairNs,
        longestMs,
        ring,
        ringPa,
        ringSd,
        ringJ0,
        ringWidth,
        ringMs,
        excitationMs,
        somNs);
  }

  /// The rule for all synapses of a projection.
  PairStdp rule(Projection synapses) {
    return PairStdp.of(
        PlasticSynapses.all(synapses),
        StdpWindow.of(aPlus, ratio * aPlus, tauMs, tauMs),
        WeightDependence.ADDITIVE,
        0,
        1);
  }
}
