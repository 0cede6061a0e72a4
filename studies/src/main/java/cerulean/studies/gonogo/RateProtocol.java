package cerulean.studies.gonogo;

/// The rate level but for the modulators, which are the [Condition]'s.
///
/// | component | default | meaning | origin |
/// |---|---|---|---|
/// | `task` | [SetShift#USUAL] | trials and rewards | reconstructed |
/// | `detector` | [ChangeDetector.Settings#USUAL] | the decay is the condition's | reconstructed |
/// | `actorRate` | 0.25 | rate of learning of W | reconstructed |
/// | `criticRate` | 0.1 | rate of learning of v | reconstructed |
/// | `largest` | 6 | W is cut to -6 .. 6 | reconstructed |
/// | `punishmentTrials` | 20 | trials over which serotonin takes the mean of punishments | ours |
record RateProtocol(
    SetShift task,
    ChangeDetector.Settings detector,
    double actorRate,
    double criticRate,
    double largest,
    double punishmentTrials) {

  static final RateProtocol USUAL =
      new RateProtocol(SetShift.USUAL, ChangeDetector.Settings.USUAL, 0.25, 0.1, 6, 20);
}
