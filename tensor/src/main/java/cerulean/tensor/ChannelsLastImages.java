package cerulean.tensor;

import cerulean.tensor.kernel.PatchGrid;

/// Padded images whose channels come last, in scratch memory.
///
/// With the channels of an element adjacent, what the taps of one line of a window read at a place
/// is adjacent too: one run of numbers. Images stand one behind the other.
final class ChannelsLastImages {

  private final DType type;
  private final PatchGrid grid;
  private final int channels;

  /// Elements along each axis of the padded image, as far as the window reaches.
  private final int[] size = new int[3];

  /// Elements along each axis of the image that the window reaches.
  private final int[] inside = new int[3];

  private final int run;
  private final int[] runs;

  ChannelsLastImages(DType type, PatchGrid grid, int channels) {
    this.type = type;
    this.grid = grid;
    this.channels = channels;
    for (int axis = 0; axis < 3; axis++) {
      int reach = (grid.kernel()[axis] - 1) * grid.dilations()[axis] + 1;
      size[axis] = (grid.places()[axis] - 1) * grid.strides()[axis] + reach;
      inside[axis] = Math.clamp(size[axis] - grid.pads()[axis], 0, grid.image()[axis]);
    }
    run = adjacentTaps(grid) * channels;
    runs = new int[grid.taps() * channels / run];
    int[] kernel = grid.kernel();
    int[] dilations = grid.dilations();
    for (int i = 0; i < runs.length; i++) {
      int tap = i * adjacentTaps(grid);
      runs[i] =
          element(
              tap / kernel[2] / kernel[1] * dilations[0],
              tap / kernel[2] % kernel[1] * dilations[1],
              tap % kernel[2] * dilations[2]);
    }
  }

  /// Taps that read adjacent elements.
  static int adjacentTaps(PatchGrid grid) {
    return grid.dilations()[2] == 1 ? grid.kernel()[2] : 1;
  }

  /// Numbers of one run.
  int run() {
    return run;
  }

  /// Where each run of a place begins, relative to the place; all runs hold taps and, for each, the
  /// channels.
  int[] runs() {
    return runs;
  }

  /// Numbers of one padded image.
  int length() {
    return size[0] * size[1] * size[2] * channels;
  }

  /// Scratch numbers that [#read] and [#write] need.
  int working() {
    return LatticeKernel.padded(type, grid.area() * channels);
  }

  /// Where each place of some adjacent images begins.
  int[] places(int images) {
    int[] places = grid.places();
    int[] strides = grid.strides();
    int[] starts = new int[images * grid.positions()];
    int n = 0;
    for (int image = 0; image < images; image++) {
      for (int z = 0; z < places[0]; z++) {
        for (int y = 0; y < places[1]; y++) {
          for (int x = 0; x < places[2]; x++) {
            starts[n++] =
                image * length() + element(z * strides[0], y * strides[1], x * strides[2]);
          }
        }
      }
    }
    return starts;
  }

  /// Copies an image with its channels first between the zeros of the padded image from `to` on.
  void read(Object image, int io, Object scratch, int working, int to) {
    LatticeKernel.transpose(type, channels, grid.area(), image, io, grid.area(), scratch, working);
    for (int z = 0; z < inside[0]; z++) {
      for (int y = 0; y < inside[1]; y++) {
        int from = working + line(z, y) * channels;
        System.arraycopy(scratch, from, scratch, to + padded(z, y), inside[2] * channels);
      }
    }
  }

  /// Copies the padded image from `from` on, without its padding, to one with channels first.
  void write(Object scratch, int from, int working, Object image, int io) {
    if (inside[0] * inside[1] * inside[2] < grid.area()) {
      LatticeKernel.clear(type, scratch, working, working + grid.area() * channels);
    }
    for (int z = 0; z < inside[0]; z++) {
      for (int y = 0; y < inside[1]; y++) {
        int to = working + line(z, y) * channels;
        System.arraycopy(scratch, from + padded(z, y), scratch, to, inside[2] * channels);
      }
    }
    LatticeKernel.transpose(type, grid.area(), channels, scratch, working, channels, image, io);
  }

  /// The first element of a line of the image.
  private int line(int z, int y) {
    return (z * grid.image()[1] + y) * grid.image()[2];
  }

  /// Where a line of the image begins in the padded image.
  private int padded(int z, int y) {
    int[] pads = grid.pads();
    return element(z + pads[0], y + pads[1], pads[2]);
  }

  private int element(int z, int y, int x) {
    return ((z * size[1] + y) * size[2] + x) * channels;
  }
}
