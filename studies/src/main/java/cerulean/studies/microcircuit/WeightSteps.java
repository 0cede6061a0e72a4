package cerulean.studies.microcircuit;

import java.util.List;
import java.util.Objects;

/// What a pulse of gain does to the mean weight of plastic pairs, against the same pairs with the
/// same noise and no pulse; a number per seed.
///
/// - `early`: difference of weights after its first 100 ms
/// - `atEnd`: difference at the end of the pulse
/// - `last`: difference at the end of the run
/// - `speedDuring`, `speedAfter`: ratio of the weight gained during the pulse, and after it
@SuppressWarnings("ArrayRecordComponent") // Made once and never compared.
record WeightSteps(
    double[] early, double[] atEnd, double[] last, double[] speedDuring, double[] speedAfter) {

  private static final double EARLY_MS = 100;

  static WeightSteps of(MicrocircuitSettings settings, MicrocircuitStudy study) {
    List<double[]> with = Objects.requireNonNull(study.weights().get(1.0));
    List<double[]> without = Objects.requireNonNull(study.weights().get(0.0));
    PulseProtocol pulse = settings.pulse();
    // Point k is from the end of interval k.
    int start = point(pulse.startMs());
    int early = point(pulse.startMs() + EARLY_MS);
    int end = point(pulse.startMs() + pulse.lengthMs());
    int seeds = with.size();
    double[][] numbers = new double[5][seeds];
    for (int s = 0; s < seeds; s++) {
      double[] a = with.get(s);
      double[] b = without.get(s);
      int last = a.length - 1;
      numbers[0][s] = a[early] - b[early];
      numbers[1][s] = a[end] - b[end];
      numbers[2][s] = a[last] - b[last];
      numbers[3][s] = (a[end] - a[start]) / (b[end] - b[start]);
      numbers[4][s] = (a[last] - a[end]) / (b[last] - b[end]);
    }
    return new WeightSteps(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  private static int point(double ms) {
    return (int) Math.round(ms / MicrocircuitSettings.WEIGHTS_EVERY) - 1;
  }
}
