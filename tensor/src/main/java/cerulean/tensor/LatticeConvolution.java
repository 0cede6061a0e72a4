package cerulean.tensor;

import cerulean.tensor.kernel.Lattice;
import cerulean.tensor.kernel.PatchGrid;
import org.jspecify.annotations.Nullable;

/// Convolutions and their gradients as products with shifted images, see [Lattice].
///
/// Work is cut by images, groups of channels and bands of lines, by size alone, each piece for one
/// thread with its planes in [Scratch].
final class LatticeConvolution {

  /// Multiply-adds of one piece: some tens of microseconds.
  private static final long PIECE = 1L << 21;

  /// Parts into which the sum over a batch is cut for the gradient of the weight: more threads than
  /// this do not help, and every part costs a copy of the gradient.
  private static final int PARTS = 16;

  private static final int[] AT_ORIGIN = {0, 0, 0};

  private static final int[] ONE_RUN = {0};

  private LatticeConvolution() {}

  /// Whether this is the fastest way: windows move by one element, and few points of the lattice
  /// are no places.
  static boolean suits(DType type, PatchGrid grid) {
    return isDense(type, grid, Lattice.of(grid).extent(), 0.85);
  }

  /// As [#suits], for the gradient of the input.
  static boolean suitsInput(DType type, PatchGrid grid) {
    return isDense(type, grid, inputExtent(Lattice.ofInput(grid)), 0.85);
  }

  /// Whether most points of the lattice are places of the window: else, with a few places per line,
  /// patches are the better way.
  static boolean isPossible(DType type, PatchGrid grid) {
    return grid.positions() >= 0.6 * LatticeKernel.padded(type, Lattice.of(grid).extent());
  }

  private static boolean isDense(DType type, PatchGrid grid, int extent, double least) {
    int[] strides = grid.strides();
    return strides[0] == 1
        && strides[1] == 1
        && strides[2] == 1
        && grid.positions() >= least * LatticeKernel.padded(type, extent);
  }

  /// Points from the first to behind the last of which the gradient of the input is computed.
  private static int inputExtent(Lattice lattice) {
    int[] before = lattice.largestShifts();
    int[] size = lattice.size();
    return lattice.area() - (before[0] * size[1] + before[1]) * size[2] - before[2];
  }

  // ---- Forward

  /// `y = weight * x + bias` for contiguous operands.
  static void forward(
      Tensor images, Tensor filters, @Nullable Tensor bias, PatchGrid grid, int groups, Tensor y) {
    DType type = y.dtype();
    int channels = filters.dim(1);
    int rows = filters.dim(0) / groups;
    int depth = channels * grid.taps();
    int bandAxis = grid.places()[0] == 1 ? 1 : 0;
    int lines = grid.places()[bandAxis];
    int band = band(grid, bandAxis, channels, rows);
    int bands = (lines - 1) / band + 1;
    int perLine = grid.positions() / lines;
    Lattice[] lattices = new Lattice[bands];
    int[][] taps = new int[bands][];
    for (int i = 0; i < bands; i++) {
      PatchGrid part = lines(grid, bandAxis, i * band, Math.min(lines, (i + 1) * band));
      lattices[i] = Lattice.of(part);
      taps[i] = lattices[i].rows(channels);
    }
    long work = (long) rows * depth * band * perLine;
    Parallel.forRange(
        images.dim(0) * groups * bands,
        Math.clamp(PIECE / Math.max(1, work), 1, 1 << 20),
        (first, last) -> {
          for (int piece = first; piece < last; piece++) {
            int from = piece % bands * band;
            int item = piece / bands;
            Lattice lattice = lattices[piece % bands];
            int row = LatticeKernel.padded(type, lattice.extent());
            int planes = channels * lattice.planes() * lattice.area();
            int products = LatticeKernel.padded(type, planes) + row - lattice.extent();
            Object scratch = Scratch.array(type, products + rows * row);
            int image = images.layout().offset() + item * channels * grid.area();
            LatticeKernel.split(type, images.array(), image, channels, lattice, scratch, 0);
            LatticeKernel.multiply(
                type,
                rows,
                ONE_RUN,
                lattice.extent(),
                depth,
                filters.array(),
                filters.layout().offset() + item % groups * rows * depth,
                depth,
                scratch,
                0,
                taps[piece % bands],
                scratch,
                products,
                row,
                0,
                false);
            for (int i = 0; i < rows; i++) {
              int shift = item % groups * rows + i;
              LatticeKernel.collect(
                  type,
                  scratch,
                  products + i * row,
                  lattice,
                  bias == null ? 0 : bias.layout().offset() + shift,
                  bias == null ? null : bias.array(),
                  y.array(),
                  (item * rows + i) * grid.positions() + from * perLine);
            }
          }
        });
  }

  /// Lines of places per piece, so that planes and products fit the scratch, in near-equal bands.
  private static int band(PatchGrid grid, int axis, int channels, int rows) {
    Lattice whole = Lattice.of(grid);
    int lines = grid.places()[axis];
    long perLine =
        ((long) channels * whole.planes() + rows) * (whole.area() / whole.size()[axis] + 1);
    long margin = (long) channels * whole.planes() * whole.area() / whole.size()[axis];
    long room = Math.max(0, Scratch.SIZE - margin * (whole.size()[axis] - lines));
    int fit = Math.clamp(room / Math.max(1, perLine), 1, lines);
    int bands = (lines - 1) / fit + 1;
    return (lines - 1) / bands + 1;
  }

  /// The grid of some of the lines of places.
  private static PatchGrid lines(PatchGrid grid, int axis, int from, int to) {
    int[] places = grid.places().clone();
    int[] pads = grid.pads().clone();
    places[axis] = to - from;
    pads[axis] -= from * grid.strides()[axis];
    return new PatchGrid(
        grid.image(), places, grid.kernel(), grid.strides(), pads, grid.dilations());
  }

  // ---- Gradient of the input

  /// The gradient `x` of the input for contiguous operands: for every phase of the input a product
  /// of the gradient, shifted, with the weights of the taps that read it.
  static void inputGradient(Tensor gradient, Tensor filters, PatchGrid grid, int groups, Tensor x) {
    DType type = x.dtype();
    int channels = filters.dim(1);
    int depth = filters.dim(0) / groups;
    Lattice lattice = Lattice.ofInput(grid);
    int[] before = lattice.largestShifts();
    int length = lattice.area();
    int[] strides = grid.strides();
    int phases = strides[0] * strides[1] * strides[2];
    Phase[] parts = new Phase[phases];
    for (int i = 0; i < phases; i++) {
      int[] taps =
          lattice.taps(i / strides[2] / strides[1], i / strides[2] % strides[1], i % strides[2]);
      parts[i] = Phase.of(type, filters, taps, groups, lattice);
    }
    int extent = inputExtent(lattice);
    int row = LatticeKernel.padded(type, extent);
    int products = depth * length + row - extent;
    long work = (long) channels * depth * grid.taps() * grid.positions();
    Parallel.forRange(
        gradient.dim(0) * groups,
        Math.clamp(PIECE / Math.max(1, work), 1, 1 << 20),
        (first, last) -> {
          Object scratch = Scratch.array(type, products + channels * row);
          for (int item = first; item < last; item++) {
            int source = gradient.layout().offset() + item * depth * grid.positions();
            for (int o = 0; o < depth; o++) {
              LatticeKernel.place(
                  type,
                  gradient.array(),
                  source + o * grid.positions(),
                  lattice,
                  before,
                  length,
                  scratch,
                  o * length);
            }
            for (int i = 0; i < phases; i++) {
              Phase part = parts[i];
              LatticeKernel.multiply(
                  type,
                  channels,
                  ONE_RUN,
                  extent,
                  part.depth,
                  part.weights,
                  item % groups * channels * part.depth,
                  part.depth,
                  scratch,
                  0,
                  part.rows,
                  scratch,
                  products,
                  row,
                  0,
                  false);
              for (int c = 0; c < channels; c++) {
                LatticeKernel.join(
                    type,
                    scratch,
                    products + c * row,
                    lattice,
                    i / strides[2] / strides[1],
                    i / strides[2] % strides[1],
                    i % strides[2],
                    x.array(),
                    (item * channels + c) * grid.area());
              }
            }
          }
        });
  }

  /// The part of a product that belongs to one phase: its weights as `[group, in, (out, tap)]`, and
  /// the points where the rows of the gradient begin. A phase that no tap reads has one row with
  /// weights of zero.
  @SuppressWarnings("ArrayRecordComponent") // Lives for one operation.
  private record Phase(int depth, int[] rows, Object weights) {

    static Phase of(DType type, Tensor filters, int[] taps, int groups, Lattice lattice) {
      int channels = filters.dim(1);
      int out = filters.dim(0) / groups;
      if (taps.length == 0) {
        return new Phase(1, new int[1], Storage.moves(type).allocate(groups * channels));
      }
      int[] rows = new int[out * taps.length];
      for (int o = 0; o < out; o++) {
        for (int t = 0; t < taps.length; t++) {
          rows[o * taps.length + t] = o * lattice.area() + lattice.gradientShift(taps[t]);
        }
      }
      long[] chosen = new long[taps.length];
      for (int t = 0; t < taps.length; t++) {
        chosen[t] = taps[t];
      }
      Tensor weights =
          filters
              .reshape(groups, out, channels, lattice.grid().taps())
              .indexSelect(3, Tensor.wrap(chosen, chosen.length))
              .permute(0, 2, 1, 3)
              .copy();
      return new Phase(rows.length, rows, weights.array());
    }
  }

  // ---- Gradient of the weight

  /// The gradient `[groups, out / groups, in / groups * taps]` of the weight for contiguous
  /// operands. Where `x` has NaN or infinities, all taps of the channel may be NaN: at the points
  /// between the lines they are multiplied by zero.
  static Tensor weightGradient(Tensor images, Tensor gradient, PatchGrid grid, int groups) {
    DType type = gradient.dtype();
    int batch = images.dim(0);
    int channels = images.dim(1) / groups;
    int rows = gradient.dim(1) / groups;
    Lattice lattice = Lattice.of(grid);
    int[] columns = lattice.rows(channels);
    int length = LatticeKernel.padded(type, lattice.extent());
    int planes = channels * lattice.planes() * lattice.area();
    int perImage = planes + rows * length;
    int atOnce = Math.clamp(Scratch.SIZE / perImage, 1, batch);
    int perPart = Math.max(atOnce, (batch - 1) / PARTS + 1);
    int parts = (batch - 1) / perPart + 1;
    Tensor sums = Tensor.zeros(type, parts, groups, rows, columns.length);
    Parallel.forRange(
        parts * groups,
        1,
        (first, last) -> {
          int gradients = atOnce * planes + length - lattice.extent();
          Object scratch = Scratch.array(type, gradients + atOnce * rows * length);
          for (int piece = first; piece < last; piece++) {
            int group = piece % groups;
            int end = Math.min(batch, (piece / groups + 1) * perPart);
            for (int from = piece / groups * perPart; from < end; from += atOnce) {
              int count = Math.min(atOnce, end - from);
              // What is read behind the last plane is multiplied by zero and must not be NaN.
              int behind = count * planes;
              LatticeKernel.clear(type, scratch, behind, behind + length - lattice.extent());
              for (int i = 0; i < count; i++) {
                int item = (from + i) * groups + group;
                LatticeKernel.split(
                    type,
                    images.array(),
                    images.layout().offset() + item * channels * grid.area(),
                    channels,
                    lattice,
                    scratch,
                    i * planes);
                for (int o = 0; o < rows; o++) {
                  LatticeKernel.place(
                      type,
                      gradient.array(),
                      gradient.layout().offset() + (item * rows + o) * grid.positions(),
                      lattice,
                      AT_ORIGIN,
                      length,
                      scratch,
                      gradients + (i * rows + o) * length);
                }
              }
              LatticeKernel.correlate(
                  type,
                  rows,
                  count,
                  length,
                  scratch,
                  gradients,
                  length,
                  rows * length,
                  scratch,
                  0,
                  planes,
                  columns,
                  sums.array(),
                  piece * rows * columns.length,
                  columns.length);
            }
          }
        });
    return parts == 1 ? sums.select(0, 0) : sums.sum(false, 0);
  }
}
