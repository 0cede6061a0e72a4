package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;

import cerulean.tensor.kernel.PatchGrid;
import org.jspecify.annotations.Nullable;

/// Convolutions as products over the places of several images at once, with [ChannelsLastImages].
///
/// A place costs the same wherever it is, so this is the way for windows that move by more than one
/// element and for small images. Work is cut by images, by size alone.
final class ChannelsLastConvolution {

  /// Parts into which the sum over a batch is cut for the gradient of the weight: more threads than
  /// this do not help, and every part costs a copy of the gradient.
  private static final int PARTS = 16;

  /// Places that make a part worth its copy.
  private static final int PART_PLACES = 700;

  /// Places of one product: deep enough for the tiles, few enough for the second-level cache.
  private static final int PLACES = 1024;

  /// Pieces of a batch, each of which brings the weight into the order of the tiles for itself.
  private static final int PIECES = 4;

  /// Numbers that a vector holds at least, so that runs are copied and added by vectors.
  private static final int LANES = 16;

  private ChannelsLastConvolution() {}

  /// Whether an image of as many channels as come in and go out fits into scratch memory, and its
  /// patches consist of runs long enough.
  static boolean suits(PatchGrid grid, int in, int out) {
    return (long) grid.area() * Math.max(in, out) <= Scratch.SIZE / 6
        && ChannelsLastImages.adjacentTaps(grid) * in >= LANES;
  }

  /// Whether the gradient of the weight has rows enough for a tile and runs enough for half a
  /// vector: else inner products are the better way.
  static boolean suitsWeight(PatchGrid grid, int channels, int rows) {
    return rows >= 6 && 2 * ChannelsLastImages.adjacentTaps(grid) * channels >= LANES;
  }

  /// Places whose patches fit into `room` numbers: those of some images, in near-equal pieces, or
  /// some of one.
  private static int block(PatchGrid grid, int channels, int batch, int room) {
    int positions = grid.positions();
    int fit = Math.max(1, room / (grid.taps() * channels));
    if (fit < positions) {
      return (positions - 1) / ((positions - 1) / fit + 1) + 1;
    }
    int images = fit / positions;
    int pieces = Math.max((batch - 1) / images + 1, Math.min(batch, PIECES));
    return ((batch - 1) / pieces + 1) * positions;
  }

  /// The weights `[out, (tap, channel)]` of filters `[out, channel, taps]`.
  private static Tensor tapsFirst(Tensor filters, PatchGrid grid) {
    return exchanged(filters, filters.dim(0), filters.dim(1), grid.taps());
  }

  /// Contiguous `[count, rows, columns]` as `[count, columns, rows]`.
  private static Tensor exchanged(Tensor a, int count, int rows, int columns) {
    DType type = a.dtype();
    int each = rows * columns;
    Tensor out = Tensor.empty(type, Shape.of(count * each));
    int offset = a.layout().offset();
    Parallel.forRange(
        count,
        Math.max(1, Runs.GRAIN / each),
        (first, end) -> {
          for (int i = first; i < end; i++) {
            int at = i * each;
            LatticeKernel.transpose(
                type, rows, columns, a.array(), offset + at, columns, out.array(), at);
          }
        });
    return out;
  }

  // ---- Forward

  /// `y = weight * x + bias` for contiguous operands.
  static void forward(
      Tensor images, Tensor filters, @Nullable Tensor bias, PatchGrid grid, int groups, Tensor y) {
    DType type = y.dtype();
    int channels = filters.dim(1);
    int rows = filters.dim(0) / groups;
    int depth = channels * grid.taps();
    int positions = grid.positions();
    Tensor weights = tapsFirst(filters, grid);
    ChannelsLastImages padded = new ChannelsLastImages(type, grid, channels);
    int batch = images.dim(0);
    int block = block(grid, channels, batch, 3 * Scratch.SIZE / 8);
    int atOnce = Math.max(1, block / positions);
    int[] places = padded.places(1);
    int patches = LatticeKernel.padded(type, padded.length()) + padded.working();
    int products = patches + block * depth;
    Parallel.forRange(
        ((batch - 1) / atOnce + 1) * groups,
        1,
        (first, last) -> {
          Object scratch = Scratch.array(type, products + rows * block);
          for (int piece = first; piece < last; piece++) {
            int group = piece % groups;
            int start = piece / groups * atOnce;
            int end = Math.min(batch, start + atOnce);
            LatticeKernel.clear(type, scratch, 0, padded.length());
            int gathered = 0;
            for (int image = start; image < end; image++) {
              int item = image * groups + group;
              int source = images.layout().offset() + item * channels * grid.area();
              padded.read(images.array(), source, scratch, patches - padded.working(), 0);
              for (int from = 0; from < positions; from += block) {
                int to = Math.min(positions, from + block);
                gather(scratch, places, from, to, padded, scratch, patches + gathered * depth);
                gathered += to - from;
                if (gathered < block && image + 1 < end) {
                  continue;
                }
                multiply(type, rows, gathered, depth, weights, group, scratch, patches, products);
                int firstItem = to < positions || from > 0 ? item : start * groups + group;
                int columns = Math.min(gathered, positions);
                for (int i = 0; i < gathered / columns; i++) {
                  int target = (firstItem + i * groups) * rows * positions + from;
                  int product = products + i * columns;
                  copy(
                      type,
                      scratch,
                      product,
                      gathered,
                      bias,
                      group * rows,
                      rows,
                      y.array(),
                      target,
                      positions,
                      columns);
                }
                gathered = 0;
              }
            }
          }
        });
  }

  /// `rows x n` products of the weights of a group with patches.
  private static void multiply(
      DType type,
      int rows,
      int n,
      int depth,
      Tensor weights,
      int group,
      Object scratch,
      int patches,
      int products) {
    MatrixKernel.multiply(
        type,
        rows,
        n,
        depth,
        weights.array(),
        group * rows * depth,
        depth,
        1,
        scratch,
        patches,
        1,
        depth,
        scratch,
        products,
        n,
        false,
        null);
  }

  /// The patches of some places of a padded image.
  private static void gather(
      Object image,
      int[] places,
      int first,
      int end,
      ChannelsLastImages padded,
      Object out,
      int oo) {
    int run = padded.run();
    int to = oo;
    for (int place = first; place < end; place++) {
      for (int start : padded.runs()) {
        System.arraycopy(image, places[place] + start, out, to, run);
        to += run;
      }
    }
  }

  /// Copies `rows` of `n` numbers, with their bias.
  private static void copy(
      DType type,
      Object a,
      int ao,
      int aRow,
      @Nullable Tensor bias,
      int firstBias,
      int rows,
      Object out,
      int oo,
      int oRow,
      int n) {
    for (int i = 0; i < rows; i++) {
      int from = ao + i * aRow;
      int to = oo + i * oRow;
      if (bias == null) {
        System.arraycopy(a, from, out, to, n);
        continue;
      }
      int shift = bias.layout().offset() + firstBias + i;
      if (type == DType.F32) {
        float number = ((float[]) bias.array())[shift];
        ELEMENTWISE.addScalar((float[]) a, from, number, (float[]) out, to, n);
      } else {
        double number = ((double[]) bias.array())[shift];
        DOUBLE_ELEMENTWISE.addScalar((double[]) a, from, number, (double[]) out, to, n);
      }
    }
  }

  // ---- Gradient of the input

  /// The gradient `x` of the input for contiguous operands: what every place hands to its patch,
  /// added up.
  static void inputGradient(Tensor gradient, Tensor filters, PatchGrid grid, int groups, Tensor x) {
    DType type = x.dtype();
    int channels = filters.dim(1);
    int depth = filters.dim(0) / groups;
    int columns = channels * grid.taps();
    int positions = grid.positions();
    Tensor weights = tapsFirst(filters, grid);
    ChannelsLastImages padded = new ChannelsLastImages(type, grid, channels);
    int batch = gradient.dim(0);
    int block = block(grid, channels, batch, Scratch.SIZE / 3);
    int atOnce = Math.max(1, block / positions);
    int[] places = padded.places(1);
    int slopes = LatticeKernel.padded(type, padded.length()) + padded.working();
    int line = atOnce * positions;
    int patches = slopes + line * depth;
    Parallel.forRange(
        ((batch - 1) / atOnce + 1) * groups,
        1,
        (first, last) -> {
          Object scratch = Scratch.array(type, patches + block * columns);
          for (int piece = first; piece < last; piece++) {
            int group = piece % groups;
            int start = piece / groups * atOnce;
            int count = Math.min(atOnce, batch - start);
            for (int i = 0; i < count; i++) {
              int item = (start + i) * groups + group;
              int from = gradient.layout().offset() + item * depth * positions;
              int to = slopes + i * positions;
              LatticeKernel.copyLines(
                  type, depth, positions, gradient.array(), from, positions, scratch, to, line);
            }
            for (int from = 0; from < count * positions; from += block) {
              int n = Math.min(block, count * positions - from);
              MatrixKernel.multiply(
                  type,
                  n,
                  columns,
                  depth,
                  scratch,
                  slopes + from,
                  1,
                  line,
                  weights.array(),
                  group * depth * columns,
                  columns,
                  1,
                  scratch,
                  patches,
                  columns,
                  false,
                  null);
              for (int done = 0; done < n; ) {
                int place = (from + done) % positions;
                int end = Math.min(positions, place + n - done);
                if (place == 0) {
                  LatticeKernel.clear(type, scratch, 0, padded.length());
                }
                int product = patches + done * columns;
                scatter(type, scratch, product, places, place, end, padded, scratch);
                if (end == positions) {
                  int item = (start + (from + done) / positions) * groups + group;
                  int to = item * channels * grid.area();
                  padded.write(scratch, 0, slopes - padded.working(), x.array(), to);
                }
                done += end - place;
              }
            }
          }
        });
  }

  /// Adds the patches of some places to the padded image at the beginning of `out`.
  private static void scatter(
      DType type,
      Object a,
      int ao,
      int[] places,
      int first,
      int end,
      ChannelsLastImages padded,
      Object out) {
    int run = padded.run();
    int from = ao;
    for (int place = first; place < end; place++) {
      for (int start : padded.runs()) {
        int to = places[place] + start;
        if (type == DType.F32) {
          ELEMENTWISE.add((float[]) out, to, (float[]) a, from, (float[]) out, to, run);
        } else {
          DOUBLE_ELEMENTWISE.add((double[]) out, to, (double[]) a, from, (double[]) out, to, run);
        }
        from += run;
      }
    }
  }

  // ---- Gradient of the weight

  /// The gradient `[groups, out / groups, in / groups * taps]` of the weight for contiguous
  /// operands: `dW[o, (tap, c)] = sum over images and places of g[p, o] x[p + tap, c]`. Rows of the
  /// right operand are runs of the padded images, which overlap and are not copied.
  static Tensor weightGradient(Tensor images, Tensor gradient, PatchGrid grid, int groups) {
    DType type = gradient.dtype();
    int batch = images.dim(0);
    int channels = images.dim(1) / groups;
    int rows = gradient.dim(1) / groups;
    int positions = grid.positions();
    ChannelsLastImages padded = new ChannelsLastImages(type, grid, channels);
    int perPart = Math.min(batch, Math.max((batch - 1) / PARTS, (PART_PLACES - 1) / positions) + 1);
    int parts = (batch - 1) / perPart + 1;
    // Where there are few parts, rows are shared out too; each share turns the images for itself.
    int shares = Math.clamp(PARTS / 2 / (parts * groups), 1, (rows - 1) / 24 + 1);
    int perShare = (rows - 1) / shares + 1;
    int perImage = padded.length() + positions * rows;
    int room = Scratch.SIZE - padded.working() - 4 * PLACES;
    int atOnce = Math.clamp(Math.min(PLACES / positions, room / perImage), 1, perPart);
    int[] places = padded.places(atOnce);
    int run = LatticeKernel.padded(type, padded.run());
    int row = padded.runs().length * run;
    Tensor sums = Tensor.zeros(type, parts, groups, rows, row);
    Parallel.forRange(
        parts * groups * shares,
        1,
        (first, last) -> {
          for (int piece = first; piece < last; piece++) {
            int item = piece / shares;
            int group = item % groups;
            int begin = item / groups * perPart;
            int end = Math.min(batch, begin + perPart);
            int from = piece % shares * perShare;
            int height = Math.min(rows, from + perShare) - from;
            int slopes =
                LatticeKernel.padded(type, atOnce * padded.length() + run) + padded.working();
            Object scratch = Scratch.array(type, slopes + atOnce * positions * height);
            LatticeKernel.clear(type, scratch, 0, slopes);
            for (int start = begin; start < end; start += atOnce) {
              int count = Math.min(atOnce, end - start);
              for (int i = 0; i < count; i++) {
                int image = (start + i) * groups + group;
                padded.read(
                    images.array(),
                    images.layout().offset() + image * channels * grid.area(),
                    scratch,
                    slopes - padded.working(),
                    i * padded.length());
                LatticeKernel.copyLines(
                    type,
                    height,
                    positions,
                    gradient.array(),
                    gradient.layout().offset() + (image * rows + from) * positions,
                    positions,
                    scratch,
                    slopes + i * positions,
                    atOnce * positions);
              }
              LatticeKernel.multiply(
                  type,
                  height,
                  padded.runs(),
                  padded.run(),
                  count * positions,
                  scratch,
                  slopes,
                  atOnce * positions,
                  scratch,
                  0,
                  places,
                  sums.array(),
                  (item * rows + from) * row,
                  row,
                  run,
                  true);
            }
          }
        });
    Tensor sum = parts == 1 ? sums.select(0, 0) : sums.sum(false, 0);
    Tensor dense =
        sum.reshape(groups * rows, padded.runs().length, run)
            .narrow(2, 0, padded.run())
            .contiguous();
    return exchanged(dense, groups * rows, grid.taps(), channels)
        .reshape(groups, rows, channels * grid.taps());
  }
}
