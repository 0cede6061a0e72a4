package cerulean.studies.results;

/// The largest change of accuracy within a window of evaluations (De Lange et al. 2023): windowed
/// forgetting is the largest fall, windowed plasticity the largest rise,
///
///     max over m < n of A(m) - A(n),  both within `window` evaluations in a row
///
/// - `forgetting`, `plasticity`: percent; 0 where accuracy never falls, or never rises
public record WindowedChange(double forgetting, double plasticity) {

  /// The changes of a curve of accuracies.
  ///
  /// @param window evaluations, at least 2; usual are 10 and 100
  public static WindowedChange of(double[] accuracy, int window) {
    if (window < 2) {
      throw new IllegalArgumentException(
          "WindowedChange: window must be at least 2, got " + window);
    }
    double fall = 0;
    double rise = 0;
    for (int n = 1; n < accuracy.length; n++) {
      for (int m = Math.max(0, n - window + 1); m < n; m++) {
        fall = Math.max(fall, accuracy[m] - accuracy[n]);
        rise = Math.max(rise, accuracy[n] - accuracy[m]);
      }
    }
    return new WindowedChange(fall, rise);
  }
}
