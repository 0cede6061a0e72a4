// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Products of matrices that both lie along the vectors, without packing: eight inner products at a
/// time (rows that are missing at the end are the last one again), each summed up in lanes and the
/// lanes in halves. Not by `reduceLanes`, whose order is the machine's.
final class FloatInnerProducts {

  /// Inner products at a time: what hides the latency of a fused multiply-add, and fits sixteen
  /// registers.
  private static final int COUNT = 8;

  /// Room for their sums.
  static final int ROOM = COUNT * LANE_COUNT;

  private static final int LEVELS = Integer.numberOfTrailingZeros(LANE_COUNT);

  /// Of each level of halving: where the second half of every group of lanes is, and the lanes with
  /// the halves exchanged.
  private static final Half[] HALVES = halves();

  /// Where each of the eight sums is after the last level.
  private static final int[] PLACES = places();

  private record Half(VectorMask<Float> second, VectorShuffle<Float> exchange) {}

  private FloatInnerProducts() {}

  private static Half[] halves() {
    Half[] halves = new Half[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      int size = LANE_COUNT >> (level + 1);
      long second = 0;
      int[] exchanged = new int[LANE_COUNT];
      for (int lane = 0; lane < LANE_COUNT; lane++) {
        second |= (lane & size) == 0 ? 0 : 1L << lane;
        exchanged[lane] = lane ^ size;
      }
      halves[level] =
          new Half(
              VectorMask.fromLong(LANES, second), VectorShuffle.fromArray(LANES, exchanged, 0));
    }
    return halves;
  }

  private static int[] places() {
    int[] places = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int left = Math.max(1, COUNT / LANE_COUNT);
      places[i] = i % left * LANE_COUNT + i / left * Math.max(1, LANE_COUNT / COUNT);
    }
    return places;
  }

  /// As [FloatMatMul#innerProducts]; `sums` has room for [#ROOM].
  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int bColumn,
      float[] c,
      int co,
      int cRow,
      boolean accumulate,
      float[] sums) {
    if (m == 1) {
      withOne(n, k, a, ao, b, bo, bColumn, c, co, 1, accumulate, sums);
      return;
    }
    if (n == 1) {
      withOne(m, k, b, bo, a, ao, aRow, c, co, cRow, accumulate, sums);
      return;
    }
    for (int i = 0; i < m; i += 4) {
      int a0 = ao + i * aRow;
      int a1 = i + 1 < m ? a0 + aRow : a0;
      int a2 = i + 2 < m ? a1 + aRow : a1;
      int a3 = i + 3 < m ? a2 + aRow : a2;
      for (int j = 0; j < n; j += 2) {
        int b0 = bo + j * bColumn;
        int b1 = j + 1 < n ? b0 + bColumn : b0;
        fourByTwo(k, a, a0, a1, a2, a3, b, b0, b1, sums);
        addUp(sums);
        for (int s = 0; s < COUNT; s++) {
          int row = i + s / 2;
          int column = j + s % 2;
          if (row < m && column < n) {
            put(sums[PLACES[s]], c, co + row * cRow + column, accumulate);
          }
        }
      }
    }
  }

  /// The inner products of one vector with `count` rows, `step` apart in `c`.
  private static void withOne(
      int count,
      int k,
      float[] x,
      int xo,
      float[] rows,
      int ro,
      int row,
      float[] c,
      int co,
      int step,
      boolean accumulate,
      float[] sums) {
    for (int i = 0; i < count; i += COUNT) {
      int end = Math.min(COUNT, count - i);
      byEight(end, k, x, xo, rows, ro + i * row, row, sums);
      addUp(sums);
      for (int s = 0; s < end; s++) {
        put(sums[PLACES[s]], c, co + (i + s) * step, accumulate);
      }
    }
  }

  private static void put(float sum, float[] c, int place, boolean accumulate) {
    c[place] = accumulate ? c[place] + sum : sum;
  }

  private static void fourByTwo(
      int k, float[] a, int a0, int a1, int a2, int a3, float[] b, int b0, int b1, float[] sums) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int p = 0;
    for (; p <= k - LANE_COUNT; p += LANE_COUNT) {
      FloatVector x = FloatVector.fromArray(LANES, b, b0 + p);
      FloatVector y = FloatVector.fromArray(LANES, b, b1 + p);
      FloatVector r = FloatVector.fromArray(LANES, a, a0 + p);
      s0 = r.fma(x, s0);
      s1 = r.fma(y, s1);
      r = FloatVector.fromArray(LANES, a, a1 + p);
      s2 = r.fma(x, s2);
      s3 = r.fma(y, s3);
      r = FloatVector.fromArray(LANES, a, a2 + p);
      s4 = r.fma(x, s4);
      s5 = r.fma(y, s5);
      r = FloatVector.fromArray(LANES, a, a3 + p);
      s6 = r.fma(x, s6);
      s7 = r.fma(y, s7);
    }
    store(s0, s1, s2, s3, s4, s5, s6, s7, sums);
    for (int i = 0; p < k; i++, p++) {
      addLast(a[a0 + p], b[b0 + p], b[b1 + p], sums, i);
      addLast(a[a1 + p], b[b0 + p], b[b1 + p], sums, 2 * LANE_COUNT + i);
      addLast(a[a2 + p], b[b0 + p], b[b1 + p], sums, 4 * LANE_COUNT + i);
      addLast(a[a3 + p], b[b0 + p], b[b1 + p], sums, 6 * LANE_COUNT + i);
    }
  }

  private static void byEight(
      int count, int k, float[] x, int xo, float[] rows, int ro, int row, float[] sums) {
    int r1 = 1 < count ? ro + row : ro;
    int r2 = 2 < count ? r1 + row : r1;
    int r3 = 3 < count ? r2 + row : r2;
    int r4 = 4 < count ? r3 + row : r3;
    int r5 = 5 < count ? r4 + row : r4;
    int r6 = 6 < count ? r5 + row : r5;
    int r7 = 7 < count ? r6 + row : r6;
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int p = 0;
    for (; p <= k - LANE_COUNT; p += LANE_COUNT) {
      FloatVector v = FloatVector.fromArray(LANES, x, xo + p);
      s0 = v.fma(FloatVector.fromArray(LANES, rows, ro + p), s0);
      s1 = v.fma(FloatVector.fromArray(LANES, rows, r1 + p), s1);
      s2 = v.fma(FloatVector.fromArray(LANES, rows, r2 + p), s2);
      s3 = v.fma(FloatVector.fromArray(LANES, rows, r3 + p), s3);
      s4 = v.fma(FloatVector.fromArray(LANES, rows, r4 + p), s4);
      s5 = v.fma(FloatVector.fromArray(LANES, rows, r5 + p), s5);
      s6 = v.fma(FloatVector.fromArray(LANES, rows, r6 + p), s6);
      s7 = v.fma(FloatVector.fromArray(LANES, rows, r7 + p), s7);
    }
    store(s0, s1, s2, s3, s4, s5, s6, s7, sums);
    for (int i = 0; p < k; i++, p++) {
      addLast(x[xo + p], rows[ro + p], rows[r1 + p], sums, i);
      addLast(x[xo + p], rows[r2 + p], rows[r3 + p], sums, 2 * LANE_COUNT + i);
      addLast(x[xo + p], rows[r4 + p], rows[r5 + p], sums, 4 * LANE_COUNT + i);
      addLast(x[xo + p], rows[r6 + p], rows[r7 + p], sums, 6 * LANE_COUNT + i);
    }
  }

  /// What is left after the last whole vector joins the lanes from the first on.
  private static void addLast(float x, float y, float z, float[] sums, int lane) {
    sums[lane] = Math.fma(x, y, sums[lane]);
    sums[LANE_COUNT + lane] = Math.fma(x, z, sums[LANE_COUNT + lane]);
  }

  private static void store(
      FloatVector s0,
      FloatVector s1,
      FloatVector s2,
      FloatVector s3,
      FloatVector s4,
      FloatVector s5,
      FloatVector s6,
      FloatVector s7,
      float[] sums) {
    s0.intoArray(sums, 0);
    s1.intoArray(sums, LANE_COUNT);
    s2.intoArray(sums, 2 * LANE_COUNT);
    s3.intoArray(sums, 3 * LANE_COUNT);
    s4.intoArray(sums, 4 * LANE_COUNT);
    s5.intoArray(sums, 5 * LANE_COUNT);
    s6.intoArray(sums, 6 * LANE_COUNT);
    s7.intoArray(sums, 7 * LANE_COUNT);
  }

  /// Adds the lanes of eight vectors: at each level the halves of two vectors become one vector,
  /// and when one is left, its own halves.
  private static void addUp(float[] sums) {
    int count = COUNT;
    for (int level = 0; level < LEVELS; level++) {
      Half half = HALVES[level];
      count /= 2;
      if (count == 0) {
        FloatVector one = FloatVector.fromArray(LANES, sums, 0);
        one.add(one.rearrange(half.exchange)).intoArray(sums, 0);
        return;
      }
      for (int i = 0; i < count; i++) {
        FloatVector x = FloatVector.fromArray(LANES, sums, i * LANE_COUNT);
        FloatVector y = FloatVector.fromArray(LANES, sums, (i + count) * LANE_COUNT);
        FloatVector crossed = y.blend(x, half.second).rearrange(half.exchange);
        x.blend(y, half.second).add(crossed).intoArray(sums, i * LANE_COUNT);
      }
    }
  }
}
