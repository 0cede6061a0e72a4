// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.A_STRIDE;
import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatTiles.VECTOR_BYTES;
import static cerulean.tensor.kernel.FloatTiles.WIDTH;
import static cerulean.tensor.kernel.SimdFloatMatMul.BLOCK_K;
import static cerulean.tensor.kernel.SimdFloatMatMul.BLOCK_N;
import static cerulean.tensor.kernel.SimdFloatMatMul.HEIGHT;
import static cerulean.tensor.kernel.SimdFloatMatMul.ZEROS;
import static cerulean.tensor.kernel.SimdFloatMatMul.evenBlock;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/// Matrix products computed as `C^T = B^T A^T`, in the tiles of [SimdFloatMatMul] and with the bits
/// of its sums.
final class FloatTurnedProducts {

  /// Rows of `C` up to which `C^T` may be computed instead of turning `B` round.
  static final int MOST_ROWS = 128;

  /// Columns of `C` up to which its rows are laid along the vectors: with fewer columns than lanes
  /// the other lanes would work for nothing.
  private static final int NARROW = Math.min(HEIGHT, LANE_COUNT - 1);

  private FloatTurnedProducts() {}

  // ---- Few rows

  /// Whether `C^T` costs less: both operands lie along the sums, as in `x W^T`, and `A` and `C`,
  /// which are then turned round, have at most half the elements of `B`; and half of the lanes at
  /// least have a row.
  static boolean areCheaper(int m, int n, int k, int aColumn, int bRow, int bColumn) {
    return aColumn == 1
        && bRow == 1
        && bColumn != 1
        && 2 * m > LANE_COUNT
        && m <= MOST_ROWS
        && 2L * m * (n + k) <= (long) n * k
        && (long) k * MOST_ROWS <= (long) BLOCK_K * BLOCK_N;
  }

  /// `C^T = B^T A^T` with all of `A^T` packed, panel by panel of the columns of `B`. The sums are
  /// those of [SimdFloatMatMul], term by term.
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
      float[] packedPanel,
      MemorySegment packedBlock,
      float[] tile,
      float[] square) {
    int blockK = evenBlock(k, BLOCK_K, 16);
    long line = (long) (m + LANE_COUNT - 1) / LANE_COUNT * VECTOR_BYTES;
    for (int k0 = 0; k0 < k; k0 += blockK) {
      int depth = Math.min(blockK, k - k0);
      FloatPacking.columns(a, ao + k0, aRow, depth, m, packedBlock, k0 * line);
    }
    int panels = (n - 1) / HEIGHT + 1;
    int n0 = 0;
    for (int panel = 0; panel < panels; panel++) {
      int columns = (n - n0 - 1) / (panels - panel) + 1;
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int depth = Math.min(blockK, k - k0);
        int from = bo + n0 * bColumn + k0;
        FloatPacking.panelByRows(b, from, bColumn, columns, depth, packedPanel, 0);
        float[] start = k0 == 0 ? ZEROS : tile;
        for (int i = 0; i < m; i += WIDTH) {
          int vectors = m - i > LANE_COUNT ? 2 : 1;
          long right = k0 * line + (long) i * depth * Float.BYTES;
          int so = k0 == 0 ? 0 : i;
          int sRow = k0 == 0 ? 0 : MOST_ROWS;
          FloatTiles.packed(
              true,
              columns,
              vectors,
              packedPanel,
              0,
              packedBlock,
              right,
              depth,
              start,
              so,
              sRow,
              tile,
              i,
              MOST_ROWS);
        }
      }
      putTurned(tile, MOST_ROWS, columns, m, square, c, co + n0, cRow);
      n0 += columns;
    }
  }

  // ---- Few columns

  /// Whether there are so few columns that lanes would be idle, and rows for the lanes instead.
  static boolean areNarrow(int m, int n) {
    return n <= NARROW && m >= WIDTH;
  }

  /// `C^T = B^T A^T` for few columns of `C`.
  static void narrow(
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
      @Nullable FloatEpilogue epilogue,
      float[] packedPanel,
      MemorySegment packedBlock,
      float[] tile,
      float[] square) {
    int blockK = evenBlock(k, BLOCK_K, 16);
    for (int m0 = 0; m0 < m; m0 += WIDTH) {
      int rows = Math.min(WIDTH, m - m0);
      int vectors = rows > LANE_COUNT ? 2 : 1;
      int out = co + m0 * cRow;
      if (accumulate) {
        getTurned(c, out, cRow, n, rows, tile, WIDTH);
      }
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int depth = Math.min(blockK, k - k0);
        if (m0 == 0 || blockK < k) {
          FloatPacking.panel(
              b,
              bo + k0 * bRow,
              /* aRow= */ bColumn,
              /* aColumn= */ bRow,
              n,
              depth,
              packedPanel,
              0);
        }
        int right = ao + m0 * aRow + k0 * aColumn;
        boolean add = accumulate || k0 > 0;
        float[] start = add ? tile : ZEROS;
        int startRow = add ? WIDTH : 0;
        if (aRow == 1 && rows == vectors * LANE_COUNT) {
          FloatTiles.strided(
              bColumn != 1,
              n,
              vectors,
              packedPanel,
              0,
              A_STRIDE,
              a,
              right,
              aColumn,
              depth,
              start,
              0,
              startRow,
              tile,
              0,
              WIDTH);
        } else {
          FloatPacking.block(a, right, aColumn, aRow, depth, rows, packedBlock);
          FloatTiles.packed(
              bColumn != 1,
              n,
              vectors,
              packedPanel,
              0,
              packedBlock,
              0,
              depth,
              start,
              0,
              startRow,
              tile,
              0,
              WIDTH);
        }
      }
      putTurned(tile, WIDTH, n, rows, square, c, out, cRow);
      if (epilogue != null) {
        epilogue.apply(c, out, cRow, rows, n, m0, 0);
      }
    }
  }

  /// Writes a tile of `rows x columns`, whose rows have room for whole vectors, turned round:
  /// `out[j, i] = tile[i, j]`, by way of `square`, a matrix of as many rows and columns as a vector
  /// has lanes.
  private static void putTurned(
      float[] tile,
      int tileRow,
      int rows,
      int columns,
      float[] square,
      float[] out,
      int oo,
      int outRow) {
    for (int i = 0; i < rows; i += LANE_COUNT) {
      int width = Math.min(LANE_COUNT, rows - i);
      VectorMask<Float> inside = LANES.indexInRange(0, width);
      for (int j = 0; j < columns; j += LANE_COUNT) {
        FloatTranspose.block(tile, i * tileRow + j, tileRow, width, square, 0, LANE_COUNT);
        int height = Math.min(LANE_COUNT, columns - j);
        for (int line = 0; line < height; line++) {
          FloatVector.fromArray(LANES, square, line * LANE_COUNT)
              .intoArray(out, oo + (j + line) * outRow + i, inside);
        }
      }
    }
  }

  /// `tile[i, j] = c[j, i]` for `rows x columns` elements of the tile, by plain loops: there are
  /// few.
  private static void getTurned(
      float[] c, int co, int cRow, int rows, int columns, float[] tile, int tileRow) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        tile[i * tileRow + j] = c[co + j * cRow + i];
      }
    }
  }
}
