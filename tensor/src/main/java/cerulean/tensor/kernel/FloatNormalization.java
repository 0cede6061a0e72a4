// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Mean and variance of runs of adjacent floats, and the maps that use them. Everything is added up
/// in double precision.
public final class FloatNormalization {

  private FloatNormalization() {}

  /// Writes mean, variance (divided by `n`) and remainder of a run to `out[0]`, `out[1]` and
  /// `out[2]`. The remainder is what the mean lacks for being rounded: far from 0 a double is too
  /// coarse for the mean of numbers that are themselves exact.
  ///
  /// Two passes, the second of which corrects both by the sum of the deviations, which is 0 but for
  /// rounding (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance", eq.
  /// 1.7): a mean far above the spread costs no digits.
  public static void moments(float[] a, int ao, int n, double[] out) {
    double mean = FloatMoments.deviations(a, ao, n, 0) / n;
    double d0 = 0;
    double d1 = 0;
    double q0 = 0;
    double q1 = 0;
    int i = 0;
    for (; i <= n - 2; i += 2) {
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
    double rest = (d0 + d1) / n;
    out[0] = mean;
    out[1] = Math.max(0, (q0 + q1) / n - rest * rest);
    out[2] = rest;
  }

  /// The mean of the squares of a run.
  public static double meanSquare(float[] a, int ao, int n) {
    return FloatMoments.squaredDeviations(a, ao, n, 0) / n;
  }

  /// `(a - mean - rest) factor + shift`.
  public static void affine(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      double shift,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean - rest) * factor + shift);
    }
  }

  /// `(a - mean - rest) factor weight + bias`, element by element.
  public static void scaled(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      float[] bias,
      int bo,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean - rest) * factor * weight[wo + i] + bias[bo + i]);
    }
  }

  /// `out = a (k + alpha / size * (sum of squares over a window of channels))^-beta`, for channels
  /// of `n` adjacent elements: the window of channel `c` has `size` channels from `c - size / 2`
  /// on, of which those that exist count.
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
