package cerulean.neuro.analysis;

import cerulean.neuro.Projection;

/// A histogram: how many values lie in each of some bins of equal width.
///
/// A bin holds its lower edge and not its upper one; the last holds both, as in NumPy. What lies
/// outside is counted at its side, NaN nowhere.
///
/// - `edges`: ascending, one more than bins
/// - `counts`: of each bin
/// - `below`, `above`: values outside
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
public record Bins(double[] edges, long[] counts, long below, long above) {

  /// The histogram of values in `count` bins from `low` to `high`.
  public static Bins of(double[] values, double low, double high, int count) {
    Given.atLeast("Bins: count", 1, count);
    if (!(high > low) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "Bins: low must be below high, both finite; got " + low + " and " + high);
    }
    double[] edges = new double[count + 1];
    for (int k = 0; k <= count; k++) {
      edges[k] = k == count ? high : low + (high - low) * k / count;
    }
    long[] counts = new long[count];
    long below = 0;
    long above = 0;
    for (double value : values) {
      if (value < low) {
        below++;
      } else if (value > high) {
        above++;
      } else if (!Double.isNaN(value)) {
        int bin = Math.min(count - 1, (int) ((value - low) / (high - low) * count));
        // Rounding may put a value beside its bin.
        bin -= value < edges[bin] ? 1 : 0;
        bin += bin + 1 < count && value >= edges[bin + 1] ? 1 : 0;
        counts[bin]++;
      }
    }
    return new Bins(edges, counts, below, above);
  }

  /// The histogram of the weights that a projection has now, in its unit.
  public static Bins ofWeights(Projection projection, double low, double high, int count) {
    float[] weights = projection.weightsNow();
    double[] values = new double[weights.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = weights[k];
    }
    return of(values, low, high, count);
  }

  /// Values counted, inside and outside.
  public long total() {
    long total = below + above;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /// The counts as shares of all values.
  public double[] shares() {
    double[] shares = new double[counts.length];
    long total = total();
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (double) counts[k] / total;
    }
    return shares;
  }

  /// The share of all values that lie in bins `from` to `to - 1`.
  public double share(int from, int to) {
    long sum = 0;
    for (int k = from; k < to; k++) {
      sum += counts[k];
    }
    return (double) sum / total();
  }
}
