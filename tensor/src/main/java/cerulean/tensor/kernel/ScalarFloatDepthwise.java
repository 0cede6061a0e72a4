// Specialised at build time for double.
package cerulean.tensor.kernel;

import java.util.Arrays;

/// [FloatDepthwise] in plain loops.
public final class ScalarFloatDepthwise implements FloatDepthwise {

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void convolve(
      int lines,
      int n,
      int height,
      int width,
      float[] w,
      int wo,
      float[] in,
      int io,
      int inLine,
      float shift,
      float[] out,
      int oo,
      int outLine) {
    for (int y = 0; y < lines; y++) {
      int to = oo + y * outLine;
      Arrays.fill(out, to, to + n, shift);
      for (int j = 0; j < width; j++) {
        for (int i = 0; i < height; i++) {
          float weight = w[wo + i * width + j];
          int from = io + (y + i) * inLine + j;
          for (int x = 0; x < n; x++) {
            out[to + x] += weight * in[from + x];
          }
        }
      }
    }
  }

  @Override
  public void correlate(
      int lines,
      int n,
      int height,
      int width,
      float[] g,
      int go,
      int gLine,
      float[] in,
      int io,
      int inLine,
      float[] sums,
      int so) {
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        float sum = 0;
        for (int y = 0; y < lines; y++) {
          int slopes = go + y * gLine;
          int from = io + (y + i) * inLine + j;
          for (int x = 0; x < n; x++) {
            sum += g[slopes + x] * in[from + x];
          }
        }
        sums[so + i * width + j] += sum;
      }
    }
  }

  @Override
  public void total(float[] sums, int so, int count, float[] out, int oo) {
    System.arraycopy(sums, so, out, oo, count);
  }
}
