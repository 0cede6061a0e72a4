package cerulean.neuro.analysis;

/// The variance of spike counts divided by their mean: 1 for a Poisson process, 0 for a clock, and
/// for a renewal process in long windows the square of the CV.
///
/// The variance has the divisor n - 1, so that a Poisson process gives 1 for any number of windows.
///
/// Reference: U. Fano (1947), Ionization yield of radiations II, Physical Review 72, 26-29.
public final class FanoFactor {

  private FanoFactor() {}

  /// Of the counts of one train in windows of `windowMs`, side by side from `startMs` on, as many
  /// as fit before `endMs`; NaN with fewer than two windows or without spikes.
  public static double of(double[] timesMs, double startMs, double endMs, double windowMs) {
    return ofCounts(SpikeTrains.of(startMs, endMs, timesMs).counts(windowMs)[0]);
  }

  /// Of counts, as of repeated trials; NaN with fewer than two or if all are 0.
  public static double ofCounts(int[] counts) {
    double mean = 0;
    for (int count : counts) {
      mean += (double) count / counts.length;
    }
    double square = 0;
    for (int count : counts) {
      square += (count - mean) * (count - mean);
    }
    return counts.length < 2 ? Double.NaN : square / (counts.length - 1) / mean;
  }
}
