// Specialised at build time for double, long.
package cerulean.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [FloatMatMul] in plain loops that a compiler without the Vector API turns into fair code.
///
/// Rows of `B` are added to rows of `C` (`c[i, :] += a[i, p] * b[p, :]`), which vectorises without
/// reordering any sum. A `B` whose columns are adjacent in memory is first brought into row order
/// block by block; without fused multiply-add, which falls back to a very slow path on processors
/// that lack it.
public final class ScalarFloatMatMul implements FloatMatMul {

  /// Rows of `B` per block: 64 rows of 256 floats are 64 KiB, which stays in a second-level cache.
  private static final int BLOCK_K = 64;

  private static final int BLOCK_N = 256;

  /// The block of one thread, kept for its next product.
  private static final ThreadLocal<float[]> BLOCK =
      ThreadLocal.withInitial(() -> new float[BLOCK_K * BLOCK_N]);

  @Override
  public void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      int bColumn,
      float[] c,
      int co,
      int cRow,
      boolean accumulate,
      @Nullable FloatEpilogue epilogue) {
    float[] block = BLOCK.get();
    for (int i = 0; i < m && !accumulate; i++) {
      Arrays.fill(c, co + i * cRow, co + i * cRow + n, 0f);
    }
    for (int n0 = 0; n0 < n; n0 += BLOCK_N) {
      int columns = Math.min(BLOCK_N, n - n0);
      for (int k0 = 0; k0 < k; k0 += BLOCK_K) {
        int depth = Math.min(BLOCK_K, k - k0);
        copyBlock(b, bo + k0 * bRow + n0 * bColumn, bRow, bColumn, depth, columns, block);
        for (int i = 0; i < m; i++) {
          int x = ao + i * aRow + k0 * aColumn;
          addRows(a, x, aColumn, block, depth, columns, c, co + i * cRow + n0);
        }
      }
      if (epilogue != null) {
        epilogue.apply(c, co + n0, cRow, m, columns, 0, n0);
      }
    }
  }

  private static void copyBlock(
      float[] b, int bo, int bRow, int bColumn, int depth, int columns, float[] block) {
    for (int p = 0; p < depth; p++) {
      int from = bo + p * bRow;
      int to = p * columns;
      for (int j = 0; j < columns; j++) {
        block[to + j] = b[from + j * bColumn];
      }
    }
  }

  private static void addRows(
      float[] a, int ao, int aStep, float[] block, int depth, int columns, float[] c, int co) {
    for (int p = 0; p < depth; p++) {
      float x = a[ao + p * aStep];
      int row = p * columns;
      for (int j = 0; j < columns; j++) {
        c[co + j] += x * block[row + j];
      }
    }
  }
}
