package cerulean.neuro.analysis;

/// Firing rates in Hz: spikes per cell and second, over an interval, in bins, or at instants.
///
/// Reference: P. Dayan & L. F. Abbott (2001), Theoretical Neuroscience, section 1.2.
public final class FiringRates {

  private FiringRates() {}

  /// The rate of every cell over the interval, `count / duration`.
  public static double[] ofCellsHz(SpikeTrains trains) {
    double[] rates = new double[trains.size()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = 1000 * trains.count(i) / trains.durationMs();
    }
    return rates;
  }

  /// The mean rate of all cells over the interval; NaN of no cells.
  public static double meanHz(SpikeTrains trains) {
    return 1000.0 * trains.total() / (trains.durationMs() * trains.size());
  }

  /// The mean rate of all cells in bins of `binMs`.
  public static double[] populationHz(SpikeTrains trains, double binMs) {
    int[] counts = trains.populationCounts(binMs);
    double[] rates = new double[counts.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = 1000.0 * counts[k] / (binMs * trains.size());
    }
    return rates;
  }

  /// The rate of one train at each of the given instants: the sum over its spikes of the kernel at
  /// the time since the spike, `1000 sum_k K(t - t_k)`.
  ///
  /// Near the ends of a recording the rate is too small, as spikes beyond are not known.
  ///
  /// - `timesMs`: spikes, ascending
  /// - `atMs`: instants, ascending
  public static double[] instantaneousHz(double[] timesMs, RateKernel kernel, double[] atMs) {
    Given.train("FiringRates.instantaneousHz", timesMs);
    Given.train("FiringRates.instantaneousHz", atMs);
    double[] rates = new double[atMs.length];
    int first = 0;
    for (int i = 0; i < rates.length; i++) {
      while (first < timesMs.length && timesMs[first] < atMs[i] - kernel.reachMs()) {
        first++;
      }
      double sum = 0;
      for (int k = first; k < timesMs.length && timesMs[k] <= atMs[i] + kernel.reachMs(); k++) {
        sum += kernel.density().at(atMs[i] - timesMs[k]);
      }
      rates[i] = 1000 * sum;
    }
    return rates;
  }
}
