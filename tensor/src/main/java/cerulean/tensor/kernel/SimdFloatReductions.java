// Specialised at build time for double.
package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [FloatReductions] with four vectors of partial results.
///
/// Four, because an addition takes four cycles and two can start in each. The lanes are added by a
/// fixed tree: the Vector API leaves the order of its own float reduction open, and interpreter and
/// compiler need not agree on it.
public final class SimdFloatReductions implements FloatReductions {

  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  static final int STEP = LANES.length();

  /// Lane `i` receives lane `i + distance`, round the vector.
  static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(LANES, 8 % STEP, 1, true);

  static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(LANES, 4 % STEP, 1, true);

  static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(LANES, 2 % STEP, 1, true);

  static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(LANES, 1, 1, true);

  /// Elements that are summed straight on: 16 additions in each lane of the four vectors.
  private static final int BLOCK = 64 * STEP;

  /// Elements whose blocks are added in vectors, one after the other: fewer sums of lanes.
  private static final int BLOCKS = 8 * BLOCK;

  /// From here on the four quarters of a run are summed side by side.
  private static final int LONG = 1 << 16;

  /// Pairwise above eight blocks: the error is at most `(log2(n) + 2 lanes + 20) u sum |a|`.
  @Override
  public float sum(float[] a, int ao, int n) {
    if (n <= BLOCKS) {
      return sumBlocks(a, ao, n);
    }
    if (n >= LONG) {
      int quarter = n / 4 / STEP * STEP;
      return sumQuarters(a, ao, quarter, quarter) + sum(a, ao + 4 * quarter, n - 4 * quarter);
    }
    int half = (n / 2 + BLOCKS - 1) / BLOCKS * BLOCKS;
    return sum(a, ao, half) + sum(a, ao + half, n - half);
  }

  /// The sum of four runs of `n` elements, a multiple of [#STEP], whose beginnings lie `distance`
  /// apart.
  ///
  /// The processor reads ahead to the end of a page of 4 KiB. At four places it waits for one page
  /// while it adds three others: beyond the caches up to twice as fast where the memory is busy.
  private static float sumQuarters(float[] a, int ao, int distance, int n) {
    int most = BLOCKS / 4;
    if (n > most) {
      int half = (n / 2 + most - 1) / most * most;
      return sumQuarters(a, ao, distance, half) + sumQuarters(a, ao + half, distance, n - half);
    }
    FloatVector total = FloatVector.zero(LANES);
    for (int i = 0; i < n; ) {
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      int end = Math.min(n, i + BLOCK / 4);
      for (; i < end; i += STEP) {
        s0 = s0.add(FloatVector.fromArray(LANES, a, ao + i));
        s1 = s1.add(FloatVector.fromArray(LANES, a, ao + i + distance));
        s2 = s2.add(FloatVector.fromArray(LANES, a, ao + i + 2 * distance));
        s3 = s3.add(FloatVector.fromArray(LANES, a, ao + i + 3 * distance));
      }
      total = total.add(s0.add(s1).add(s2.add(s3)));
    }
    return sumLanes(total);
  }

  private static float sumBlocks(float[] a, int ao, int n) {
    FloatVector total = FloatVector.zero(LANES);
    int i = 0;
    while (i <= n - 4 * STEP) {
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      int last = Math.min(n, i + BLOCK) - 4 * STEP;
      for (; i <= last; i += 4 * STEP) {
        s0 = s0.add(FloatVector.fromArray(LANES, a, ao + i));
        s1 = s1.add(FloatVector.fromArray(LANES, a, ao + i + STEP));
        s2 = s2.add(FloatVector.fromArray(LANES, a, ao + i + 2 * STEP));
        s3 = s3.add(FloatVector.fromArray(LANES, a, ao + i + 3 * STEP));
      }
      total = total.add(s0.add(s1).add(s2.add(s3)));
    }
    for (; i <= n - STEP; i += STEP) {
      total = total.add(FloatVector.fromArray(LANES, a, ao + i));
    }
    float sum = sumLanes(total);
    for (; i < n; i++) {
      sum += a[ao + i];
    }
    return sum;
  }

  /// The sum of the lanes, by a fixed tree.
  static float sumLanes(FloatVector v) {
    FloatVector s = v;
    if (STEP > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (STEP > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    if (STEP > 2) {
      s = s.add(s.rearrange(BY_2));
    }
    return s.add(s.rearrange(BY_1)).lane(0);
  }

  @Override
  public float max(float[] a, int ao, int n) {
    FloatVector m0 = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    int i = 0;
    for (; i <= n - 2 * STEP; i += 2 * STEP) {
      m0 = m0.max(FloatVector.fromArray(LANES, a, ao + i));
      m1 = m1.max(FloatVector.fromArray(LANES, a, ao + i + STEP));
    }
    float max = m0.max(m1).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      max = Math.max(max, a[ao + i]);
    }
    return max;
  }

  @Override
  public float min(float[] a, int ao, int n) {
    FloatVector m0 = FloatVector.broadcast(LANES, Float.POSITIVE_INFINITY);
    FloatVector m1 = m0;
    int i = 0;
    for (; i <= n - 2 * STEP; i += 2 * STEP) {
      m0 = m0.min(FloatVector.fromArray(LANES, a, ao + i));
      m1 = m1.min(FloatVector.fromArray(LANES, a, ao + i + STEP));
    }
    float min = m0.min(m1).reduceLanes(VectorOperators.MIN);
    for (; i < n; i++) {
      min = Math.min(min, a[ao + i]);
    }
    return min;
  }

  @Override
  public int firstAbove(float[] a, int ao, int from, int n, float limit) {
    int i = from;
    for (; i <= n - STEP; i += STEP) {
      VectorMask<Float> within =
          FloatVector.fromArray(LANES, a, ao + i).compare(VectorOperators.LE, limit);
      if (!within.allTrue()) {
        return i + within.not().firstTrue();
      }
    }
    while (i < n && a[ao + i] <= limit) {
      i++;
    }
    return i;
  }

  @Override
  public int firstBelow(float[] a, int ao, int from, int n, float limit) {
    int i = from;
    for (; i <= n - STEP; i += STEP) {
      VectorMask<Float> within =
          FloatVector.fromArray(LANES, a, ao + i).compare(VectorOperators.GE, limit);
      if (!within.allTrue()) {
        return i + within.not().firstTrue();
      }
    }
    while (i < n && a[ao + i] >= limit) {
      i++;
    }
    return i;
  }
}
