// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatWindowTiles.LINES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [FloatDepthwise] in tiles of [FloatWindowTiles].
public final class SimdFloatDepthwise implements FloatDepthwise {

  @Override
  public int lanes() {
    return LANE_COUNT;
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
    VectorMask<Float> inside = LANES.indexInRange(0, n);
    for (int left = 0; left < n; left += LANE_COUNT) {
      // The last tiles over a part of those before, which compute the same.
      int x = Math.max(0, Math.min(left, n - LANE_COUNT));
      for (int top = 0; top < lines; top += LINES) {
        int y = Math.min(top, lines - LINES);
        int from = io + y * inLine + x;
        int to = oo + y * outLine + x;
        FloatWindowTiles.convolve(
            height, width, w, wo, in, from, inLine, shift, inside, out, to, outLine);
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
    int whole = n / LANE_COUNT * LANE_COUNT;
    int step = width * LANE_COUNT;
    for (int j = 0; j < width; j++) {
      int to = so + j * LANE_COUNT;
      for (int x = 0; x < whole; x += LANE_COUNT) {
        int from = io + x + j;
        FloatWindowTiles.correlate(
            height, lines, g, go + x, gLine, in, from, inLine, sums, to, step);
      }
      if (whole < n) {
        VectorMask<Float> rest = LANES.indexInRange(whole, n);
        int from = io + whole + j;
        FloatWindowTiles.correlateEnd(
            height, lines, rest, g, go + whole, gLine, in, from, inLine, sums, to, step);
      }
    }
  }

  @Override
  public void total(float[] sums, int count, float[] out, int oo) {
    for (int i = 0; i < count; i++) {
      FloatVector sum = FloatVector.fromArray(LANES, sums, i * LANE_COUNT);
      out[oo + i] = SimdFloatReductions.sumLanes(sum);
    }
  }
}
