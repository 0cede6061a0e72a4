package cerulean.studies.microcircuit;

/// A brief pulse of gain: the coupling goes from 0 to 1 and back.
///
/// | component | [#RECONSTRUCTION] | origin |
/// |---|---|---|
/// | `startMs`, `lengthMs` | at 1000 ms for 500 ms | length reconstruction, start ours |
/// | `dendritePa` | 400 pA | reconstruction, as on the plastic ring |
/// | `copies` | 60 cells at each of the 14 currents | ours |
/// | `binMs` | 50 ms | ours: gain is measured in each bin |
/// | `runMs` | 2500 ms of which `warmUpMs` before | ours |
/// | `weightsMs` | 3000 ms of plastic pairs | ours |
record PulseProtocol(
    double startMs,
    double lengthMs,
    double dendritePa,
    int copies,
    double binMs,
    double runMs,
    double weightsMs) {

  static final PulseProtocol RECONSTRUCTION = new PulseProtocol(1000, 500, 400, 60, 50, 2500, 3000);

  /// The same with fewer copies, for tests.
  PulseProtocol withCopies(int fewer) {
    return new PulseProtocol(startMs, lengthMs, dendritePa, fewer, binMs, runMs, weightsMs);
  }

  /// Bins before the pulse.
  int firstBin() {
    return (int) Math.round(startMs / binMs);
  }

  /// The first bin after the pulse.
  int endBin() {
    return (int) Math.round((startMs + lengthMs) / binMs);
  }

  /// All bins.
  int bins() {
    return (int) Math.round(runMs / binMs);
  }
}
