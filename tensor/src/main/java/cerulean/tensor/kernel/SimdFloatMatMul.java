// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.A_STRIDE;
import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatTiles.WIDTH;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/// [FloatMatMul] with packed panels and register tiles (Goto & van de Geijn 2008, "Anatomy of
/// high-performance matrix multiplication").
///
/// `B` is cut into blocks of [#BLOCK_K] rows and [#BLOCK_N] columns that fit the second-level
/// cache, each packed once into panels as wide as a tile. For every group of up to [#HEIGHT] rows a
/// panel of `A` is packed into the first-level cache and multiplied with all panels of the block.
/// Packing is what makes the transposes equal: whatever the strides, the tiles read `B` in order
/// and by whole cache lines, and `A` from the first-level cache. Where a few rows share `B`,
/// packing it would cost more than it saves: the tiles read it where it is, if its rows lie along
/// the vectors; if its columns do, `C^T = B^T A^T` is computed, for which the smaller operand is
/// packed. So it is where `C` has fewer columns than vectors have lanes, with its rows along them.
///
/// A last tile with fewer columns than its vectors have lanes goes through a scratch tile, from a
/// packed panel that holds leftovers in the places of the missing columns; they reach only results
/// that are thrown away.
public final class SimdFloatMatMul implements FloatMatMul {

  /// Depth of a block. A packed panel of `A` takes 14 or 16 KiB of a first-level cache of 32 or 48
  /// KiB, a panel of `B` that passes by another 32 KiB. Fixed, because it is where the sum over `k`
  /// is cut.
  static final int BLOCK_K = 256;

  /// Columns of a block: with [#BLOCK_K] rows half of the second-level cache.
  static final int BLOCK_N =
      Math.clamp(Caches.SECOND_LEVEL / 2 / BLOCK_K / Float.BYTES / WIDTH, 4, 64) * WIDTH;

  /// Rows of the tallest tile in use. 13 rows by two vectors need 30 registers: AVX-512 and NEON
  /// have 32, AVX2 has 16, enough for 6 rows.
  static final int HEIGHT =
      LANES.vectorBitSize() == 512 || System.getProperty("os.arch").equals("aarch64")
          ? FloatTiles.TALLEST
          : 6;

  /// Rows of `C` up to which `B` is read where it is. Packing costs what four to eight rows of the
  /// product cost, and what it saves is a tenth.
  private static final int FEW_ROWS = 2 * HEIGHT;

  /// Rows of `C` up to which that holds where `A` can be read as it is, too, so that nothing at all
  /// is packed, or where `B` has no more columns than this, so that its rows are near each other.
  private static final int SMALL = 64;

  /// What a sum starts from: a row of a tile.
  static final float[] ZEROS = new float[WIDTH];

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  /// Packed operands of one thread, kept for its next product.
  private static final class Buffers {
    // By columns; by rows a panel is shorter.
    final float[] a = new float[BLOCK_K * A_STRIDE];
    final MemorySegment b = Arena.ofAuto().allocate((long) BLOCK_K * BLOCK_N * Float.BYTES, 64);
    final float[] edge = new float[BLOCK_K * LANE_COUNT];
    final float[] tile = new float[FloatTiles.TALLEST * WIDTH];
    final float[] turned = new float[FloatTiles.TALLEST * FloatTurnedProducts.MOST_ROWS];
    final float[] square = new float[LANE_COUNT * LANE_COUNT];
    final float[] row = new float[FloatVectorMatrix.ROW];
    final MemorySegment sums = Arena.ofAuto().allocate(FloatInnerProducts.ROOM, 64);
  }

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
    if (k == 0) {
      withoutTerms(m, n, c, co, cRow, accumulate, epilogue);
      return;
    }
    Buffers buffers = BUFFERS.get();
    if (n == 1 && cRow == 1 && epilogue == null && m >= 2 * WIDTH) {
      // A matrix times a vector is the vector times the transpose.
      FloatVectorMatrix.multiply(
          m, k, b, bo, bRow, a, ao, aColumn, aRow, c, co, accumulate, null, buffers.row);
      return;
    }
    if (FloatTurnedProducts.areNarrow(m, n)) {
      FloatTurnedProducts.narrow(
          m,
          n,
          k,
          a,
          ao,
          aRow,
          aColumn,
          b,
          bo,
          bRow,
          bColumn,
          c,
          co,
          cRow,
          accumulate,
          epilogue,
          buffers.a,
          buffers.b,
          buffers.tile,
          buffers.square);
      return;
    }
    if (m == 1 && n >= 2 * WIDTH) {
      FloatVectorMatrix.multiply(
          n, k, a, ao, aColumn, b, bo, bRow, bColumn, c, co, accumulate, epilogue, buffers.row);
      return;
    }
    if (FloatTurnedProducts.areCheaper(m, n, k, aColumn, bRow, bColumn) && !accumulate) {
      FloatTurnedProducts.multiply(
          m,
          n,
          k,
          a,
          ao,
          aRow,
          b,
          bo,
          bColumn,
          c,
          co,
          cRow,
          buffers.a,
          buffers.b,
          buffers.turned,
          buffers.square);
      if (epilogue != null) {
        epilogue.apply(c, co, cRow, m, n, 0, 0);
      }
      return;
    }
    boolean small = aRow == 1 || n <= SMALL;
    boolean direct = bColumn == 1 && m <= (small ? SMALL : FEW_ROWS);
    int blockN = evenBlock(n, BLOCK_N, WIDTH);
    int blockK = evenBlock(k, BLOCK_K, 16);
    int panels = (m - 1) / HEIGHT + 1;
    for (int n0 = 0; n0 < n; n0 += blockN) {
      int columns = Math.min(blockN, n - n0);
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int depth = Math.min(blockK, k - k0);
        int source = bo + k0 * bRow + n0 * bColumn;
        boolean add = accumulate || k0 > 0;
        if (direct) {
          FloatPacking.edge(b, source, bRow, depth, columns, buffers.edge);
        } else {
          FloatPacking.block(b, source, bRow, bColumn, depth, columns, buffers.b);
        }
        int m0 = 0;
        for (int panel = 0; panel < panels; panel++) {
          int rows = (m - m0 - 1) / (panels - panel) + 1;
          int left = ao + m0 * aRow + k0 * aColumn;
          int out = co + m0 * cRow + n0;
          if (direct && (aRow == 1 || rows == 1)) {
            multiplyDirect(
                false, rows, columns, depth, a, left, aColumn, b, source, bRow, buffers, c, out,
                cRow, add);
          } else {
            FloatPacking.panel(a, left, aRow, aColumn, rows, depth, buffers.a, 0);
            if (direct) {
              multiplyDirect(
                  aRow != 1, rows, columns, depth, buffers.a, 0, A_STRIDE, b, source, bRow, buffers,
                  c, out, cRow, add);
            } else {
              multiplyPacked(aRow != 1, rows, columns, depth, buffers, c, out, cRow, add);
            }
          }
          if (epilogue != null && k0 + depth == k) {
            epilogue.apply(c, out, cRow, rows, columns, m0, n0);
          }
          m0 += rows;
        }
      }
    }
  }

  @Override
  public void innerProducts(
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
      boolean accumulate) {
    MemorySegment sums = BUFFERS.get().sums;
    FloatInnerProducts.multiply(
        m, n, k, a, ao, aRow, b, bo, bColumn, c, co, cRow, accumulate, sums);
  }

  private static void withoutTerms(
      int m,
      int n,
      float[] c,
      int co,
      int cRow,
      boolean accumulate,
      @Nullable FloatEpilogue epilogue) {
    for (int i = 0; i < m && !accumulate; i++) {
      Arrays.fill(c, co + i * cRow, co + i * cRow + n, 0f);
    }
    if (epilogue != null) {
      epilogue.apply(c, co, cRow, m, n, 0, 0);
    }
  }

  /// The size of near-equal blocks, none above `limit`, each but the last a multiple of `unit`.
  static int evenBlock(int size, int limit, int unit) {
    int blocks = (size + limit - 1) / limit;
    int even = (size + blocks - 1) / blocks;
    return Math.min(limit, (even + unit - 1) / unit * unit);
  }

  /// Some rows of `A`, columns `aColumn` apart, times `B` as it is but for a packed edge.
  private static void multiplyDirect(
      boolean byRows,
      int rows,
      int columns,
      int depth,
      float[] a,
      int ao,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      Buffers buffers,
      float[] c,
      int co,
      int cRow,
      boolean add) {
    int whole = columns / LANE_COUNT * LANE_COUNT;
    for (int j = 0; j < whole; j += WIDTH) {
      int vectors = whole - j > LANE_COUNT ? 2 : 1;
      FloatTiles.strided(
          byRows,
          rows,
          vectors,
          a,
          ao,
          aColumn,
          b,
          bo + j,
          bRow,
          depth,
          add ? c : ZEROS,
          add ? co + j : 0,
          add ? cRow : 0,
          c,
          co + j,
          cRow);
    }
    if (whole < columns) {
      float[] tile = buffers.tile;
      FloatTiles.strided(
          byRows,
          rows,
          1,
          a,
          ao,
          aColumn,
          buffers.edge,
          0,
          LANE_COUNT,
          depth,
          ZEROS,
          0,
          0,
          tile,
          0,
          WIDTH);
      copyTile(tile, rows, columns - whole, c, co + whole, cRow, add);
    }
  }

  /// One packed panel of `A` times all panels of the packed block of `B`.
  private static void multiplyPacked(
      boolean byRows,
      int rows,
      int columns,
      int depth,
      Buffers buffers,
      float[] c,
      int co,
      int cRow,
      boolean add) {
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      int vectors = width > LANE_COUNT ? 2 : 1;
      long panel = (long) j * depth * Float.BYTES;
      if (width == vectors * LANE_COUNT) {
        FloatTiles.packed(
            byRows,
            rows,
            vectors,
            buffers.a,
            0,
            buffers.b,
            panel,
            depth,
            add ? c : ZEROS,
            add ? co + j : 0,
            add ? cRow : 0,
            c,
            co + j,
            cRow);
      } else {
        float[] tile = buffers.tile;
        FloatTiles.packed(
            byRows, rows, vectors, buffers.a, 0, buffers.b, panel, depth, ZEROS, 0, 0, tile, 0,
            WIDTH);
        copyTile(tile, rows, width, c, co + j, cRow, add);
      }
    }
  }

  private static void copyTile(
      float[] tile, int rows, int width, float[] c, int co, int cRow, boolean add) {
    for (int j = 0; j < width; j += LANE_COUNT) {
      VectorMask<Float> mask = LANES.indexInRange(j, width);
      for (int i = 0; i < rows; i++) {
        int to = co + i * cRow + j;
        FloatVector result = FloatVector.fromArray(LANES, tile, i * WIDTH + j);
        if (add) {
          result = result.add(FloatVector.fromArray(LANES, c, to, mask));
        }
        result.intoArray(c, to, mask);
      }
    }
  }
}
