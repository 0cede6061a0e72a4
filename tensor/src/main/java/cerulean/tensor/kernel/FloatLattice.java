// Specialised at build time for double.
package cerulean.tensor.kernel;

import java.util.Arrays;

/// Images on a [Lattice] and back.
public final class FloatLattice {

  private static final FloatShiftedProducts PRODUCTS = FloatShiftedProducts.chosen();

  private FloatLattice() {}

  /// Copies the phases of `channels` adjacent channels of an image, with padding, to adjacent
  /// planes.
  public static void split(
      float[] image, int io, int channels, Lattice lattice, float[] out, int oo) {
    int[] size = lattice.size();
    PatchGrid grid = lattice.grid();
    if (isDense(grid)) {
      pad(image, io, channels, lattice, out, oo);
      return;
    }
    int to = oo;
    for (int c = 0; c < channels; c++) {
      int channel = io + c * grid.area();
      for (int z = 0; z < lattice.phases(0); z++) {
        for (int y = 0; y < lattice.phases(1); y++) {
          for (int x = 0; x < lattice.phases(2); x++) {
            for (int row = 0; row < size[0] * size[1]; row++) {
              int sourceZ = row / size[1] * grid.strides()[0] + z - grid.pads()[0];
              int sourceY = row % size[1] * grid.strides()[1] + y - grid.pads()[1];
              splitRow(image, channel, grid, sourceZ, sourceY, x, size[2], out, to);
              to += size[2];
            }
          }
        }
      }
    }
  }

  private static boolean isDense(PatchGrid grid) {
    int[] strides = grid.strides();
    return strides[0] == 1 && strides[1] == 1 && strides[2] == 1;
  }

  /// [#split] where there is one phase: lines of an image between zeros. With negative padding the
  /// image is cropped.
  private static void pad(
      float[] image, int io, int channels, Lattice lattice, float[] out, int oo) {
    PatchGrid grid = lattice.grid();
    int[] sizes = grid.image();
    int[] size = lattice.size();
    int[] from = new int[3];
    int[] to = new int[3];
    int[] count = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int pad = grid.pads()[axis];
      from[axis] = Math.max(0, -pad);
      to[axis] = Math.max(0, pad);
      count[axis] = Math.max(0, Math.min(sizes[axis] - from[axis], size[axis] - to[axis]));
    }
    if (count[0] * count[1] * count[2] < lattice.area()) {
      Arrays.fill(out, oo, oo + channels * lattice.area(), 0f);
    }
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < count[0]; z++) {
        int line = ((from[0] + z) * sizes[1] + from[1]) * sizes[2] + from[2];
        PRODUCTS.copyLines(
            count[1],
            count[2],
            image,
            io + c * grid.area() + line,
            sizes[2],
            out,
            oo + c * lattice.area() + lattice.point(to[0] + z, to[1], to[2]),
            size[2]);
      }
    }
  }

  private static void splitRow(
      float[] image,
      int io,
      PatchGrid grid,
      int z,
      int y,
      int phase,
      int width,
      float[] out,
      int oo) {
    int[] sizes = grid.image();
    if (z < 0 || z >= sizes[0] || y < 0 || y >= sizes[1]) {
      Arrays.fill(out, oo, oo + width, 0f);
      return;
    }
    int stride = grid.strides()[2];
    int start = phase - grid.pads()[2];
    int low = Math.min(width, start >= 0 ? 0 : (-start + stride - 1) / stride);
    int high = Math.clamp((sizes[2] - start + stride - 1L) / stride, low, width);
    Arrays.fill(out, oo, oo + low, 0f);
    int from = io + (z * sizes[1] + y) * sizes[2] + start;
    if (stride == 1) {
      System.arraycopy(image, from + low, out, oo + low, high - low);
    } else {
      for (int i = low; i < high; i++) {
        out[oo + i] = image[from + i * stride];
      }
    }
    Arrays.fill(out, oo + high, oo + width, 0f);
  }

  /// Copies a channel's values at the places of the window to their points, `before` points behind
  /// the origin along every axis, and zeros to all others up to `length`.
  public static void place(
      float[] values, int vo, Lattice lattice, int[] before, int length, float[] out, int oo) {
    int[] places = lattice.grid().places();
    Arrays.fill(out, oo, oo + length, 0f);
    for (int z = 0; z < places[0]; z++) {
      PRODUCTS.copyLines(
          places[1],
          places[2],
          values,
          vo + z * places[1] * places[2],
          places[2],
          out,
          oo + lattice.point(z + before[0], before[1], before[2]),
          lattice.size()[2]);
    }
  }

  /// Copies the values at the places of the window from their points, with `bias` added.
  public static void collect(
      float[] values, int vo, Lattice lattice, float bias, float[] out, int oo) {
    int[] places = lattice.grid().places();
    for (int z = 0; z < places[0]; z++) {
      PRODUCTS.addToLines(
          places[1],
          places[2],
          values,
          vo + lattice.point(z, 0, 0),
          lattice.size()[2],
          bias,
          out,
          oo + z * places[1] * places[2],
          places[2]);
    }
  }

  /// Copies the values of one phase of a channel from their points to the elements of the image.
  public static void join(
      float[] values, int vo, Lattice lattice, int z, int y, int x, float[] image, int io) {
    PatchGrid grid = lattice.grid();
    int[] sizes = grid.image();
    if (isDense(grid)) {
      int firstLine = first(grid, 1, 0);
      int firstPoint = first(grid, 2, 0);
      for (int i = first(grid, 0, 0); element(grid, 0, i, 0) < sizes[0]; i++) {
        int line = element(grid, 0, i, 0) * sizes[1] + element(grid, 1, firstLine, 0);
        PRODUCTS.copyLines(
            sizes[1] - element(grid, 1, firstLine, 0),
            sizes[2] - element(grid, 2, firstPoint, 0),
            values,
            vo + lattice.point(i, firstLine, firstPoint),
            lattice.size()[2],
            image,
            io + line * sizes[2] + element(grid, 2, firstPoint, 0),
            sizes[2]);
      }
      return;
    }
    for (int i = first(grid, 0, z); element(grid, 0, i, z) < sizes[0]; i++) {
      for (int j = first(grid, 1, y); element(grid, 1, j, y) < sizes[1]; j++) {
        int row = io + (element(grid, 0, i, z) * sizes[1] + element(grid, 1, j, y)) * sizes[2];
        int from = vo + lattice.point(i, j, 0);
        int stride = grid.strides()[2];
        int start = x - grid.pads()[2];
        for (int k = first(grid, 2, x); k * stride + start < sizes[2]; k++) {
          image[row + k * stride + start] = values[from + k];
        }
      }
    }
  }

  /// The first point of a phase that is not padding.
  private static int first(PatchGrid grid, int axis, int phase) {
    int padding = grid.pads()[axis] - phase;
    return padding <= 0 ? 0 : (padding - 1) / grid.strides()[axis] + 1;
  }

  private static int element(PatchGrid grid, int axis, int point, int phase) {
    return point * grid.strides()[axis] + phase - grid.pads()[axis];
  }
}
