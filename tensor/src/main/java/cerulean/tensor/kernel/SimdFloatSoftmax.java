// Functions of vectors are written into the loops at build time.
package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [FloatSoftmax] on vectors; a row that fits into one stays in a register from end to end.
///
/// The order of a sum depends on the length of the row alone.
public final class SimdFloatSoftmax implements FloatSoftmax {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  /// Lane `i` receives lane `i + distance`, round the vector.
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(LANES, 8 % STEP, 1, true);

  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(LANES, 4 % STEP, 1, true);

  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(LANES, 2 % STEP, 1, true);

  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(LANES, 1, 1, true);

  @Override
  public void softmax(float[] a, int ao, float[] out, int oo, int rows, int n) {
    if (n <= STEP) {
      shortRows(a, ao, 1f, out, oo, rows, n);
      return;
    }
    for (int row = 0; row < rows; row++) {
      int y = oo + row * n;
      float sum = exponentials(a, ao + row * n, out, y, n);
      scale(out, y, 1f / sum, n);
    }
  }

  @Override
  public void logSoftmax(float[] a, int ao, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = ao + row * n;
      int y = oo + row * n;
      float max = max(a, x, n);
      float logSum = (float) Math.log(sum(a, x, max, n));
      int i = 0;
      for (; i <= n - STEP; i += STEP) {
        FloatVector.fromArray(LANES, a, x + i).sub(max).sub(logSum).intoArray(out, y + i);
      }
      for (; i < n; i++) {
        out[y + i] = a[x + i] - max - logSum;
      }
    }
  }

  @Override
  public void crossEntropy(
      float[] a, int ao, int[] targets, int to, double[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = ao + row * n;
      float max = max(a, x, n);
      double distance = (double) a[x + targets[to + row]] - max;
      out[oo + row] = Math.log(sum(a, x, max, n)) - distance;
    }
  }

  @Override
  public void crossEntropyGradient(
      float[] a, int ao, int[] targets, int to, float scale, float[] out, int oo, int rows, int n) {
    if (n <= STEP) {
      shortRows(a, ao, scale, out, oo, rows, n);
    }
    for (int row = 0; row < rows; row++) {
      int y = oo + row * n;
      if (n > STEP) {
        float sum = exponentials(a, ao + row * n, out, y, n);
        scale(out, y, scale / sum, n);
      }
      out[y + targets[to + row]] -= scale;
    }
  }

  @Override
  public void softmaxGradient(
      float[] g, int go, float[] p, int po, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = go + row * n;
      int y = po + row * n;
      int o = oo + row * n;
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      int i = 0;
      for (; i <= n - 2 * STEP; i += 2 * STEP) {
        s0 = FloatVector.fromArray(LANES, g, x + i).fma(FloatVector.fromArray(LANES, p, y + i), s0);
        FloatVector share = FloatVector.fromArray(LANES, p, y + i + STEP);
        s1 = FloatVector.fromArray(LANES, g, x + i + STEP).fma(share, s1);
      }
      float sum = SimdFloatReductions.sumLanes(s0.add(s1));
      for (; i < n; i++) {
        sum += g[x + i] * p[y + i];
      }
      i = 0;
      for (; i <= n - STEP; i += STEP) {
        FloatVector share = FloatVector.fromArray(LANES, p, y + i);
        share.mul(FloatVector.fromArray(LANES, g, x + i).sub(sum)).intoArray(out, o + i);
      }
      for (; i < n; i++) {
        out[o + i] = p[y + i] * (g[x + i] - sum);
      }
    }
  }

  @Override
  public void logSoftmaxGradient(
      float[] g, int go, float[] y, int yo, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = go + row * n;
      int from = yo + row * n;
      int o = oo + row * n;
      FloatVector s = FloatVector.zero(LANES);
      int i = 0;
      for (; i <= n - STEP; i += STEP) {
        s = s.add(FloatVector.fromArray(LANES, g, x + i));
      }
      float sum = SimdFloatReductions.sumLanes(s);
      for (; i < n; i++) {
        sum += g[x + i];
      }
      for (i = 0; i < n; i += STEP) {
        VectorMask<Float> lanes = LANES.indexInRange(i, n);
        FloatVector p = VectorExponentials.exp(FloatVector.fromArray(LANES, y, from + i, lanes));
        FloatVector own = FloatVector.fromArray(LANES, g, x + i, lanes);
        own.sub(p.mul(sum)).intoArray(out, o + i, lanes);
      }
    }
  }

  /// `scale softmax` of rows that fit into a vector.
  private static void shortRows(
      float[] a, int ao, float scale, float[] out, int oo, int rows, int n) {
    VectorMask<Float> lanes = LANES.indexInRange(0, n);
    FloatVector lowest = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < rows; row++) {
      FloatVector x = lowest.blend(FloatVector.fromArray(LANES, a, ao + row * n, lanes), lanes);
      FloatVector e = VectorExponentials.expOfAtMost(x.sub(highest(x)));
      FloatVector s = FloatVector.zero(LANES).blend(e, lanes);
      if (STEP > 8) {
        s = s.add(s.rearrange(BY_8));
      }
      if (STEP > 4) {
        s = s.add(s.rearrange(BY_4));
      }
      if (STEP > 2) {
        s = s.add(s.rearrange(BY_2));
      }
      s = s.add(s.rearrange(BY_1));
      e.div(s).mul(scale).intoArray(out, oo + row * n, lanes);
    }
  }

  /// The largest lane, in every lane. A NaN may get lost: it makes the sum of the row NaN.
  private static FloatVector highest(FloatVector x) {
    FloatVector m = x;
    if (STEP > 8) {
      FloatVector other = m.rearrange(BY_8);
      m = m.blend(other, other.compare(GT, m));
    }
    if (STEP > 4) {
      FloatVector other = m.rearrange(BY_4);
      m = m.blend(other, other.compare(GT, m));
    }
    if (STEP > 2) {
      FloatVector other = m.rearrange(BY_2);
      m = m.blend(other, other.compare(GT, m));
    }
    FloatVector other = m.rearrange(BY_1);
    return m.blend(other, other.compare(GT, m));
  }

  /// The largest element; a NaN may get lost.
  private static float max(float[] a, int ao, int n) {
    FloatVector m0 = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    int i = 0;
    for (; i <= n - 2 * STEP; i += 2 * STEP) {
      FloatVector x = FloatVector.fromArray(LANES, a, ao + i);
      FloatVector y = FloatVector.fromArray(LANES, a, ao + i + STEP);
      m0 = m0.blend(x, x.compare(GT, m0));
      m1 = m1.blend(y, y.compare(GT, m1));
    }
    float max = m0.max(m1).reduceLanes(MAX);
    for (; i < n; i++) {
      max = Math.max(max, a[ao + i]);
    }
    return max;
  }

  /// The next elements of a row that has `left` more; lanes beyond it are negative infinities,
  /// whose exponential is 0.
  private static FloatVector part(float[] a, int i, int left) {
    if (left >= STEP) {
      return FloatVector.fromArray(LANES, a, i);
    }
    VectorMask<Float> lanes = LANES.indexInRange(0, left);
    FloatVector some = FloatVector.fromArray(LANES, a, i, lanes);
    return FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY).blend(some, lanes);
  }

  /// `sum e^(a - max)`.
  private static float sum(float[] a, int ao, float max, int n) {
    FloatVector sum = FloatVector.zero(LANES);
    for (int i = 0; i < n; i += STEP) {
      sum = sum.add(VectorExponentials.expOfAtMost(part(a, ao + i, n - i).sub(max)));
    }
    return SimdFloatReductions.sumLanes(sum);
  }

  /// Writes `e^(a - max)` and returns the sum.
  private static float exponentials(float[] a, int ao, float[] out, int oo, int n) {
    float max = max(a, ao, n);
    FloatVector sum = FloatVector.zero(LANES);
    for (int i = 0; i < n; i += STEP) {
      FloatVector e = VectorExponentials.expOfAtMost(part(a, ao + i, n - i).sub(max));
      sum = sum.add(e);
      if (n - i >= STEP) {
        e.intoArray(out, oo + i);
      } else {
        e.intoArray(out, oo + i, LANES.indexInRange(i, n));
      }
    }
    return SimdFloatReductions.sumLanes(sum);
  }

  private static void scale(float[] out, int oo, float factor, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector.fromArray(LANES, out, oo + i).mul(factor).intoArray(out, oo + i);
    }
    for (; i < n; i++) {
      out[oo + i] *= factor;
    }
  }
}
