// Specialised at build time for double.
package cerulean.tensor.kernel;

import static cerulean.tensor.kernel.FloatTiles.A_ROW;
import static cerulean.tensor.kernel.FloatTiles.A_STRIDE;
import static cerulean.tensor.kernel.FloatTiles.ELEMENT;
import static cerulean.tensor.kernel.FloatTiles.LANES;
import static cerulean.tensor.kernel.FloatTiles.LANE_COUNT;
import static cerulean.tensor.kernel.FloatTiles.VECTOR_BYTES;
import static cerulean.tensor.kernel.FloatTiles.WIDTH;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/// Brings the operands of a matrix product into the order in which [FloatTiles] reads them.
final class FloatPacking {

  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  private FloatPacking() {}

  /// Packs a panel: up to `A_STRIDE` rows of `A`, from `to` on, by columns if `aRow` is 1, else by
  /// rows.
  static void panel(
      float[] a, int ao, int aRow, int aColumn, int rows, int depth, float[] packed, int to) {
    if (aRow == 1) {
      int vectors = (rows - 1) / LANE_COUNT + 1;
      int safe = safeRows(a, ao, aColumn, vectors * LANE_COUNT, depth);
      for (int i = 0; i < vectors; i++) {
        int from = ao + i * LANE_COUNT;
        for (int p = 0; p < safe; p++) {
          FloatVector.fromArray(LANES, a, from + p * aColumn)
              .intoArray(packed, to + p * A_STRIDE + i * LANE_COUNT);
        }
      }
      for (int p = safe; p < depth; p++) {
        System.arraycopy(a, ao + p * aColumn, packed, to + p * A_STRIDE, rows);
      }
      return;
    }
    panelByRows(a, ao, aRow, rows, depth, packed, to);
  }

  /// Packs a panel by rows.
  static void panelByRows(
      float[] a, int ao, int aRow, int rows, int depth, float[] packed, int to) {
    for (int i = 0; i < rows; i++) {
      copy(a, ao + i * aRow, packed, to + i * A_ROW, depth);
    }
  }

  private static void copy(float[] in, int io, float[] out, int oo, int n) {
    int last = n - LANE_COUNT;
    if (last < 0) {
      System.arraycopy(in, io, out, oo, n);
      return;
    }
    for (int j = 0; j < last; j += LANE_COUNT) {
      FloatVector.fromArray(LANES, in, io + j).intoArray(out, oo + j);
    }
    FloatVector.fromArray(LANES, in, io + last).intoArray(out, oo + last);
  }

  /// Packs `depth x columns` of `B` into panels of `WIDTH` columns, the last one of one vector if
  /// that suffices, rest left over.
  static void block(
      float[] b, int bo, int bRow, int bColumn, int depth, int columns, MemorySegment packed) {
    if (bColumn == 1) {
      rows(b, bo, bRow, depth, columns, packed);
    } else {
      columns(b, bo, bColumn, depth, columns, packed, 0);
    }
  }

  /// [#block] of a `B` the elements of whose columns are adjacent, from byte `to` on.
  static void columns(
      float[] b, int bo, int bColumn, int depth, int columns, MemorySegment packed, long to) {
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      long panel = to + (long) j * depth * Float.BYTES;
      transposed(b, bo + j * bColumn, bColumn, width, depth, packed, panel);
    }
  }

  /// Packs `depth` rows of `columns` adjacent floats, row by row through all panels, so that memory
  /// is read in its order.
  private static void rows(
      float[] b, int bo, int bRow, int depth, int columns, MemorySegment packed) {
    int whole = columns / WIDTH * WIDTH;
    long panel = (long) depth * WIDTH * Float.BYTES;
    for (int p = 0; p < depth; p++) {
      int from = bo + p * bRow;
      long to = p * 2L * VECTOR_BYTES;
      for (int j = 0; j < whole; j += WIDTH) {
        FloatVector.fromArray(LANES, b, from + j).intoMemorySegment(packed, to, NATIVE);
        FloatVector.fromArray(LANES, b, from + j + LANE_COUNT)
            .intoMemorySegment(packed, to + VECTOR_BYTES, NATIVE);
        to += panel;
      }
    }
    if (whole < columns) {
      rest(b, bo + whole, bRow, depth, columns - whole, packed, whole / WIDTH * panel);
    }
  }

  /// Packs `depth` rows of `width` adjacent floats, fewer than a panel has.
  private static void rest(
      float[] b, int bo, int bRow, int depth, int width, MemorySegment packed, long to) {
    int vectors = (width - 1) / LANE_COUNT + 1;
    int safe = safeRows(b, bo, bRow, vectors * LANE_COUNT, depth);
    long row = vectors * VECTOR_BYTES;
    for (int p = 0; p < safe; p++) {
      for (int j = 0; j < vectors; j++) {
        FloatVector.fromArray(LANES, b, bo + p * bRow + j * LANE_COUNT)
            .intoMemorySegment(packed, to + p * row + j * VECTOR_BYTES, NATIVE);
      }
    }
    for (int p = safe; p < depth; p++) {
      MemorySegment.copy(b, bo + p * bRow, packed, ELEMENT, to + p * row, width);
    }
  }

  /// Packs `depth` rows, the elements of whose columns are adjacent.
  private static void transposed(
      float[] b, int bo, int bColumn, int width, int depth, MemorySegment packed, long to) {
    int vectors = (width - 1) / LANE_COUNT + 1;
    long row = vectors * VECTOR_BYTES;
    int blocks = depth / LANE_COUNT * LANE_COUNT;
    for (int j = 0; j < vectors; j++) {
      int from = bo + j * LANE_COUNT * bColumn;
      long start = to + j * VECTOR_BYTES;
      int height = Math.min(LANE_COUNT, width - j * LANE_COUNT);
      for (int p = 0; p < blocks; p += LANE_COUNT) {
        FloatTranspose.block(b, from + p, bColumn, height, packed, start + p * row, row);
      }
    }
    for (int j = 0; j < width; j++) {
      for (int p = blocks; p < depth; p++) {
        packed.set(ELEMENT, to + p * row + (long) j * Float.BYTES, b[bo + j * bColumn + p]);
      }
    }
  }

  /// Packs the last columns of rows of `B` that do not fill a vector.
  static void edge(float[] b, int bo, int bRow, int depth, int columns, float[] packed) {
    int whole = columns / LANE_COUNT * LANE_COUNT;
    if (whole < columns) {
      int from = bo + whole;
      int safe = safeRows(b, from, bRow, LANE_COUNT, depth);
      for (int p = 0; p < safe; p++) {
        FloatVector.fromArray(LANES, b, from + p * bRow).intoArray(packed, p * LANE_COUNT);
      }
      for (int p = safe; p < depth; p++) {
        System.arraycopy(b, from + p * bRow, packed, p * LANE_COUNT, columns - whole);
      }
    }
  }

  /// How many of `depth` rows can be read `width` wide, which may be wider than they are, before
  /// the array ends.
  private static int safeRows(float[] array, int start, int row, int width, int depth) {
    int room = array.length - start - width;
    return room < 0 ? 0 : row <= 0 ? depth : Math.min(depth, room / row + 1);
  }
}
