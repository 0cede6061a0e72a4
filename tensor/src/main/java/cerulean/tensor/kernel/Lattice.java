package cerulean.tensor.kernel;

/// The points at which a convolution is a sum of shifted images.
///
/// Along an axis with stride `s`, tap `k` of a window reads element `place * s + t` of the padded
/// input, `t = k * dilation`. With the padded input split into its `s` phases (elements 0, s, 2s
/// ...; 1, s + 1 ...), that is element `place + t / s` of phase `t % s`: the same shift for all
/// places. If places are numbered along rows as long as those of the phases, of which the last are
/// not places of the window, the shift is one number for the whole image, and a row of the matrix
/// of patches is a phase of the image from that number on. So a convolution needs no patches, only
/// an image copied once, with its padding and by phases, and a few products for nothing at the end
/// of each row.
///
/// Every array has three entries, one for each axis.
@SuppressWarnings("ArrayRecordComponent") // Made for one operation, never written.
public record Lattice(PatchGrid grid, int[] size) {

  /// The lattice of a forward pass: as many points along an axis as places and shifts.
  public static Lattice of(PatchGrid grid) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = grid.places()[axis] + largestShift(grid, axis);
    }
    return new Lattice(grid, size);
  }

  /// The lattice on which the gradient of the input is computed: as many points along an axis as a
  /// phase has elements that are not padding (or as there are places, some of which may see only
  /// padding), and shifts.
  public static Lattice ofInput(PatchGrid grid) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int last = (grid.pads()[axis] + grid.image()[axis] - 1) / grid.strides()[axis];
      size[axis] = Math.max(last + 1, grid.places()[axis]) + largestShift(grid, axis);
    }
    return new Lattice(grid, size);
  }

  /// The largest shift along each axis: so far behind the origin the gradient stands of which that
  /// of the input is computed.
  public int[] largestShifts() {
    return new int[] {largestShift(grid, 0), largestShift(grid, 1), largestShift(grid, 2)};
  }

  private static int largestShift(PatchGrid grid, int axis) {
    return (grid.kernel()[axis] - 1) * grid.dilations()[axis] / grid.strides()[axis];
  }

  /// Points of one plane.
  public int area() {
    return size[0] * size[1] * size[2];
  }

  /// From the first place of the window to behind the last.
  public int extent() {
    int[] places = grid.places();
    return point(places[0] - 1, places[1] - 1, places[2] - 1) + 1;
  }

  int point(int z, int y, int x) {
    return (z * size[1] + y) * size[2] + x;
  }

  /// Phases of one axis that are stored: those that a tap may read.
  int phases(int axis) {
    int[] kernel = grid.kernel();
    return kernel[axis] == 1 ? 1 : grid.strides()[axis];
  }

  /// Planes of one channel.
  public int planes() {
    return phases(0) * phases(1) * phases(2);
  }

  /// Where the row of the matrix of patches of channel `c` and tap `t` begins, for all channels and
  /// taps, in the order of the matrix.
  public int[] rows(int channels) {
    int taps = grid.taps();
    int[] rows = new int[channels * taps];
    for (int c = 0; c < channels; c++) {
      for (int t = 0; t < taps; t++) {
        rows[c * taps + t] = (c * planes() + plane(t)) * area() + shift(t);
      }
    }
    return rows;
  }

  private int plane(int tap) {
    return (phase(0, tap) * phases(1) + phase(1, tap)) * phases(2) + phase(2, tap);
  }

  /// The phase that a tap of the window reads.
  int phase(int axis, int tap) {
    return offset(axis, tap) % grid.strides()[axis];
  }

  /// By how many points a tap shifts its phase.
  int shift(int tap) {
    return point(
        offset(0, tap) / grid.strides()[0],
        offset(1, tap) / grid.strides()[1],
        offset(2, tap) / grid.strides()[2]);
  }

  /// The distance of a tap from the first one along an axis.
  private int offset(int axis, int tap) {
    int[] kernel = grid.kernel();
    int along =
        switch (axis) {
          case 0 -> tap / kernel[2] / kernel[1];
          case 1 -> tap / kernel[2] % kernel[1];
          default -> tap % kernel[2];
        };
    return along * grid.dilations()[axis];
  }

  /// The taps that read a phase, in ascending order.
  public int[] taps(int z, int y, int x) {
    int[] found = new int[grid.taps()];
    int n = 0;
    for (int t = 0; t < found.length; t++) {
      if (phase(0, t) == z && phase(1, t) == y && phase(2, t) == x) {
        found[n++] = t;
      }
    }
    return java.util.Arrays.copyOf(found, n);
  }

  /// Where the gradient that a tap sends to a point stands, relative to that point, on the lattice
  /// of [#ofInput] with the gradient placed behind the largest shifts.
  public int gradientShift(int tap) {
    return point(largestShift(grid, 0), largestShift(grid, 1), largestShift(grid, 2)) - shift(tap);
  }
}
