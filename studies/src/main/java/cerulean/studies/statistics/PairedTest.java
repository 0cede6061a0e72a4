package cerulean.studies.statistics;

import cerulean.tensor.Special;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Whether pairs differ: the same seeds under two methods.
///
/// - `statistic`: `t`, or the smaller sum of ranks `W`
/// - `p`: probability, if there were no difference, of one at least as far to either side
/// - `effect`: of the t-test the mean difference over its deviation (Cohen's d of the differences);
///   of the signed-rank test the rank-biserial correlation, from -1 (all below) to 1 (all above)
/// - `pairs`: that count; the signed-rank test leaves out those without difference
public record PairedTest(double statistic, double p, double effect, int pairs) {

  /// Sums of ranks are counted one by one up to this many pairs, as in SciPy; beyond, the normal
  /// distribution is as good.
  private static final int EXACT = 50;

  /// Student's t-test of the mean of `a - b`. NaN for fewer than two pairs; of differences that are
  /// all the same `t` is infinite, or NaN where they are 0.
  public static PairedTest t(double[] a, double[] b) {
    double[] d = differences(a, b);
    int n = d.length;
    if (n < 2) {
      return new PairedTest(Double.NaN, Double.NaN, Double.NaN, n);
    }
    double mean = Interval.mean(d);
    double sd = Math.sqrt(Interval.variance(d, mean));
    double t = mean / (sd / Math.sqrt(n));
    double p = Double.isNaN(t) ? Double.NaN : 2 * StudentT.cdf(-Math.abs(t), n - 1);
    return new PairedTest(t, p, mean / sd, n);
  }

  /// Wilcoxon's signed-rank test (1945) of the differences `a - b`: exact, ties included, up to 50
  /// pairs. Equal sizes share the mean of their ranks. NaN if no pair differs.
  public static PairedTest wilcoxon(double[] a, double[] b) {
    double[] d = Arrays.stream(differences(a, b)).filter(x -> x != 0).toArray();
    int n = d.length;
    if (n == 0) {
      return new PairedTest(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    long[] doubled = doubledRanks(d);
    long above = 0;
    long all = 0;
    for (int i = 0; i < n; i++) {
      above += d[i] > 0 ? doubled[i] : 0;
      all += doubled[i];
    }
    long smaller = Math.min(above, all - above);
    double p = n <= EXACT ? exact(doubled, all, smaller) : normal(doubled, all, smaller);
    return new PairedTest(smaller / 2.0, p, (2.0 * above - all) / all, n);
  }

  /// Twice the ranks of the sizes, which are whole numbers where ranks are shared.
  private static long[] doubledRanks(double[] d) {
    Integer[] order = IntStream.range(0, d.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Double.compare(Math.abs(d[i]), Math.abs(d[j])));
    long[] doubled = new long[d.length];
    int from = 0;
    while (from < d.length) {
      int to = from;
      while (to < d.length && Math.abs(d[order[to]]) == Math.abs(d[order[from]])) {
        to++;
      }
      for (int i = from; i < to; i++) {
        doubled[order[i]] = from + 1L + to;
      }
      from = to;
    }
    return doubled;
  }

  /// Twice the share of all choices of signs whose sum is at most `smaller`.
  private static double exact(long[] doubled, long all, long smaller) {
    double[] share = new double[Math.toIntExact(all) + 1];
    share[0] = 1;
    for (long rank : doubled) {
      for (int sum = share.length - 1; sum >= 0; sum--) {
        double with = sum >= rank ? share[(int) (sum - rank)] : 0;
        share[sum] = (share[sum] + with) / 2;
      }
    }
    double p = 0;
    for (int sum = 0; sum <= smaller; sum++) {
      p += share[sum];
    }
    return Math.min(1, 2 * p);
  }

  /// The sum's normal approximation, whose variance is a quarter of the sum of squared ranks.
  private static double normal(long[] doubled, long all, long smaller) {
    double variance = Arrays.stream(doubled).mapToDouble(r -> r / 2.0 * (r / 2.0)).sum() / 4;
    double z = (smaller / 2.0 - all / 4.0) / Math.sqrt(variance);
    // P(Z <= z) = erfc(-z / sqrt(2)) / 2, and there are two sides.
    return Math.min(1, Special.erfc(Tensor.scalar(-z / Math.sqrt(2))).itemDouble());
  }

  /// Holm's correction (1979) of the p-values of several tests, each in its place: the k-th
  /// smallest of n is multiplied by `n - k + 1`, and none is smaller than one before it.
  public static double[] holm(double... p) {
    int n = p.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Double.compare(p[i], p[j]));
    double[] corrected = new double[n];
    double least = 0;
    for (int k = 0; k < n; k++) {
      least = Math.max(least, Math.min(1, (n - k) * p[order[k]]));
      corrected[order[k]] = least;
    }
    return corrected;
  }

  private static double[] differences(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "PairedTest: pairs need equally many numbers, got " + a.length + " and " + b.length);
    }
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }
}
