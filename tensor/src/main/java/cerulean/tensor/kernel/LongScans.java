package cerulean.tensor.kernel;

/// Running reductions of a run of adjacent integers. Sums and products wrap.
public final class LongScans {

  private LongScans() {}

  /// Running sum.
  public static void sum(long[] a, int ao, long[] out, int oo, int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[ao + i];
      out[oo + i] = sum;
    }
  }

  /// Running product.
  public static void product(long[] a, int ao, long[] out, int oo, int n) {
    long product = 1;
    for (int i = 0; i < n; i++) {
      product *= a[ao + i];
      out[oo + i] = product;
    }
  }

  /// Largest element so far.
  public static void max(long[] a, int ao, long[] out, int oo, int n) {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a[ao + i]);
      out[oo + i] = max;
    }
  }

  /// Smallest element so far.
  public static void min(long[] a, int ao, long[] out, int oo, int n) {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, a[ao + i]);
      out[oo + i] = min;
    }
  }
}
