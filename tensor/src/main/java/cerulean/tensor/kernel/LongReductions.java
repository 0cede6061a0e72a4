package cerulean.tensor.kernel;

/// Reductions of a run of adjacent integers to one number. Sums and products wrap.
public final class LongReductions {

  private LongReductions() {}

  /// Sum; 0 for an empty run.
  public static long sum(long[] a, int ao, int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[ao + i];
    }
    return sum;
  }

  /// Largest element; the smallest number for an empty run.
  public static long max(long[] a, int ao, int n) {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a[ao + i]);
    }
    return max;
  }

  /// Smallest element; the largest number for an empty run.
  public static long min(long[] a, int ao, int n) {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, a[ao + i]);
    }
    return min;
  }
}
