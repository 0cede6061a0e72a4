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

  /// Whether the patches of an image fit into scratch memory and consist of runs long enough.
  static boolean suits(PatchGrid grid, int channels) {
    return (long) grid.positions() * grid.taps() * channels <= Scratch.SIZE / 2
        && grid.area() * channels <= Scratch.SIZE / 8
        && ChannelsLastImages.adjacentTaps(grid) * channels >= LANES;
  }

  /// Whether the gradient of the weight has rows enough for a tile and runs enough for a vector:
  /// else inner products are the better way.
  static boolean suitsWeight(PatchGrid grid, int channels, int rows) {
    return rows >= 6 && ChannelsLastImages.adjacentTaps(grid) * channels >= LANES;
  }

  /// Images whose patches fit into scratch memory, in near-equal pieces.
  private static int atOnce(PatchGrid grid, int channels, int batch) {
    int perImage = grid.positions() * grid.taps() * channels;
    int fit = Math.max(1, Scratch.SIZE / 2 / perImage);
    int pieces = Math.max((batch - 1) / fit + 1, Math.min(batch, PIECES));
    return (batch - 1) / pieces + 1;
  }

  /// The weights `[out, (tap, channel)]` of filters `[out, channel, taps]`.
  private static Tensor tapsFirst(Tensor filters, PatchGrid grid) {
    int out = filters.dim(0);
    return filters.reshape(out, filters.dim(1), grid.taps()).permute(0, 2, 1).copy();
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
    int atOnce = atOnce(grid, channels, batch);
    int[] places = padded.places(1);
    int patches = LatticeKernel.padded(type, padded.length()) + padded.working();
    int products = patches + atOnce * positions * depth;
    Parallel.forRange(
        ((batch - 1) / atOnce + 1) * groups,
        1,
        (first, last) -> {
          Object scratch = Scratch.array(type, products + rows * atOnce * positions);
          for (int piece = first; piece < last; piece++) {
            int group = piece % groups;
            int start = piece / groups * atOnce;
            int count = Math.min(atOnce, batch - start);
            int n = count * positions;
            LatticeKernel.clear(type, scratch, 0, padded.length());
            for (int i = 0; i < count; i++) {
              int item = (start + i) * groups + group;
              int from = images.layout().offset() + item * channels * grid.area();
              padded.read(images.array(), from, scratch, patches - padded.working(), 0);
              gather(scratch, places, padded, scratch, patches + i * positions * depth);
            }
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
            for (int i = 0; i < count; i++) {
              for (int o = 0; o < rows; o++) {
                int to = (((start + i) * groups + group) * rows + o) * positions;
                int from = products + o * n + i * positions;
                int shift = group * rows + o;
                copy(type, scratch, from, bias, shift, y.array(), to, positions);
              }
            }
          }
        });
  }

  /// The patches of a padded image, place by place.
  private static void gather(
      Object image, int[] places, ChannelsLastImages padded, Object out, int oo) {
    int run = padded.run();
    int to = oo;
    for (int place : places) {
      for (int start : padded.runs()) {
        System.arraycopy(image, place + start, out, to, run);
        to += run;
      }
    }
  }

  private static void copy(
      DType type, Object a, int ao, @Nullable Tensor bias, int shift, Object out, int oo, int n) {
    if (bias == null) {
      System.arraycopy(a, ao, out, oo, n);
      return;
    }
    int bo = bias.layout().offset() + shift;
    if (type == DType.F32) {
      ELEMENTWISE.addScalar((float[]) a, ao, ((float[]) bias.array())[bo], (float[]) out, oo, n);
    } else {
      DOUBLE_ELEMENTWISE.addScalar(
          (double[]) a, ao, ((double[]) bias.array())[bo], (double[]) out, oo, n);
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
    int atOnce = atOnce(grid, channels, batch);
    int[] places = padded.places(1);
    int slopes = LatticeKernel.padded(type, padded.length()) + padded.working();
    int patches = slopes + LatticeKernel.padded(type, atOnce * positions * depth + 1);
    Parallel.forRange(
        ((batch - 1) / atOnce + 1) * groups,
        1,
        (first, last) -> {
          Object scratch = Scratch.array(type, patches + atOnce * positions * columns);
          for (int piece = first; piece < last; piece++) {
            int group = piece % groups;
            int start = piece / groups * atOnce;
            int count = Math.min(atOnce, batch - start);
            for (int i = 0; i < count; i++) {
              int item = (start + i) * groups + group;
              int from = gradient.layout().offset() + item * depth * positions;
              int to = slopes + i * positions * depth;
              LatticeKernel.transpose(
                  type, depth, positions, gradient.array(), from, positions, scratch, to);
            }
            MatrixKernel.multiply(
                type,
                count * positions,
                columns,
                depth,
                scratch,
                slopes,
                depth,
                1,
                weights.array(),
                group * depth * columns,
                columns,
                1,
                scratch,
                patches,
                columns,
                false,
                null);
            for (int i = 0; i < count; i++) {
              int item = (start + i) * groups + group;
              LatticeKernel.clear(type, scratch, 0, padded.length());
              scatter(type, scratch, patches + i * positions * columns, places, padded, scratch);
              padded.write(
                  scratch, 0, slopes - padded.working(), x.array(), item * channels * grid.area());
            }
          }
        });
  }

  /// Adds patches, place by place, to the padded image at the beginning of `out`.
  private static void scatter(
      DType type, Object a, int ao, int[] places, ChannelsLastImages padded, Object out) {
    int run = padded.run();
    int from = ao;
    for (int place : places) {
      for (int start : padded.runs()) {
        int to = place + start;
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
    int atOnce = Math.clamp(PLACES / positions, 1, perPart);
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
            int length = LatticeKernel.padded(type, atOnce * positions * height + 1);
            Object scratch = Scratch.array(type, slopes + length);
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
                LatticeKernel.transpose(
                    type,
                    height,
                    positions,
                    gradient.array(),
                    gradient.layout().offset() + (image * rows + from) * positions,
                    positions,
                    scratch,
                    slopes + i * positions * height);
              }
              LatticeKernel.multiply(
                  type,
                  height,
                  padded.runs(),
                  padded.run(),
                  count * positions,
                  scratch,
                  slopes,
                  1,
                  height,
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
    return sum.reshape(groups, rows, padded.runs().length, run)
        .narrow(3, 0, padded.run())
        .reshape(groups, rows, grid.taps(), channels)
        .permute(0, 1, 3, 2)
        .copy();
  }
}
