package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.MatMulTiles.A_STRIDE;
import static cerulean.tensor.kernel.MatMulTiles.HALF;
import static cerulean.tensor.kernel.MatMulTiles.LANES;
import static cerulean.tensor.kernel.MatMulTiles.WIDTH;

import jdk.incubator.vector.FloatVector;

/// [FloatMatMul] with packed panels and register tiles (Goto & van de Geijn 2008, "Anatomy of
/// high-performance matrix multiplication").
///
/// `B` is cut into blocks of [#BLOCK_K] rows and [#BLOCK_N] columns that fit the second-level
/// cache, each packed once into panels as wide as a tile. For every group of up to [#HEIGHT] rows a
/// panel of `A` is packed into the first-level cache and multiplied with all panels of the block.
/// Packing is what makes the transposes equal: whatever the strides, the tiles read both operands
/// in order. Panels at the right and lower edge hold leftovers in the places of missing rows and
/// columns, which reach only results that are thrown away: a tile that hangs over the edge of `C`
/// goes through a scratch tile.
public final class SimdFloatMatMul implements FloatMatMul {

  /// Depth of a block: a panel of `A` takes 25 KiB of a first-level cache.
  private static final int BLOCK_K = 400;

  /// Columns of a block: with [#BLOCK_K] rows 800 KiB, within a 1 MiB second-level cache.
  private static final int BLOCK_N = 512;

  /// Rows of the tallest tile. 12 rows by two vectors need 27 registers: AVX-512 and NEON have 32,
  /// AVX2 has 16, enough for 4 rows.
  private static final int HEIGHT =
      HALF == 16 || System.getProperty("os.arch").equals("aarch64") ? 12 : 4;

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  /// Packed operands of one thread, kept for its next product.
  private static final class Buffers {
    final float[] a = new float[BLOCK_K * A_STRIDE];
    final float[] b = new float[BLOCK_K * BLOCK_N];
    final float[] tile = new float[12 * WIDTH];
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
      int cRow) {
    if (k == 0) {
      for (int i = 0; i < m; i++) {
        java.util.Arrays.fill(c, co + i * cRow, co + i * cRow + n, 0f);
      }
      return;
    }
    Buffers buffers = BUFFERS.get();
    int blockN = evenBlock(n, BLOCK_N, WIDTH);
    int blockK = evenBlock(k, BLOCK_K, 16);
    for (int n0 = 0; n0 < n; n0 += blockN) {
      int columns = Math.min(blockN, n - n0);
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int depth = Math.min(blockK, k - k0);
        packB(b, bo + k0 * bRow + n0 * bColumn, bRow, bColumn, depth, columns, buffers.b);
        for (int m0 = 0; m0 < m; ) {
          int rows = Math.min(HEIGHT, m - m0);
          int height = (rows + 3) / 4 * 4;
          packA(a, ao + m0 * aRow + k0 * aColumn, aRow, aColumn, rows, depth, buffers.a);
          int out = co + m0 * cRow + n0;
          multiplyPanel(buffers, rows, height, columns, depth, c, out, cRow, k0 > 0);
          m0 += rows;
        }
      }
    }
  }

  /// The size of near-equal blocks, none above `limit`, each but the last a multiple of `unit`.
  private static int evenBlock(int size, int limit, int unit) {
    int blocks = (size + limit - 1) / limit;
    int even = (size + blocks - 1) / blocks;
    return Math.min(limit, (even + unit - 1) / unit * unit);
  }

  /// One packed panel of `A` times all panels of the packed block of `B`.
  private static void multiplyPanel(
      Buffers buffers,
      int rows,
      int height,
      int columns,
      int depth,
      float[] c,
      int co,
      int cRow,
      boolean add) {
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      int vectors = width > HALF ? 2 : 1;
      int panel = j * depth;
      if (rows == height && width == vectors * HALF) {
        tile(height, vectors, buffers.a, buffers.b, panel, depth, c, co + j, cRow, add);
      } else {
        float[] tile = buffers.tile;
        tile(height, vectors, buffers.a, buffers.b, panel, depth, tile, 0, WIDTH, false);
        copyTile(tile, rows, width, c, co + j, cRow, add);
      }
    }
  }

  private static void tile(
      int height,
      int vectors,
      float[] a,
      float[] b,
      int bo,
      int depth,
      float[] c,
      int co,
      int stride,
      boolean add) {
    if (vectors == 2) {
      switch (height) {
        case 12 -> MatMulTiles.tile12x2(a, 0, b, bo, depth, c, co, stride, add);
        case 8 -> MatMulTiles.tile8x2(a, 0, b, bo, depth, c, co, stride, add);
        default -> MatMulTiles.tile4x2(a, 0, b, bo, depth, c, co, stride, add);
      }
    } else {
      switch (height) {
        case 12 -> MatMulTiles.tile12x1(a, 0, b, bo, depth, c, co, stride, add);
        case 8 -> MatMulTiles.tile8x1(a, 0, b, bo, depth, c, co, stride, add);
        default -> MatMulTiles.tile4x1(a, 0, b, bo, depth, c, co, stride, add);
      }
    }
  }

  private static void copyTile(
      float[] tile, int rows, int width, float[] c, int co, int cRow, boolean add) {
    for (int i = 0; i < rows; i++) {
      int to = co + i * cRow;
      int from = i * WIDTH;
      if (add) {
        for (int j = 0; j < width; j++) {
          c[to + j] += tile[from + j];
        }
      } else {
        System.arraycopy(tile, from, c, to, width);
      }
    }
  }

  /// Packs `depth x columns` of `B` into panels of `WIDTH` columns, the last one of one vector if
  /// that suffices, rest left over.
  private static void packB(
      float[] b, int bo, int bRow, int bColumn, int depth, int columns, float[] packed) {
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      int padded = width > HALF ? WIDTH : HALF;
      int from = bo + j * bColumn;
      int to = j * depth;
      if (bColumn == 1) {
        packRows(b, from, bRow, depth, width, padded, packed, to);
      } else {
        packTransposed(b, from, bColumn, width, padded, depth, packed, to);
      }
    }
  }

  private static void packA(
      float[] a, int ao, int aRow, int aColumn, int rows, int depth, float[] packed) {
    if (aRow == 1) {
      packRows(a, ao, aColumn, depth, rows, A_STRIDE, packed, 0);
    } else {
      packTransposed(a, ao, aRow, rows, A_STRIDE, depth, packed, 0);
    }
  }

  /// `packed[p, j] = source[p, j]` for `depth` rows of `width` adjacent floats.
  private static void packRows(
      float[] source,
      int so,
      int stride,
      int depth,
      int width,
      int padded,
      float[] packed,
      int to) {
    for (int p = 0; p < depth; p++) {
      int from = so + p * stride;
      int row = to + p * padded;
      for (int j = 0; j < width; j += HALF) {
        // A whole vector even where fewer floats are wanted, unless the array ends before.
        if (from + j + HALF <= source.length && j + HALF <= padded) {
          FloatVector.fromArray(LANES, source, from + j).intoArray(packed, row + j);
        } else {
          System.arraycopy(source, from + j, packed, row + j, Math.min(HALF, width - j));
        }
      }
    }
  }

  /// `packed[p, j] = source[j, p]` for `width` rows of `depth` adjacent floats.
  private static void packTransposed(
      float[] source,
      int so,
      int stride,
      int width,
      int padded,
      int depth,
      float[] packed,
      int to) {
    int blocks = HALF == 16 ? depth / 16 * 16 : 0;
    for (int j = 0; j < width; j += 16) {
      int rows = Math.min(16, width - j);
      for (int p = 0; p < blocks; p += 16) {
        Transpose16.transpose(
            source, so + j * stride + p, stride, rows, packed, to + p * padded + j, padded);
      }
    }
    for (int j = 0; j < width; j++) {
      int from = so + j * stride;
      for (int p = blocks; p < depth; p++) {
        packed[to + p * padded + j] = source[from + p];
      }
    }
  }
}
