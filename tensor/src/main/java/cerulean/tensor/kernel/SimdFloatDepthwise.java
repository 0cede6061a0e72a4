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
    int step = width * LANE_COUNT;
    // Columns of a window of three lines go by threes: each line is read once for all of them.
    int threes = height == 3 ? width / 3 * 3 : 0;
    for (int x = 0; x < n; x += LANE_COUNT) {
      VectorMask<Float> inside = LANES.indexInRange(x, n);
      for (int j = 0; j < threes; j += 3) {
        int to = so + j * LANE_COUNT;
        correlateThree(lines, inside, g, go + x, gLine, in, io + x + j, inLine, sums, to, step);
      }
      for (int j = threes; j < width; j++) {
        int to = so + j * LANE_COUNT;
        int from = io + x + j;
        if (x + LANE_COUNT <= n) {
          FloatWindowTiles.correlate(
              height, lines, g, go + x, gLine, in, from, inLine, sums, to, step);
        } else {
          FloatWindowTiles.correlateEnd(
              height, lines, inside, g, go + x, gLine, in, from, inLine, sums, to, step);
        }
      }
    }
  }

  /// What `FloatWindowTiles.correlateEnd` computes for a window of three lines, for three columns
  /// of it.
  private static void correlateThree(
      int lines,
      VectorMask<Float> inside,
      float[] g,
      int go,
      int gLine,
      float[] in,
      int io,
      int inLine,
      float[] sums,
      int so,
      int step) {
    FloatVector c00 = FloatVector.fromArray(LANES, sums, so);
    FloatVector c01 = FloatVector.fromArray(LANES, sums, so + LANE_COUNT);
    FloatVector c02 = FloatVector.fromArray(LANES, sums, so + 2 * LANE_COUNT);
    FloatVector c10 = FloatVector.fromArray(LANES, sums, so + step);
    FloatVector c11 = FloatVector.fromArray(LANES, sums, so + step + LANE_COUNT);
    FloatVector c12 = FloatVector.fromArray(LANES, sums, so + step + 2 * LANE_COUNT);
    FloatVector c20 = FloatVector.fromArray(LANES, sums, so + 2 * step);
    FloatVector c21 = FloatVector.fromArray(LANES, sums, so + 2 * step + LANE_COUNT);
    FloatVector c22 = FloatVector.fromArray(LANES, sums, so + 2 * step + 2 * LANE_COUNT);
    FloatVector x00 = FloatVector.fromArray(LANES, in, io);
    FloatVector x01 = FloatVector.fromArray(LANES, in, io + 1);
    FloatVector x02 = FloatVector.fromArray(LANES, in, io + 2);
    FloatVector x10 = FloatVector.fromArray(LANES, in, io + inLine);
    FloatVector x11 = FloatVector.fromArray(LANES, in, io + inLine + 1);
    FloatVector x12 = FloatVector.fromArray(LANES, in, io + inLine + 2);
    int at = io + 2 * inLine;
    int slope = go;
    for (int y = 0; y < lines; y++) {
      FloatVector s = FloatVector.fromArray(LANES, g, slope, inside);
      FloatVector x20 = FloatVector.fromArray(LANES, in, at);
      FloatVector x21 = FloatVector.fromArray(LANES, in, at + 1);
      FloatVector x22 = FloatVector.fromArray(LANES, in, at + 2);
      c00 = s.fma(x00, c00);
      c01 = s.fma(x01, c01);
      c02 = s.fma(x02, c02);
      c10 = s.fma(x10, c10);
      c11 = s.fma(x11, c11);
      c12 = s.fma(x12, c12);
      c20 = s.fma(x20, c20);
      c21 = s.fma(x21, c21);
      c22 = s.fma(x22, c22);
      x00 = x10;
      x01 = x11;
      x02 = x12;
      x10 = x20;
      x11 = x21;
      x12 = x22;
      at += inLine;
      slope += gLine;
    }
    c00.intoArray(sums, so);
    c01.intoArray(sums, so + LANE_COUNT);
    c02.intoArray(sums, so + 2 * LANE_COUNT);
    c10.intoArray(sums, so + step);
    c11.intoArray(sums, so + step + LANE_COUNT);
    c12.intoArray(sums, so + step + 2 * LANE_COUNT);
    c20.intoArray(sums, so + 2 * step);
    c21.intoArray(sums, so + 2 * step + LANE_COUNT);
    c22.intoArray(sums, so + 2 * step + 2 * LANE_COUNT);
  }

  @Override
  public void total(float[] sums, int so, int count, float[] out, int oo) {
    for (int i = 0; i < count; i++) {
      FloatVector sum = FloatVector.fromArray(LANES, sums, so + i * LANE_COUNT);
      out[oo + i] = SimdFloatReductions.sumLanes(sum);
    }
  }
}
