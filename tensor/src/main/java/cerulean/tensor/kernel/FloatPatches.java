// Specialised at build time for double.
package cerulean.tensor.kernel;

import java.util.Arrays;

/// Patches of an image as columns of a matrix and back (Chellapilla, Puri & Simard 2006, "High
/// performance convolutional neural networks for document processing").
///
/// The matrix has a row for every channel and tap of the window, in this order, and a column for
/// every place of the window in row-major order.
public final class FloatPatches {

  private FloatPatches() {}

  /// Writes columns `from .. to`: the row of channel `c` and tap `t` begins at `out[oo + (c taps +
  /// t) oRow]`. The image has `channels` adjacent channels from `a[ao]` on.
  public static void gather(
      float[] a,
      int ao,
      int channels,
      PatchGrid grid,
      int from,
      int to,
      float[] out,
      int oo,
      int oRow) {
    int taps = grid.taps();
    for (int row = 0; row < channels * taps; row++) {
      int channel = ao + row / taps * grid.area();
      gatherRow(a, channel, row % taps, grid, from, to, out, oo + row * oRow);
    }
  }

  private static void gatherRow(
      float[] a, int ao, int tap, PatchGrid grid, int from, int to, float[] out, int oo) {
    int[] image = grid.image();
    int rows = grid.places()[1];
    int width = grid.places()[2];
    int stride = grid.strides()[2];
    int tapX = tap % grid.kernel()[2];
    int tapY = tap / grid.kernel()[2] % grid.kernel()[1];
    int tapZ = tap / grid.kernel()[2] / grid.kernel()[1];
    int first = grid.firstPlace(tapX, 0);
    int last = grid.firstPlace(tapX, image[2]);
    for (int p = from; p < to; ) {
      int line = p / width;
      int x = p % width;
      int n = Math.min(width - x, to - p);
      int y = grid.element(1, line % rows, tapY);
      int z = grid.element(0, line / rows, tapZ);
      int o = oo + p - from;
      p += n;
      if (y < 0 || y >= image[1] || z < 0 || z >= image[0]) {
        Arrays.fill(out, o, o + n, 0f);
        continue;
      }
      int low = Math.clamp(first, x, x + n);
      int high = Math.clamp(last, low, x + n);
      int source = ao + (z * image[1] + y) * image[2] + grid.element(2, 0, tapX);
      for (int i = x; i < low; i++) {
        out[o + i - x] = 0f;
      }
      if (stride == 1) {
        System.arraycopy(a, source + low, out, o + low - x, high - low);
      } else {
        for (int i = low; i < high; i++) {
          out[o + i - x] = a[source + i * stride];
        }
      }
      for (int i = high; i < x + n; i++) {
        out[o + i - x] = 0f;
      }
    }
  }

  /// Adds columns `from .. to` to the image they would come from, the transpose of [#gather]: the
  /// row of channel `c` and tap `t` begins at `a[ao + (c taps + t) aRow]`.
  public static void scatterAdd(
      float[] a,
      int ao,
      int aRow,
      int channels,
      PatchGrid grid,
      int from,
      int to,
      float[] out,
      int oo) {
    int taps = grid.taps();
    for (int row = 0; row < channels * taps; row++) {
      int channel = oo + row / taps * grid.area();
      scatterRow(a, ao + row * aRow, row % taps, grid, from, to, out, channel);
    }
  }

  private static void scatterRow(
      float[] a, int ao, int tap, PatchGrid grid, int from, int to, float[] out, int oo) {
    int[] image = grid.image();
    int rows = grid.places()[1];
    int width = grid.places()[2];
    int stride = grid.strides()[2];
    int tapX = tap % grid.kernel()[2];
    int tapY = tap / grid.kernel()[2] % grid.kernel()[1];
    int tapZ = tap / grid.kernel()[2] / grid.kernel()[1];
    int first = grid.firstPlace(tapX, 0);
    int last = grid.firstPlace(tapX, image[2]);
    for (int p = from; p < to; ) {
      int line = p / width;
      int x = p % width;
      int n = Math.min(width - x, to - p);
      int y = grid.element(1, line % rows, tapY);
      int z = grid.element(0, line / rows, tapZ);
      int source = ao + p - from - x;
      p += n;
      if (y < 0 || y >= image[1] || z < 0 || z >= image[0]) {
        continue;
      }
      int low = Math.clamp(first, x, x + n);
      int high = Math.clamp(last, low, x + n);
      int target = oo + (z * image[1] + y) * image[2] + grid.element(2, 0, tapX);
      for (int i = low; i < high; i++) {
        out[target + i * stride] += a[source + i];
      }
    }
  }
}
