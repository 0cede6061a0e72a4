// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Mean and variance of runs of adjacent floats, and the maps that use them. Everything is added up
/// in double precision.
public final class FloatNormalization {

  private FloatNormalization() {}

  /// Writes mean and variance (divided by `n`) of a run to `out[oo]` and `out[oo + 1]`.
  ///
  /// Two passes, the second of which corrects both by the sum of the deviations, which is 0 but for
  /// rounding (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance", eq. 1.7):
  /// a mean far above the spread costs no digits. Four sums at a time, because an addition waits
  /// four cycles for the one before.
  public static void moments(float[] a, int ao, int n, double[] out, int oo) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      s0 += a[ao + i];
      s1 += a[ao + i + 1];
      s2 += a[ao + i + 2];
      s3 += a[ao + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[ao + i];
    }
    double mean = (s0 + s1 + (s2 + s3)) / n;
    double d0 = 0;
    double d1 = 0;
    double q0 = 0;
    double q1 = 0;
    for (i = 0; i <= n - 2; i += 2) {
      double x = a[ao + i] - mean;
      double y = a[ao + i + 1] - mean;
      d0 += x;
      d1 += y;
      q0 += x * x;
      q1 += y * y;
    }
    for (; i < n; i++) {
      double x = a[ao + i] - mean;
      d0 += x;
      q0 += x * x;
    }
    double shift = (d0 + d1) / n;
    out[oo] = mean + shift;
    out[oo + 1] = Math.max(0, (q0 + q1) / n - shift * shift);
  }

  /// The mean of the squares of a run.
  public static double meanSquare(float[] a, int ao, int n) {
    double q0 = 0;
    double q1 = 0;
    int i = 0;
    for (; i <= n - 2; i += 2) {
      double x = a[ao + i];
      double y = a[ao + i + 1];
      q0 += x * x;
      q1 += y * y;
    }
    for (; i < n; i++) {
      double x = a[ao + i];
      q0 += x * x;
    }
    return (q0 + q1) / n;
  }

  /// `(a - mean) factor + shift`.
  public static void affine(
      float[] a, int ao, double mean, double factor, double shift, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean) * factor + shift);
    }
  }

  /// `(a - mean) factor weight + bias`, element by element.
  public static void scaled(
      float[] a,
      int ao,
      double mean,
      double factor,
      float[] weight,
      int wo,
      float[] bias,
      int bo,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean) * factor * weight[wo + i] + bias[bo + i]);
    }
  }

  /// `out = a (k + alpha / size * (sum of squares over a window of channels))^-beta`, for channels of
  /// `n` adjacent elements: the window of channel `c` has `size` channels from `c - size / 2` on, of
  /// which those that exist count.
  public static void acrossChannels(
      float[] a,
      int ao,
      int channels,
      int n,
      int size,
      double alpha,
      double beta,
      double k,
      float[] out,
      int oo) {
    for (int c = 0; c < channels; c++) {
      int from = Math.max(0, c - size / 2);
      int to = Math.min(channels, c - size / 2 + size);
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int other = from; other < to; other++) {
          double x = a[ao + other * n + i];
          sum += x * x;
        }
        double divisor = Math.pow(k + alpha / size * sum, beta);
        out[oo + c * n + i] = (float) (a[ao + c * n + i] / divisor);
      }
    }
  }
}
