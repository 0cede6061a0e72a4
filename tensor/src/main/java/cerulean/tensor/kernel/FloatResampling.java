// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Weighted sums of few elements, added in double precision.
public final class FloatResampling {

  private FloatResampling() {}

  /// `out[oo + c] = sum over t of weight[t] a[ao + index[t] n + c]` for `0 <= c < n` and `from <= t
  /// < to`; `sums` is scratch of at least `n`.
  public static void rows(
      float[] a,
      int ao,
      int[] index,
      double[] weight,
      int from,
      int to,
      double[] sums,
      float[] out,
      int oo,
      int n) {
    for (int c = 0; c < n; c++) {
      sums[c] = 0;
    }
    for (int t = from; t < to; t++) {
      int row = ao + index[t] * n;
      double w = weight[t];
      for (int c = 0; c < n; c++) {
        sums[c] += w * a[row + c];
      }
    }
    for (int c = 0; c < n; c++) {
      out[oo + c] = (float) sums[c];
    }
  }

  /// `sum over t of weight[t] a[ao + index[t]]` for `0 <= t < n`.
  public static double sum(float[] a, int ao, int[] index, double[] weight, int n) {
    double sum = 0;
    for (int t = 0; t < n; t++) {
      sum += weight[t] * a[ao + index[t]];
    }
    return sum;
  }
}
