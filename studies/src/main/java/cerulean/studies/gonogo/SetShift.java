package cerulean.studies.gonogo;

/// The task: every trial pairs a picture, A or B, with a tone, X or Y; the answer is Go or No-Go.
///
/// First A is the target, whatever is heard; after the shift X is, whatever is seen
/// (extra-dimensional set shifting). The two rules agree on (A,X) and (B,Y).
///
/// | component | default | meaning | origin |
/// |---|---|---|---|
/// | `before`, `after` | 400, 400 | trials under each rule | reconstructed |
/// | `hit` | 1 | reward of Go on the target | reconstructed |
/// | `falseAlarm` | -1 | reward of Go on anything else | reconstructed |
/// | `withheld` | 0 | reward of No-Go | reconstructed |
///
/// Stimuli are numbered as the inputs are: A 0, B 1, X 2, Y 3.
record SetShift(int before, int after, double hit, double falseAlarm, double withheld) {

  /// Inputs: A, B, X, Y.
  static final int STIMULI = 4;

  /// The reconstruction's.
  static final SetShift USUAL = new SetShift(400, 400, 1, -1, 0);

  /// The shortest stretch of trials that holds all windows in which behaviour is measured.
  static final int SHORTEST = 200;

  SetShift {
    if (before < SHORTEST || after < SHORTEST) {
      throw new IllegalArgumentException(
          "trials: each rule needs at least "
              + SHORTEST
              + ", for behaviour is measured over as many; got "
              + Math.min(before, after));
    }
  }

  int trials() {
    return before + after;
  }

  /// Whether Go is right on a picture (0 or 1) and a tone (2 or 3).
  boolean isTarget(int trial, int picture, int tone) {
    return trial < before ? picture == 0 : tone == 2;
  }

  double reward(boolean go, boolean target) {
    return go ? (target ? hit : falseAlarm) : withheld;
  }
}
