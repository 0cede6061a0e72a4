package cerulean.studies.microcircuit;

/// A population on a ring with interneurons.
///
/// Weights between cells at the chord distance r on a circle of radius 1 are `J0 e^(-r^2 / (2 s^2))
/// / (s sqrt(2 pi))` nS, as in the parent model; the widths are its own, the J0 those of the
/// reconstruction.
///
/// | component | open | closed | stimulated | origin |
/// |---|---|---|---|---|
/// | `pyramids`, `pv`, `som` | 24, 12, 12 | 90, 30, 30 | 90, 30, 30 | reconstruction |
/// | `excitation` | J0 1 | 0.27 | 0.27 | reconstruction, of the plastic ring; ours in rings of 90: the same sum over cells |
/// | `toPv`, `toSom` | 0, 0 | J0 6, 10 | J0 3, 5 | reconstruction; stimulated: ours, half of it |
/// | `widthNear`, `widthFar` | s 0.5 between pyramids, s 2 else | | | parent model |
/// | `noiseSd` | 250 pA | | | reconstruction: 250 to 300 |
/// | `tauMs` | 6 ms, AMPA and GABA-A | | | parent model |
/// | `dendritePa`, `coupling` | 400 pA, 1 | | | reconstruction |
/// | `interneuronNoise` | 0.3: sd of their noise over the mean of their drive | | | ours: keeps them out of step |
record RingProtocol(
    int pyramids,
    int pv,
    int som,
    double excitation,
    double toPv,
    double toSom,
    double widthNear,
    double widthFar,
    double noiseSd,
    double tauMs,
    double dendritePa,
    double coupling,
    double interneuronNoise) {

  private static final double RING_OF_24 = 24;

  /// Interneurons are driven from outside.
  static final RingProtocol OPEN =
      new RingProtocol(24, 12, 12, 1, 0, 0, 0.5, 2, 250, 6, 400, 1, 0.3);

  /// Interneurons are driven by the pyramids alone.
  static final RingProtocol CLOSED =
      new RingProtocol(90, 30, 30, RING_OF_24 / 90, 6, 10, 0.5, 2, 250, 6, 400, 1, 0.3);

  /// The same with weaker excitation of interneurons, so that they fire as cells do.
  static final RingProtocol STIMULATED =
      new RingProtocol(90, 30, 30, RING_OF_24 / 90, 3, 5, 0.5, 2, 250, 6, 400, 1, 0.3);

  /// The same with another coupling.
  RingProtocol withCoupling(double other) {
    return new RingProtocol(
        pyramids,
        pv,
        som,
        excitation,
        toPv,
        toSom,
        widthNear,
        widthFar,
        noiseSd,
        tauMs,
        dendritePa,
        other,
        interneuronNoise);
  }
}
