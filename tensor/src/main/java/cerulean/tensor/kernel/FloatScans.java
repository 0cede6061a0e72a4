// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Running reductions of a run of adjacent floats: element `i` of the result reduces elements `0 ..
/// i`. `out` may be `a` if both start at the same offset.
public final class FloatScans {

  private FloatScans() {}

  /// Running sum, carried in double precision.
  public static void sum(float[] a, int ao, float[] out, int oo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[ao + i];
      out[oo + i] = (float) sum;
    }
  }

  /// Running product, carried in double precision.
  public static void product(float[] a, int ao, float[] out, int oo, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= a[ao + i];
      out[oo + i] = (float) product;
    }
  }

  /// Largest element so far; NaN from the first NaN on.
  public static void max(float[] a, int ao, float[] out, int oo, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a[ao + i]);
      out[oo + i] = max;
    }
  }

  /// Smallest element so far; NaN from the first NaN on.
  public static void min(float[] a, int ao, float[] out, int oo, int n) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, a[ao + i]);
      out[oo + i] = min;
    }
  }

  /// `ln sum_(k <= i) e^a_k`, carried as `max + ln sum` so that nothing overflows.
  public static void logSumExp(float[] a, int ao, float[] out, int oo, int n) {
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      if (x == max) {
        sum += 1; // Without a difference: that of two infinities is NaN.
      } else if (x < max) {
        sum += Math.exp(x - max);
      } else {
        sum = sum * Math.exp(max - x) + 1;
        max = x;
      }
      out[oo + i] = (float) (max + Math.log(sum));
    }
  }
}
