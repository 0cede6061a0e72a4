package cerulean.neuro.analysis;

/// Inter-spike intervals of a train, and three measures of how irregular they are.
///
/// All three are 0 for a regular train and 1 on average for a Poisson process. They differ where
/// the rate changes: the CV takes slow changes for irregularity, CV2 and LV compare neighbours
/// only.
///
/// | measure | of intervals I | source |
/// |---|---|---|
/// | [#cv] | `sd(I) / mean(I)`, sd with divisor n | Softky & Koch (1993), J. Neurosci. 13, 334-350 |
/// | [#cv2] | mean of `2 abs(I' - I) / (I' + I)`, I' after I | Holt et al. (1996), J. Neurophysiol. 75, 1806-1814 |
/// | [#localVariation] | mean of `3 (I' - I)^2 / (I' + I)^2` | Shinomoto et al. (2003), Neural Comput. 15, 2823-2842 |
public final class Intervals {

  private Intervals() {}

  /// The intervals between successive spikes in ms, one fewer than there are spikes.
  public static double[] ofMs(double[] timesMs) {
    Given.train("Intervals", timesMs);
    double[] intervals = new double[Math.max(0, timesMs.length - 1)];
    for (int k = 0; k < intervals.length; k++) {
      intervals[k] = timesMs[k + 1] - timesMs[k];
    }
    return intervals;
  }

  /// The intervals of all cells in ms, one cell after the other.
  public static double[] ofMs(SpikeTrains trains) {
    double[][] all = new double[trains.size()][];
    int size = 0;
    for (int i = 0; i < all.length; i++) {
      all[i] = ofMs(trains.timesMs(i));
      size += all[i].length;
    }
    double[] joined = new double[size];
    int at = 0;
    for (double[] one : all) {
      System.arraycopy(one, 0, joined, at, one.length);
      at += one.length;
    }
    return joined;
  }

  /// The coefficient of variation of the intervals; NaN with fewer than two.
  public static double cv(double[] timesMs) {
    double[] intervals = ofMs(timesMs);
    if (intervals.length < 2) {
      return Double.NaN;
    }
    double mean = 0;
    for (double interval : intervals) {
      mean += interval / intervals.length;
    }
    double square = 0;
    for (double interval : intervals) {
      square += (interval - mean) * (interval - mean);
    }
    return Math.sqrt(square / intervals.length) / mean;
  }

  /// The CV of every cell; NaN for a cell with fewer than three spikes.
  public static double[] cvOfCells(SpikeTrains trains) {
    double[] values = new double[trains.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cv(trains.timesMs(i));
    }
    return values;
  }

  /// The mean difference of neighbouring intervals beside their mean; NaN with fewer than two.
  public static double cv2(double[] timesMs) {
    double[] intervals = ofMs(timesMs);
    double sum = 0;
    for (int k = 1; k < intervals.length; k++) {
      double both = intervals[k] + intervals[k - 1];
      sum += both == 0 ? 0 : 2 * Math.abs(intervals[k] - intervals[k - 1]) / both;
    }
    return intervals.length < 2 ? Double.NaN : sum / (intervals.length - 1);
  }

  /// The local variation LV; NaN with fewer than two intervals.
  public static double localVariation(double[] timesMs) {
    double[] intervals = ofMs(timesMs);
    double sum = 0;
    for (int k = 1; k < intervals.length; k++) {
      double both = intervals[k] + intervals[k - 1];
      double share = both == 0 ? 0 : (intervals[k] - intervals[k - 1]) / both;
      sum += 3 * share * share;
    }
    return intervals.length < 2 ? Double.NaN : sum / (intervals.length - 1);
  }
}
