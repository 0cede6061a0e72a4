// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// A vector times a matrix, in the order in which the matrix lies in memory, whose speed is the
/// limit. The sums are those of [SimdFloatMatMul], term by term.
final class FloatVectorMatrix {

  /// Columns that are summed up at once, in the first-level cache.
  static final int ROW = 2048;

  private FloatVectorMatrix() {}

  /// The product of a vector of `k` elements and `k x n`; `sums` has room for [#ROW].
  static void multiply(
      int n,
      int k,
      float[] a,
      int ao,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      int bColumn,
      float[] c,
      int co,
      boolean accumulate,
      @Nullable FloatEpilogue epilogue,
      float[] sums) {
    if (bColumn == 1) {
      byRows(n, k, a, ao, aColumn, b, bo, bRow, c, co, accumulate, epilogue, sums);
    } else {
      byColumns(n, k, a, ao, aColumn, b, bo, bRow, bColumn, c, co, accumulate, epilogue);
    }
  }

  /// A vector times a matrix: multiples of the rows of `B`, four at a time and in the order of
  /// memory, which is what limits it. The sums are those of [SimdFloatMatMul], term by term.
  private static void byRows(
      int n,
      int k,
      float[] a,
      int ao,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      float[] c,
      int co,
      boolean accumulate,
      @Nullable FloatEpilogue epilogue,
      float[] sums) {
    int blockK = SimdFloatMatMul.evenBlock(k, SimdFloatMatMul.BLOCK_K, 16);
    for (int n0 = 0; n0 < n; n0 += ROW) {
      int columns = Math.min(ROW, n - n0);
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int end = Math.min(k, k0 + blockK);
        Arrays.fill(sums, 0, columns, 0f);
        int p = k0;
        for (; p < end - 3; p += 4) {
          int x = ao + p * aColumn;
          addRows(
              a[x],
              a[x + aColumn],
              a[x + 2 * aColumn],
              a[x + 3 * aColumn],
              b,
              bo + p * bRow + n0,
              bRow,
              sums,
              columns);
        }
        for (; p < end; p++) {
          addRow(a[ao + p * aColumn], b, bo + p * bRow + n0, sums, columns);
        }
        int out = co + n0;
        for (int j = 0; j < columns; j++) {
          c[out + j] = accumulate || k0 > 0 ? c[out + j] + sums[j] : sums[j];
        }
      }
      if (epilogue != null) {
        epilogue.apply(c, co + n0, n, 1, columns, 0, n0);
      }
    }
  }

  private static void addRows(
      float a0, float a1, float a2, float a3, float[] b, int bo, int bRow, float[] sums, int n) {
    FloatVector x0 = FloatVector.broadcast(LANES, a0);
    FloatVector x1 = FloatVector.broadcast(LANES, a1);
    FloatVector x2 = FloatVector.broadcast(LANES, a2);
    FloatVector x3 = FloatVector.broadcast(LANES, a3);
    int b1 = bo + bRow;
    int b2 = b1 + bRow;
    int b3 = b2 + bRow;
    int j = 0;
    for (; j <= n - LANE_COUNT; j += LANE_COUNT) {
      FloatVector sum =
          x0.fma(FloatVector.fromArray(LANES, b, bo + j), FloatVector.fromArray(LANES, sums, j));
      sum = x1.fma(FloatVector.fromArray(LANES, b, b1 + j), sum);
      sum = x2.fma(FloatVector.fromArray(LANES, b, b2 + j), sum);
      x3.fma(FloatVector.fromArray(LANES, b, b3 + j), sum).intoArray(sums, j);
    }
    for (; j < n; j++) {
      float sum = Math.fma(a0, b[bo + j], sums[j]);
      sum = Math.fma(a1, b[b1 + j], sum);
      sum = Math.fma(a2, b[b2 + j], sum);
      sums[j] = Math.fma(a3, b[b3 + j], sum);
    }
  }

  private static void addRow(float a, float[] b, int bo, float[] sums, int n) {
    for (int j = 0; j < n; j++) {
      sums[j] = Math.fma(a, b[bo + j], sums[j]);
    }
  }

  /// Inner products with the columns, eight at a time: one product per element of the matrix, of
  /// single numbers, keeps up with memory.
  private static void byColumns(
      int n,
      int k,
      float[] a,
      int ao,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      int bColumn,
      float[] c,
      int co,
      boolean accumulate,
      @Nullable FloatEpilogue epilogue) {
    int blockK = SimdFloatMatMul.evenBlock(k, SimdFloatMatMul.BLOCK_K, 16);
    if (!accumulate) {
      Arrays.fill(c, co, co + n, 0f);
    }
    int j = 0;
    for (; j < n - 7; j += 8) {
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int depth = Math.min(blockK, k - k0);
        int from = bo + j * bColumn + k0 * bRow;
        addColumns(a, ao + k0 * aColumn, aColumn, b, from, bRow, bColumn, depth, c, co + j);
      }
    }
    for (; j < n; j++) {
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int end = Math.min(k, k0 + blockK);
        float sum = 0f;
        for (int p = k0; p < end; p++) {
          sum = Math.fma(a[ao + p * aColumn], b[bo + j * bColumn + p * bRow], sum);
        }
        c[co + j] += sum;
      }
    }
    if (epilogue != null) {
      epilogue.apply(c, co, n, 1, n, 0, 0);
    }
  }

  private static void addColumns(
      float[] a,
      int ao,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      int bColumn,
      int depth,
      float[] c,
      int co) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    int b1 = bo + bColumn;
    int b2 = b1 + bColumn;
    int b3 = b2 + bColumn;
    int b4 = b3 + bColumn;
    int b5 = b4 + bColumn;
    int b6 = b5 + bColumn;
    int b7 = b6 + bColumn;
    if (aColumn == 1 && bRow == 1) {
      for (int p = 0; p < depth; p++) {
        float x = a[ao + p];
        s0 = Math.fma(x, b[bo + p], s0);
        s1 = Math.fma(x, b[b1 + p], s1);
        s2 = Math.fma(x, b[b2 + p], s2);
        s3 = Math.fma(x, b[b3 + p], s3);
        s4 = Math.fma(x, b[b4 + p], s4);
        s5 = Math.fma(x, b[b5 + p], s5);
        s6 = Math.fma(x, b[b6 + p], s6);
        s7 = Math.fma(x, b[b7 + p], s7);
      }
    } else {
      for (int p = 0; p < depth; p++) {
        float x = a[ao + p * aColumn];
        int q = p * bRow;
        s0 = Math.fma(x, b[bo + q], s0);
        s1 = Math.fma(x, b[b1 + q], s1);
        s2 = Math.fma(x, b[b2 + q], s2);
        s3 = Math.fma(x, b[b3 + q], s3);
        s4 = Math.fma(x, b[b4 + q], s4);
        s5 = Math.fma(x, b[b5 + q], s5);
        s6 = Math.fma(x, b[b6 + q], s6);
        s7 = Math.fma(x, b[b7 + q], s7);
      }
    }
    c[co] += s0;
    c[co + 1] += s1;
    c[co + 2] += s2;
    c[co + 3] += s3;
    c[co + 4] += s4;
    c[co + 5] += s5;
    c[co + 6] += s6;
    c[co + 7] += s7;
  }
}
