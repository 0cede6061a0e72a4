package cerulean.neuro.analysis;

/// How much cells fire together: correlations of counts, fluctuation of the population,
/// correlograms, and the measure chi of membrane potentials.
public final class Synchrony {

  private Synchrony() {}

  /// Pearson's correlation of the counts of every two cells in bins of `binMs`, `[cell][cell]`; NaN
  /// where a cell has the same count in all bins.
  public static double[][] correlations(SpikeTrains trains, double binMs) {
    double[][] scores = scores(trains.counts(binMs));
    double[][] r = new double[scores.length][scores.length];
    for (int i = 0; i < r.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < scores[i].length; k++) {
          sum += scores[i][k] * scores[j][k];
        }
        r[i][j] = sum / scores[i].length;
        r[j][i] = r[i][j];
      }
    }
    return r;
  }

  /// The mean of [#correlations] over all pairs of different cells whose counts change; NaN with
  /// fewer than two such cells. It takes time in proportion to cells, not to pairs.
  public static double meanCorrelation(SpikeTrains trains, double binMs) {
    double[][] scores = scores(trains.counts(binMs));
    int cells = 0;
    double[] sum = new double[scores.length == 0 ? 0 : scores[0].length];
    for (double[] one : scores) {
      if (!Double.isNaN(one[0])) {
        cells++;
        for (int k = 0; k < sum.length; k++) {
          sum[k] += one[k];
        }
      }
    }
    // The square of the sum holds every cell with itself once, which gives 1, and every pair twice.
    double square = 0;
    for (double value : sum) {
      square += value * value / sum.length;
    }
    return cells < 2 ? Double.NaN : (square - cells) / ((double) cells * (cells - 1));
  }

  /// The standard deviation of the population's count in bins of `binMs` beside its mean: about `1
  /// / sqrt(mean)` for independent Poisson cells, more for synchronous ones. NaN without spikes.
  public static double fluctuation(SpikeTrains trains, double binMs) {
    int[] counts = trains.populationCounts(binMs);
    double mean = 0;
    for (int count : counts) {
      mean += (double) count / counts.length;
    }
    double square = 0;
    for (int count : counts) {
      square += (count - mean) * (count - mean);
    }
    return Math.sqrt(square / counts.length) / mean;
  }

  /// Counts of the lags from every spike of one train to every spike of another, `b - a`, in an odd
  /// number of bins of `binMs` round zero, up to `reachMs` and half a bin.
  public static long[] correlogram(double[] aMs, double[] bMs, double reachMs, double binMs) {
    Given.train("Synchrony.correlogram", aMs);
    Given.train("Synchrony.correlogram", bMs);
    int half = Given.bins("Synchrony.correlogram", reachMs, binMs);
    long[] counts = new long[2 * half + 1];
    double reach = (half + 0.5) * binMs;
    int first = 0;
    for (double a : aMs) {
      while (first < bMs.length && bMs[first] - a < -reach) {
        first++;
      }
      for (int k = first; k < bMs.length && bMs[k] - a < reach; k++) {
        int bin = half + (int) Math.floor((bMs[k] - a) / binMs + 0.5);
        if (bin >= 0 && bin < counts.length) {
          counts[bin]++;
        }
      }
    }
    return counts;
  }

  /// The measure chi of traces, `[cell][time]`: the standard deviation of their mean over time
  /// beside the root mean of their variances. 1 if all are alike, about `1 / sqrt(n)` if
  /// independent; NaN if none changes.
  ///
  /// Reference: D. Golomb & J. Rinzel (1994), Clustering in globally coupled inhibitory neurons,
  /// Physica D 72, 259-282.
  public static double chi(double[][] traces) {
    Given.atLeast("Synchrony.chi: number of traces", 1, traces.length);
    double[] mean = new double[traces[0].length];
    double variances = 0;
    for (double[] trace : traces) {
      if (trace.length != mean.length) {
        throw new IllegalArgumentException(
            "Synchrony.chi: traces must be equally long; got "
                + mean.length
                + " and "
                + trace.length);
      }
      for (int k = 0; k < mean.length; k++) {
        mean[k] += trace[k] / traces.length;
      }
      variances += variance(trace) / traces.length;
    }
    return Math.sqrt(variance(mean) / variances);
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean);
    }
    return square / values.length;
  }

  /// Counts of every cell with mean 0 and variance 1; all NaN where they do not change.
  private static double[][] scores(int[][] counts) {
    double[][] scores = new double[counts.length][];
    for (int i = 0; i < scores.length; i++) {
      double[] own = new double[counts[i].length];
      double mean = 0;
      for (int k = 0; k < own.length; k++) {
        own[k] = counts[i][k];
        mean += own[k] / own.length;
      }
      double variance = variance(own);
      double scale = variance > 1e-12 ? 1 / Math.sqrt(variance) : Double.NaN;
      for (int k = 0; k < own.length; k++) {
        own[k] = (own[k] - mean) * scale;
      }
      scores[i] = own;
    }
    return scores;
  }
}
