package cerulean.tensor.kernel;

/// Counting whole numbers that index the array of counts.
public final class Counts {

  private Counts() {}

  /// Adds 1 to `counts[a[ao + i]]` for `0 <= i < n`.
  public static void count(long[] a, int ao, long[] counts, int n) {
    for (int i = 0; i < n; i++) {
      counts[(int) a[ao + i]]++;
    }
  }

  /// Adds `w[wo + i]` to `sums[a[ao + i]]`.
  public static void add(long[] a, int ao, double[] w, int wo, double[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[(int) a[ao + i]] += w[wo + i];
    }
  }
}
