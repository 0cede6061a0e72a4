// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.ELEMENT;
import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatTiles.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Products of matrices that both lie along the vectors, without packing: tiles of inner products,
/// each summed up in lanes and the lanes in halves. Not by `reduceLanes`, whose order is the
/// machine's. Rows and columns that a tile has too many are the last one again.
final class FloatInnerProducts {

  /// Rows of a tile, whose sums are added up together.
  private static final int ROWS = 4;

  /// Columns of a tile: 20 sums, five columns and a row where there are 32 registers. Twice as many
  /// multiply-adds as loads are needed, because most vectors lie across two cache lines.
  private static final int COLUMNS = SimdFloatMatMul.HEIGHT == FloatTiles.TALLEST ? 5 : 2;

  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  /// Bytes of the sums of four rows and a column.
  private static final long GROUP = ROWS * VECTOR_BYTES;

  /// Bytes of those of a tile. They lie outside the heap, where vectors begin with cache lines:
  /// what was written across two lines is not forwarded to the loads that follow, and a product of
  /// few terms takes three times as long.
  static final long ROOM = 5 * GROUP;

  private static final int LEVELS = Integer.numberOfTrailingZeros(LANE_COUNT);

  // Constants of their own, not an array of them: the compiler has to know their lanes.
  private static final Half FIRST = half(0);
  private static final Half SECOND = half(1);
  private static final Half THIRD = half(2);
  private static final Half FOURTH = half(3);

  /// A level of halving: where the second half of every group of lanes is, and the lanes with the
  /// halves exchanged.
  private record Half(VectorMask<Float> second, VectorShuffle<Float> exchange) {}

  private FloatInnerProducts() {}

  /// Vectors of few lanes have no use for the last levels.
  private static Half half(int level) {
    int size = Math.max(1, LANE_COUNT >> (level + 1));
    long second = 0;
    int[] exchanged = new int[LANE_COUNT];
    for (int lane = 0; lane < LANE_COUNT; lane++) {
      second |= (lane & size) == 0 ? 0 : 1L << lane;
      exchanged[lane] = lane ^ size;
    }
    return new Half(
        VectorMask.fromLong(LANES, second), VectorShuffle.fromArray(LANES, exchanged, 0));
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
      MemorySegment sums) {
    if (m == 1) {
      withOne(n, k, a, ao, b, bo, bColumn, c, co, 1, accumulate, sums);
      return;
    }
    if (n == 1) {
      withOne(m, k, b, bo, a, ao, aRow, c, co, cRow, accumulate, sums);
      return;
    }
    for (int i = 0; i < m; i += ROWS) {
      int rows = Math.min(ROWS, m - i);
      for (int j = 0; j < n; ) {
        // Two columns where no more are left: three would be computed for nothing.
        int columns = n - j <= 2 ? 2 : COLUMNS;
        int left = ao + i * aRow;
        int right = bo + j * bColumn;
        int width = Math.min(columns, n - j);
        if (columns == 2) {
          fourByTwo(rows, width, k, a, left, aRow, b, right, bColumn, sums);
        } else {
          fourByFive(rows, width, k, a, left, aRow, b, right, bColumn, sums);
        }
        for (int column = 0; column < width; column++) {
          long at = column * GROUP;
          addLanes(sums, at);
          put(rows, sums, at, c, co + i * cRow + j + column, cRow, accumulate);
        }
        j += width;
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
      MemorySegment sums) {
    for (int i = 0; i < count; i += ROWS) {
      int height = Math.min(ROWS, count - i);
      byFour(height, k, x, xo, rows, ro + i * row, row, sums);
      put(height, sums, 0, c, co + i * step, step, accumulate);
    }
  }

  private static void fourByFive(
      int rows,
      int columns,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int bColumn,
      MemorySegment sums) {
    int a1 = 1 < rows ? ao + aRow : ao;
    int a2 = 2 < rows ? a1 + aRow : a1;
    int a3 = 3 < rows ? a2 + aRow : a2;
    int b1 = 1 < columns ? bo + bColumn : bo;
    int b2 = 2 < columns ? b1 + bColumn : b1;
    int b3 = 3 < columns ? b2 + bColumn : b2;
    int b4 = 4 < columns ? b3 + bColumn : b3;
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    FloatVector s8 = s0;
    FloatVector s9 = s0;
    FloatVector s10 = s0;
    FloatVector s11 = s0;
    FloatVector s12 = s0;
    FloatVector s13 = s0;
    FloatVector s14 = s0;
    FloatVector s15 = s0;
    FloatVector s16 = s0;
    FloatVector s17 = s0;
    FloatVector s18 = s0;
    FloatVector s19 = s0;
    int p = 0;
    for (; p <= k - LANE_COUNT; p += LANE_COUNT) {
      FloatVector x0 = FloatVector.fromArray(LANES, b, bo + p);
      FloatVector x1 = FloatVector.fromArray(LANES, b, b1 + p);
      FloatVector x2 = FloatVector.fromArray(LANES, b, b2 + p);
      FloatVector x3 = FloatVector.fromArray(LANES, b, b3 + p);
      FloatVector x4 = FloatVector.fromArray(LANES, b, b4 + p);
      FloatVector r = FloatVector.fromArray(LANES, a, ao + p);
      s0 = r.fma(x0, s0);
      s4 = r.fma(x1, s4);
      s8 = r.fma(x2, s8);
      s12 = r.fma(x3, s12);
      s16 = r.fma(x4, s16);
      r = FloatVector.fromArray(LANES, a, a1 + p);
      s1 = r.fma(x0, s1);
      s5 = r.fma(x1, s5);
      s9 = r.fma(x2, s9);
      s13 = r.fma(x3, s13);
      s17 = r.fma(x4, s17);
      r = FloatVector.fromArray(LANES, a, a2 + p);
      s2 = r.fma(x0, s2);
      s6 = r.fma(x1, s6);
      s10 = r.fma(x2, s10);
      s14 = r.fma(x3, s14);
      s18 = r.fma(x4, s18);
      r = FloatVector.fromArray(LANES, a, a3 + p);
      s3 = r.fma(x0, s3);
      s7 = r.fma(x1, s7);
      s11 = r.fma(x2, s11);
      s15 = r.fma(x3, s15);
      s19 = r.fma(x4, s19);
    }
    s0.intoMemorySegment(sums, 0, NATIVE);
    s1.intoMemorySegment(sums, VECTOR_BYTES, NATIVE);
    s2.intoMemorySegment(sums, 2 * VECTOR_BYTES, NATIVE);
    s3.intoMemorySegment(sums, 3 * VECTOR_BYTES, NATIVE);
    s4.intoMemorySegment(sums, 4 * VECTOR_BYTES, NATIVE);
    s5.intoMemorySegment(sums, 5 * VECTOR_BYTES, NATIVE);
    s6.intoMemorySegment(sums, 6 * VECTOR_BYTES, NATIVE);
    s7.intoMemorySegment(sums, 7 * VECTOR_BYTES, NATIVE);
    s8.intoMemorySegment(sums, 8 * VECTOR_BYTES, NATIVE);
    s9.intoMemorySegment(sums, 9 * VECTOR_BYTES, NATIVE);
    s10.intoMemorySegment(sums, 10 * VECTOR_BYTES, NATIVE);
    s11.intoMemorySegment(sums, 11 * VECTOR_BYTES, NATIVE);
    s12.intoMemorySegment(sums, 12 * VECTOR_BYTES, NATIVE);
    s13.intoMemorySegment(sums, 13 * VECTOR_BYTES, NATIVE);
    s14.intoMemorySegment(sums, 14 * VECTOR_BYTES, NATIVE);
    s15.intoMemorySegment(sums, 15 * VECTOR_BYTES, NATIVE);
    s16.intoMemorySegment(sums, 16 * VECTOR_BYTES, NATIVE);
    s17.intoMemorySegment(sums, 17 * VECTOR_BYTES, NATIVE);
    s18.intoMemorySegment(sums, 18 * VECTOR_BYTES, NATIVE);
    s19.intoMemorySegment(sums, 19 * VECTOR_BYTES, NATIVE);
    addRest(rows, columns, p, k, a, ao, aRow, b, bo, bColumn, sums);
  }

  private static void fourByTwo(
      int rows,
      int columns,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int bColumn,
      MemorySegment sums) {
    int a1 = 1 < rows ? ao + aRow : ao;
    int a2 = 2 < rows ? a1 + aRow : a1;
    int a3 = 3 < rows ? a2 + aRow : a2;
    int b1 = 1 < columns ? bo + bColumn : bo;
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
      FloatVector x0 = FloatVector.fromArray(LANES, b, bo + p);
      FloatVector x1 = FloatVector.fromArray(LANES, b, b1 + p);
      FloatVector r = FloatVector.fromArray(LANES, a, ao + p);
      s0 = r.fma(x0, s0);
      s4 = r.fma(x1, s4);
      r = FloatVector.fromArray(LANES, a, a1 + p);
      s1 = r.fma(x0, s1);
      s5 = r.fma(x1, s5);
      r = FloatVector.fromArray(LANES, a, a2 + p);
      s2 = r.fma(x0, s2);
      s6 = r.fma(x1, s6);
      r = FloatVector.fromArray(LANES, a, a3 + p);
      s3 = r.fma(x0, s3);
      s7 = r.fma(x1, s7);
    }
    s0.intoMemorySegment(sums, 0, NATIVE);
    s1.intoMemorySegment(sums, VECTOR_BYTES, NATIVE);
    s2.intoMemorySegment(sums, 2 * VECTOR_BYTES, NATIVE);
    s3.intoMemorySegment(sums, 3 * VECTOR_BYTES, NATIVE);
    s4.intoMemorySegment(sums, 4 * VECTOR_BYTES, NATIVE);
    s5.intoMemorySegment(sums, 5 * VECTOR_BYTES, NATIVE);
    s6.intoMemorySegment(sums, 6 * VECTOR_BYTES, NATIVE);
    s7.intoMemorySegment(sums, 7 * VECTOR_BYTES, NATIVE);
    addRest(rows, columns, p, k, a, ao, aRow, b, bo, bColumn, sums);
  }

  /// Four rows, not eight: eight are too many vectors for the quick compiler, and the method may
  /// then never reach the optimizing one. Also, where rows are a multiple of 4 KiB long, all their
  /// lines have the same place in a first-level cache, which keeps eight of them.
  private static void byFour(
      int count, int k, float[] x, int xo, float[] rows, int ro, int row, MemorySegment sums) {
    int r1 = 1 < count ? ro + row : ro;
    int r2 = 2 < count ? r1 + row : r1;
    int r3 = 3 < count ? r2 + row : r2;
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int p = 0;
    for (; p <= k - LANE_COUNT; p += LANE_COUNT) {
      FloatVector v = FloatVector.fromArray(LANES, x, xo + p);
      s0 = v.fma(FloatVector.fromArray(LANES, rows, ro + p), s0);
      s1 = v.fma(FloatVector.fromArray(LANES, rows, r1 + p), s1);
      s2 = v.fma(FloatVector.fromArray(LANES, rows, r2 + p), s2);
      s3 = v.fma(FloatVector.fromArray(LANES, rows, r3 + p), s3);
    }
    if (p < k) {
      VectorMask<Float> rest = LANES.indexInRange(p, k);
      FloatVector v = FloatVector.fromArray(LANES, x, xo + p, rest);
      s0 = v.fma(FloatVector.fromArray(LANES, rows, ro + p, rest), s0);
      s1 = v.fma(FloatVector.fromArray(LANES, rows, r1 + p, rest), s1);
      s2 = v.fma(FloatVector.fromArray(LANES, rows, r2 + p, rest), s2);
      s3 = v.fma(FloatVector.fromArray(LANES, rows, r3 + p, rest), s3);
    }
    s0.intoMemorySegment(sums, 0, NATIVE);
    s1.intoMemorySegment(sums, VECTOR_BYTES, NATIVE);
    s2.intoMemorySegment(sums, 2 * VECTOR_BYTES, NATIVE);
    s3.intoMemorySegment(sums, 3 * VECTOR_BYTES, NATIVE);
    addLanes(sums, 0);
  }

  /// What is left after the last whole vector joins the lanes from the first on.
  private static void addRest(
      int rows,
      int columns,
      int from,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int bColumn,
      MemorySegment sums) {
    if (from < k) {
      VectorMask<Float> rest = LANES.indexInRange(from, k);
      for (int j = 0; j < columns; j++) {
        FloatVector x = FloatVector.fromArray(LANES, b, bo + j * bColumn + from, rest);
        for (int i = 0; i < rows; i++) {
          long place = (j * ROWS + i) * VECTOR_BYTES;
          FloatVector.fromArray(LANES, a, ao + i * aRow + from, rest)
              .fma(x, FloatVector.fromMemorySegment(LANES, sums, place, NATIVE))
              .intoMemorySegment(sums, place, NATIVE);
        }
      }
    }
  }

  /// Adds the lanes of four vectors from byte `at` on and leaves the sums there, for [#put]: at
  /// each level the halves of two vectors become one vector, and when one is left, its own halves.
  ///
  /// Vectors come by way of memory, and no method takes or gives one: calls behind a long loop look
  /// so rare to the compiler that it may leave them outside, which puts their vectors on the heap.
  private static void addLanes(MemorySegment sums, long at) {
    FloatVector s0 = FloatVector.fromMemorySegment(LANES, sums, at, NATIVE);
    FloatVector s1 = FloatVector.fromMemorySegment(LANES, sums, at + VECTOR_BYTES, NATIVE);
    FloatVector s2 = FloatVector.fromMemorySegment(LANES, sums, at + 2 * VECTOR_BYTES, NATIVE);
    FloatVector s3 = FloatVector.fromMemorySegment(LANES, sums, at + 3 * VECTOR_BYTES, NATIVE);
    FloatVector crossed = s2.blend(s0, FIRST.second).rearrange(FIRST.exchange);
    FloatVector x = s0.blend(s2, FIRST.second).add(crossed);
    crossed = s3.blend(s1, FIRST.second).rearrange(FIRST.exchange);
    FloatVector y = s1.blend(s3, FIRST.second).add(crossed);
    if (LEVELS == 1) {
      x.intoMemorySegment(sums, at, NATIVE);
      y.intoMemorySegment(sums, at + VECTOR_BYTES, NATIVE);
      return;
    }
    crossed = y.blend(x, SECOND.second).rearrange(SECOND.exchange);
    x = x.blend(y, SECOND.second).add(crossed);
    if (LEVELS > 2) {
      x = x.add(x.rearrange(THIRD.exchange));
    }
    if (LEVELS > 3) {
      x = x.add(x.rearrange(FOURTH.exchange));
    }
    x.intoMemorySegment(sums, at, NATIVE);
  }

  /// Puts `count` of four sums that [#addLanes] left at `at`, `step` apart, into `c`.
  private static void put(
      int count, MemorySegment sums, long at, float[] c, int co, int step, boolean accumulate) {
    for (int i = 0; i < count; i++) {
      long lane = LEVELS == 1 ? i % 2 * 2 + i / 2 : i * (LANE_COUNT / ROWS);
      float sum = sums.get(ELEMENT, at + lane * Float.BYTES);
      int place = co + i * step;
      c[place] = accumulate ? c[place] + sum : sum;
    }
  }
}
