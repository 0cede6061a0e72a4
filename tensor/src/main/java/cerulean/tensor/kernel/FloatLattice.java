// Specialised at build time for double.
package cerulean.tensor.kernel;

import java.util.Arrays;

/// Images on a [Lattice] and back.
public final class FloatLattice {

  private FloatLattice() {}

  /// Copies the phases of `channels` adjacent channels of an image, with padding, to adjacent
  /// planes.
  public static void split(
      float[] image, int io, int channels, Lattice lattice, float[] out, int oo) {
    int[] size = lattice.size();
    PatchGrid grid = lattice.grid();
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
    int written = 0;
    for (int z = 0; z < places[0]; z++) {
      for (int y = 0; y < places[1]; y++) {
        int point = lattice.point(z + before[0], y + before[1], before[2]);
        Arrays.fill(out, oo + written, oo + point, 0f);
        System.arraycopy(values, vo + (z * places[1] + y) * places[2], out, oo + point, places[2]);
        written = point + places[2];
      }
    }
    Arrays.fill(out, oo + written, oo + length, 0f);
  }

  /// Copies the values at the places of the window from their points, with `bias` added.
  public static void collect(
      float[] values, int vo, Lattice lattice, float bias, float[] out, int oo) {
    int[] places = lattice.grid().places();
    for (int z = 0; z < places[0]; z++) {
      for (int y = 0; y < places[1]; y++) {
        int from = vo + lattice.point(z, y, 0);
        int to = oo + (z * places[1] + y) * places[2];
        for (int x = 0; x < places[2]; x++) {
          out[to + x] = values[from + x] + bias;
        }
      }
    }
  }

  /// Copies the values of one phase of a channel from their points to the elements of the image.
  public static void join(
      float[] values, int vo, Lattice lattice, int z, int y, int x, float[] image, int io) {
    PatchGrid grid = lattice.grid();
    int[] sizes = grid.image();
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
