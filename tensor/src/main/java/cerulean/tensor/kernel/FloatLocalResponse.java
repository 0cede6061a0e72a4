// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Normalisation across neighbouring channels.
public final class FloatLocalResponse {

  private FloatLocalResponse() {}

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
