// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatShiftTiles.DOT_COLUMNS;
import static cerulean.tensor.kernel.FloatShiftTiles.DOT_ROWS;
import static cerulean.tensor.kernel.FloatTiles.A_STRIDE;
import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatTiles.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [FloatShiftedProducts] in register tiles: those of the matrix product with a table of rows, and
/// tiles of inner products.
public final class SimdFloatShiftedProducts implements FloatShiftedProducts {

  private static final float[] ZEROS = new float[WIDTH];

  /// Packed panels at a time: 128 KiB of a second-level cache.
  private static final int PANELS = 8;

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  private static final class Buffers {
    final float[] a = new float[PANELS * SimdFloatMatMul.BLOCK_K * A_STRIDE];
    final float[] sums = new float[DOT_ROWS * DOT_COLUMNS * LANE_COUNT];
  }

  @Override
  public int slack() {
    return LANE_COUNT;
  }

  @Override
  public void multiply(
      int m,
      int[] runs,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aColumn,
      float[] b,
      int bo,
      int[] rows,
      float[] c,
      int co,
      int cRow,
      int cRun,
      boolean accumulate) {
    float[] packed = BUFFERS.get().a;
    int blockK = SimdFloatMatMul.evenBlock(k, SimdFloatMatMul.BLOCK_K, 16);
    int blockM = SimdFloatMatMul.evenBlock(m, PANELS * SimdFloatMatMul.HEIGHT, 1);
    for (int m0 = 0; m0 < m; m0 += blockM) {
      int height = Math.min(blockM, m - m0);
      for (int k0 = 0; k0 < k; k0 += blockK) {
        int depth = Math.min(blockK, k - k0);
        pack(height, depth, a, ao + m0 * aRow + k0 * aColumn, aRow, aColumn, packed);
        for (int r = 0; r < runs.length; r++) {
          int from = bo + runs[r];
          boolean add = accumulate || k0 > 0;
          int out = co + m0 * cRow + r * cRun;
          multiplyBlock(height, n, packed, b, from, rows, k0, depth, add, c, out, cRow);
        }
      }
    }
  }

  /// Rows of the panel at `panel` of `panels` near-equal ones, of which the first `before` rows are
  /// done.
  private static int height(int m, int before, int panel, int panels) {
    return (m - before - 1) / (panels - panel) + 1;
  }

  private static void pack(
      int m, int depth, float[] a, int ao, int aRow, int aColumn, float[] packed) {
    int panels = (m - 1) / SimdFloatMatMul.HEIGHT + 1;
    int done = 0;
    for (int panel = 0; panel < panels; panel++) {
      int height = height(m, done, panel, panels);
      int to = panel * depth * A_STRIDE;
      FloatPacking.panel(a, ao + done * aRow, aRow, aColumn, height, depth, packed, to);
      done += height;
    }
  }

  /// Packed panels of `A` times one run of the rows of `B`: all panels for a tile's columns before
  /// the next ones, because the rows lie scattered, and so stay in the first-level cache.
  private static void multiplyBlock(
      int m,
      int n,
      float[] packed,
      float[] b,
      int bo,
      int[] rows,
      int first,
      int depth,
      boolean add,
      float[] c,
      int co,
      int cRow) {
    int panels = (m - 1) / SimdFloatMatMul.HEIGHT + 1;
    for (int j = 0; j < n; j += WIDTH) {
      int done = 0;
      for (int panel = 0; panel < panels; panel++) {
        int height = height(m, done, panel, panels);
        int out = co + done * cRow + j;
        FloatShiftTiles.product(
            height,
            n - j > LANE_COUNT ? 2 : 1,
            packed,
            panel * depth * A_STRIDE,
            b,
            bo + j,
            rows,
            first,
            depth,
            add ? c : ZEROS,
            add ? out : 0,
            add ? cRow : 0,
            c,
            out,
            cRow);
        done += height;
      }
    }
  }

  @Override
  public void transpose(int rows, int columns, float[] in, int io, int inRow, float[] out, int oo) {
    int whole = columns / LANE_COUNT * LANE_COUNT;
    int last = (rows - 1) / LANE_COUNT * LANE_COUNT;
    for (int j = 0; j < whole; j += LANE_COUNT) {
      // Downwards: a block of fewer rows writes beyond them, where the next ones come.
      for (int i = last; i >= 0; i -= LANE_COUNT) {
        int height = Math.min(LANE_COUNT, rows - i);
        FloatTranspose.block(in, io + i * inRow + j, inRow, height, out, oo + j * rows + i, rows);
      }
    }
    for (int j = whole; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        out[oo + j * rows + i] = in[io + i * inRow + j];
      }
    }
  }

  @Override
  public void copyLines(
      int lines, int n, float[] in, int io, int inLine, float[] out, int oo, int outLine) {
    int whole = n / LANE_COUNT * LANE_COUNT;
    VectorMask<Float> rest = LANES.indexInRange(whole, n);
    for (int i = 0; i < lines; i++) {
      int from = io + i * inLine;
      int to = oo + i * outLine;
      for (int j = 0; j < whole; j += LANE_COUNT) {
        FloatVector.fromArray(LANES, in, from + j).intoArray(out, to + j);
      }
      if (whole < n) {
        FloatVector.fromArray(LANES, in, from + whole, rest).intoArray(out, to + whole, rest);
      }
    }
  }

  @Override
  public void addToLines(
      int lines,
      int n,
      float[] in,
      int io,
      int inLine,
      float shift,
      float[] out,
      int oo,
      int outLine) {
    int whole = n / LANE_COUNT * LANE_COUNT;
    VectorMask<Float> rest = LANES.indexInRange(whole, n);
    for (int i = 0; i < lines; i++) {
      int from = io + i * inLine;
      int to = oo + i * outLine;
      for (int j = 0; j < whole; j += LANE_COUNT) {
        FloatVector.fromArray(LANES, in, from + j).add(shift).intoArray(out, to + j);
      }
      if (whole < n) {
        FloatVector.fromArray(LANES, in, from + whole, rest)
            .add(shift)
            .intoArray(out, to + whole, rest);
      }
    }
  }

  @Override
  public void correlate(
      int m,
      int images,
      int n,
      float[] g,
      int go,
      int gRow,
      int gImage,
      float[] x,
      int xo,
      int xImage,
      int[] columns,
      float[] c,
      int co,
      int cRow) {
    float[] sums = BUFFERS.get().sums;
    int rowTiles = (m - 1) / DOT_ROWS + 1;
    int columnTiles = (columns.length - 1) / DOT_COLUMNS + 1;
    int i = 0;
    for (int rowTile = 0; rowTile < rowTiles; rowTile++) {
      int height = (m - i - 1) / (rowTiles - rowTile) + 1;
      int j = 0;
      for (int columnTile = 0; columnTile < columnTiles; columnTile++) {
        int width = (columns.length - j - 1) / (columnTiles - columnTile) + 1;
        FloatShiftTiles.correlation(
            height,
            width,
            g,
            go + i * gRow,
            gRow,
            gImage,
            x,
            xo,
            columns,
            j,
            xImage,
            images,
            n,
            sums);
        addSums(sums, height, width, c, co + i * cRow + j, cRow);
        j += width;
      }
      i += height;
    }
  }

  private static void addSums(float[] sums, int height, int width, float[] c, int co, int cRow) {
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        FloatVector sum = FloatVector.fromArray(LANES, sums, (i * width + j) * LANE_COUNT);
        c[co + i * cRow + j] += SimdFloatReductions.sumLanes(sum);
      }
    }
  }
}
