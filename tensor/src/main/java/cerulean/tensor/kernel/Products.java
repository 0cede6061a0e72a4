package cerulean.tensor.kernel;

/// Products of a run of adjacent elements, 1 for an empty run.
public final class Products {

  private Products() {}

  /// Four partial products, so that multiplications overlap; each factor costs one rounding.
  public static double of(double[] a, int ao, int n) {
    double p0 = 1;
    double p1 = 1;
    double p2 = 1;
    double p3 = 1;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int x = ao + i;
      p0 *= a[x];
      p1 *= a[x + 1];
      p2 *= a[x + 2];
      p3 *= a[x + 3];
    }
    for (; i < n; i++) {
      p0 *= a[ao + i];
    }
    return (p0 * p1) * (p2 * p3);
  }

  /// Wraps.
  public static long of(long[] a, int ao, int n) {
    long product = 1;
    for (int i = 0; i < n; i++) {
      product *= a[ao + i];
    }
    return product;
  }
}
