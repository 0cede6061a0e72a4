// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Sums over a run of adjacent floats, taken in double precision: what variances and norms are made
/// of.
///
/// Four partial sums each, so that additions overlap. A caller that cares about the rounding errors
/// of long runs cuts them into blocks.
public final class FloatMoments {

  private FloatMoments() {}

  /// `sum (a_i - centre)`.
  public static double deviations(float[] a, int ao, int n, double centre) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int x = ao + i;
      s0 += a[x] - centre;
      s1 += a[x + 1] - centre;
      s2 += a[x + 2] - centre;
      s3 += a[x + 3] - centre;
    }
    for (; i < n; i++) {
      s0 += a[ao + i] - centre;
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// `sum (a_i - centre)^2`.
  public static double squaredDeviations(float[] a, int ao, int n, double centre) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int x = ao + i;
      double d0 = a[x] - centre;
      double d1 = a[x + 1] - centre;
      double d2 = a[x + 2] - centre;
      double d3 = a[x + 3] - centre;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < n; i++) {
      double d = a[ao + i] - centre;
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// `sum (scale a_i)^2`.
  public static double scaledSquares(float[] a, int ao, int n, double scale) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int x = ao + i;
      double d0 = a[x] * scale;
      double d1 = a[x + 1] * scale;
      double d2 = a[x + 2] * scale;
      double d3 = a[x + 3] * scale;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < n; i++) {
      double d = a[ao + i] * scale;
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// `sum |a_i|`.
  public static double absolutes(float[] a, int ao, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int x = ao + i;
      s0 += Math.abs(a[x]);
      s1 += Math.abs(a[x + 1]);
      s2 += Math.abs(a[x + 2]);
      s3 += Math.abs(a[x + 3]);
    }
    for (; i < n; i++) {
      s0 += Math.abs(a[ao + i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// `sum |a_i / unit|^power`.
  public static double powers(float[] a, int ao, int n, double unit, double power) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.pow(Math.abs(a[ao + i] / unit), power);
    }
    return sum;
  }
}
