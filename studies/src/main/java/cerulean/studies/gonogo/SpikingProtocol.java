package cerulean.studies.gonogo;

import cerulean.neuro.StdpWindow;

/// The spiking level in numbers.
///
/// From the reconstruction: sizes, rates of the inputs, length of a trial, range of weights, decay
/// of the eligibility, traces of the window, noise (of the group's earlier code: uniform of width
/// 13, here normal of the same variance), what noradrenaline does to c and d. It leaves open, and
/// these are our choices:
///
/// | component | default | why |
/// |---|---|---|
/// | `pauseMs` | 700 | with trials of 1 s only e^-2 of the eligibility reaches the next reward |
/// | `excitatoryMs`, `inhibitoryMs` | 5, 10 | decay of AMPA, GABA-A; with pulses of one step, strong inhibition makes the quadratic model fire by rebound |
/// | `startWeight` | 2.5 | +- 20 %; inputs just drive the cells, and there is room both ways |
/// | `toInhibitory` | 1 | so that the rate of I stays below that of E: else E - I falls when the drive rises |
/// | `toOwn`, `toOther` | -10, -20 | competition stronger than self-inhibition |
/// | `rate` | 0.2 | about 1 % of the range of weights in a trial, as at the rate level |
/// | `zeroHz`, `perReward` | 10, 6 | V is 0 at the critic's net rate with weights of the start, about 1 at the largest |
///
/// Weights are charges, as if pulses of 1 ms had that height: the current of a synapse that decays
/// with tau jumps by `w / tau`.
record SpikingProtocol(
    SetShift task,
    ChangeDetector.Settings detector,
    int inputsPerStimulus,
    double onHz,
    double offHz,
    double stimulusMs,
    double pauseMs,
    int excitatory,
    int inhibitory,
    double noiseSd,
    double excitatoryMs,
    double inhibitoryMs,
    double startWeight,
    double largestWeight,
    double toInhibitory,
    double toOwn,
    double toOther,
    double aPlus,
    double windowMs,
    double eligibilityMs,
    double rate,
    double zeroHz,
    double perReward,
    double naCurrent,
    double cShift,
    double dShift,
    double naRate,
    int entropyWindow) {

  static final SpikingProtocol USUAL =
      new SpikingProtocol(
          SetShift.USUAL,
          ChangeDetector.Settings.USUAL,
          20,
          40,
          2,
          300,
          700,
          20,
          5,
          13 / Math.sqrt(12),
          5,
          10,
          2.5,
          4,
          1,
          -10,
          -20,
          0.1,
          20,
          500,
          0.2,
          10,
          6,
          0.5,
          30,
          -12,
          2,
          20);

  int inputs() {
    return SetShift.STIMULI * inputsPerStimulus;
  }

  /// The window of a condition.
  StdpWindow window(SpikingCondition condition) {
    return StdpWindow.of(aPlus, condition.depression() * aPlus, windowMs, windowMs);
  }

  /// The same with another number of trials.
  SpikingProtocol with(SetShift other) {
    return with(other, stimulusMs, pauseMs);
  }

  /// The same with shorter trials.
  SpikingProtocol lasting(double newStimulusMs, double newPauseMs) {
    return with(task, newStimulusMs, newPauseMs);
  }

  private SpikingProtocol with(SetShift other, double newStimulusMs, double newPauseMs) {
    return new SpikingProtocol(
        other,
        detector,
        inputsPerStimulus,
        onHz,
        offHz,
        newStimulusMs,
        newPauseMs,
        excitatory,
        inhibitory,
        noiseSd,
        excitatoryMs,
        inhibitoryMs,
        startWeight,
        largestWeight,
        toInhibitory,
        toOwn,
        toOther,
        aPlus,
        windowMs,
        eligibilityMs,
        rate,
        zeroHz,
        perReward,
        naCurrent,
        cShift,
        dShift,
        naRate,
        entropyWindow);
  }
}
