package cerulean.studies.gonogo;

/// Predicts rewards, notices that the world has changed, and says how much noradrenaline (NA) there
/// is: the paper's predictive network and locus coeruleus in four numbers.
///
///     surprise s = |r - q_a . x|,     q_a <- q_a + rate (r - q_a . x) x / 2
///     fast <- fast + fastRate (s - fast),     slow <- slow + slowRate (s - slow)
///     NA = 1 if fast > slow + margin and trial > quiet, else NA e^(-1 / tau)
///
/// a is the chosen action, x the four inputs, of which two are 1. A surprise that was to be expected
/// raises both means alike; only an unexpected one sets them apart, which is what noradrenaline is
/// said to stand for (Yu & Dayan 2005, Neuron 46, 681-692). The paper's own network follows Barry &
/// Gerstner (2024) and is not given in numbers.
final class ChangeDetector {

  /// What it is made of; the values of [#USUAL] are reconstructed, and checked by a prototype.
  ///
  /// | component | default | meaning |
  /// |---|---|---|
  /// | `predictionRate` | 0.2 | rate of learning of q |
  /// | `fastRate`, `slowRate` | 0.3, 0.02 | of the two means of surprise |
  /// | `margin` | 0.35 | by which the fast mean must exceed the slow one |
  /// | `quiet` | 50 | trials without release: at first everything is a surprise |
  /// | `tauTrials` | 15 | decay of noradrenaline |
  record Settings(
      double predictionRate,
      double fastRate,
      double slowRate,
      double margin,
      int quiet,
      double tauTrials) {

    static final Settings USUAL = new Settings(0.2, 0.3, 0.02, 0.35, 50, 15);

    Settings withTau(double trials) {
      return new Settings(predictionRate, fastRate, slowRate, margin, quiet, trials);
    }
  }

  private final Settings settings;
  private final double[][] predicted = new double[2][SetShift.STIMULI];
  private final double kept;
  private double fast;
  private double slow;
  private double noradrenaline;

  ChangeDetector(Settings settings) {
    this.settings = settings;
    kept = StrictMath.exp(-1 / settings.tauTrials());
  }

  /// Takes in the outcome of a trial, numbered from 0.
  void observe(int trial, boolean go, int picture, int tone, double reward) {
    double[] q = predicted[go ? 0 : 1];
    double error = reward - q[picture] - q[tone];
    q[picture] += settings.predictionRate() * error / 2;
    q[tone] += settings.predictionRate() * error / 2;
    double surprise = Math.abs(error);
    fast += settings.fastRate() * (surprise - fast);
    slow += settings.slowRate() * (surprise - slow);
    boolean unexpected = fast > slow + settings.margin() && trial >= settings.quiet();
    noradrenaline = unexpected ? 1 : noradrenaline * kept;
  }

  /// Noradrenaline, from 0 to 1.
  double noradrenaline() {
    return noradrenaline;
  }

  /// Surprise as it has been for some 50 trials: uncertainty that is expected.
  double expectedUncertainty() {
    return slow;
  }
}
