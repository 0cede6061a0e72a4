// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatShiftTiles.DOT_COLUMNS;
import static cerulean.tensor.kernel.FloatShiftTiles.DOT_ROWS;
import static cerulean.tensor.kernel.FloatShiftTiles.LONGEST;
import static cerulean.tensor.kernel.FloatTiles.A_ROW;
import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatTiles.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [FloatShiftedProducts] in register tiles: those of the matrix product with a table of rows, and
/// tiles of inner products.
public final class SimdFloatShiftedProducts implements FloatShiftedProducts {

  private static final float[] ZEROS = new float[LONGEST * LANE_COUNT];

  /// Packed panels at a time: 110 KiB of a second-level cache.
  private static final int PANELS = 8;

  /// Elements of a packed panel.
  private static final int PANEL = SimdFloatMatMul.HEIGHT * A_ROW;

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  private static final class Buffers {
    final float[] a = new float[PANELS * PANEL];
    final float[] sums = new float[DOT_ROWS * DOT_COLUMNS * LANE_COUNT];
    final float[] square = new float[LANE_COUNT * LANE_COUNT];
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
        pack(height, depth, a, ao + m0 * aRow + k0, aRow, packed);
        for (int r = 0; r < runs.length; r++) {
          int from = bo + runs[r];
          boolean add = accumulate || k0 > 0;
          int out = co + m0 * cRow + r * cRun;
          if (height == 1) {
            multiplyRow(n, packed, b, from, rows, k0, depth, add, c, out);
          } else {
            multiplyBlock(height, n, packed, b, from, rows, k0, depth, add, c, out, cRow);
          }
        }
      }
    }
  }

  /// Rows of the panel at `panel` of `panels` near-equal ones, of which the first `before` rows are
  /// done.
  private static int height(int m, int before, int panel, int panels) {
    return (m - before - 1) / (panels - panel) + 1;
  }

  private static void pack(int m, int depth, float[] a, int ao, int aRow, float[] packed) {
    int panels = (m - 1) / SimdFloatMatMul.HEIGHT + 1;
    int done = 0;
    for (int panel = 0; panel < panels; panel++) {
      int height = height(m, done, panel, panels);
      FloatPacking.panelByRows(a, ao + done * aRow, aRow, height, depth, packed, panel * PANEL);
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
            panel * PANEL,
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

  /// As [#multiplyBlock] for one row, in tiles as long as there are vectors: of two, each addition
  /// would wait for the one before.
  private static void multiplyRow(
      int n,
      float[] packed,
      float[] b,
      int bo,
      int[] rows,
      int first,
      int depth,
      boolean add,
      float[] c,
      int co) {
    int vectors = (n - 1) / LANE_COUNT + 1;
    int done = 0;
    while (done < vectors) {
      int count = Math.min(LONGEST, Integer.highestOneBit(vectors - done));
      int j = done * LANE_COUNT;
      float[] start = add ? c : ZEROS;
      int from = add ? co + j : 0;
      FloatShiftTiles.row(
          count, packed, 0, b, bo + j, rows, first, depth, start, from, 0, c, co + j, 0);
      done += count;
    }
  }

  @Override
  public void transpose(int rows, int columns, float[] in, int io, int inRow, float[] out, int oo) {
    float[] square = BUFFERS.get().square;
    int last = (rows - 1) / LANE_COUNT * LANE_COUNT;
    for (int j = 0; j < columns; j += LANE_COUNT) {
      int width = Math.min(LANE_COUNT, columns - j);
      // Downwards: a block of fewer rows writes beyond them, where the next ones come.
      for (int i = last; i >= 0; i -= LANE_COUNT) {
        int height = Math.min(LANE_COUNT, rows - i);
        int from = io + i * inRow + j;
        int to = j * rows + i;
        if (width == LANE_COUNT && to + (width - 1) * rows + LANE_COUNT <= rows * columns) {
          FloatTranspose.block(in, from, inRow, height, out, oo + to, rows);
        } else if (4 * width >= LANE_COUNT
            && from + (height - 1) * inRow + LANE_COUNT <= in.length) {
          edge(height, width, in, from, inRow, out, oo + to, rows, square);
        } else {
          for (int line = 0; line < width; line++) {
            for (int row = 0; row < height; row++) {
              out[oo + to + line * rows + row] = in[from + row * inRow + line];
            }
          }
        }
      }
    }
  }

  /// Transposes a part of a block by way of `square`.
  private static void edge(
      int rows,
      int columns,
      float[] in,
      int io,
      int inRow,
      float[] out,
      int oo,
      int outRow,
      float[] square) {
    FloatTranspose.block(in, io, inRow, rows, square, 0, LANE_COUNT);
    VectorMask<Float> inside = LANES.indexInRange(0, rows);
    for (int line = 0; line < columns; line++) {
      FloatVector.fromArray(LANES, square, line * LANE_COUNT)
          .intoArray(out, oo + line * outRow, inside);
    }
  }

  @Override
  public void copyLines(
      int lines, int n, float[] in, int io, int inLine, float[] out, int oo, int outLine) {
    VectorMask<Float> few = LANES.indexInRange(0, n);
    int last = n - LANE_COUNT;
    for (int i = 0; i < lines; i++) {
      int from = io + i * inLine;
      int to = oo + i * outLine;
      if (last < 0) {
        FloatVector.fromArray(LANES, in, from, few).intoArray(out, to, few);
        continue;
      }
      for (int j = 0; j < last; j += LANE_COUNT) {
        FloatVector.fromArray(LANES, in, from + j).intoArray(out, to + j);
      }
      // Over a part of the one before: cheaper than a mask.
      FloatVector.fromArray(LANES, in, from + last).intoArray(out, to + last);
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
    VectorMask<Float> few = LANES.indexInRange(0, n);
    int last = n - LANE_COUNT;
    for (int i = 0; i < lines; i++) {
      int from = io + i * inLine;
      int to = oo + i * outLine;
      if (last < 0) {
        FloatVector.fromArray(LANES, in, from, few).add(shift).intoArray(out, to, few);
        continue;
      }
      for (int j = 0; j < last; j += LANE_COUNT) {
        FloatVector.fromArray(LANES, in, from + j).add(shift).intoArray(out, to + j);
      }
      FloatVector.fromArray(LANES, in, from + last).add(shift).intoArray(out, to + last);
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
