package cerulean.tensor;

import cerulean.tensor.kernel.DoubleDepthwise;
import cerulean.tensor.kernel.FloatDepthwise;
import cerulean.tensor.kernel.PatchGrid;
import org.jspecify.annotations.Nullable;

/// Convolutions over two axes in which every channel has filters of its own (Howard et al. 2017,
/// "MobileNets"), and their gradients: one plane at a time, between the zeros of its padding in
/// [Scratch], and no products of matrices.
final class DepthwiseConvolution {

  /// Multiply-adds of one piece: some tens of microseconds.
  private static final long PIECE = 1L << 19;

  /// Parts into which the sum over a batch is cut for the gradient of the weight: more threads than
  /// this do not help, and every part costs a copy of the gradient.
  private static final int PARTS = 16;

  private DepthwiseConvolution() {}

  /// Whether a convolution of groups of `channels` channels is of this kind, with a window for
  /// which there is a loop.
  static boolean suits(PatchGrid grid, int channels) {
    boolean plain =
        channels == 1 && grid.image()[0] == 1 && grid.kernel()[0] == 1 && grid.pads()[0] == 0;
    for (int axis = 0; axis < 3; axis++) {
      boolean together = grid.kernel()[axis] == 1 || grid.dilations()[axis] == 1;
      plain &= grid.strides()[axis] == 1 && together;
    }
    return plain
        && grid.places()[0] == 1
        && FloatDepthwise.suits(grid.places()[1], grid.kernel()[1]);
  }

  /// As [#suits], for the gradient of the input of a convolution with `rows` filters for each
  /// channel.
  static boolean suitsInput(PatchGrid grid, int channels, int rows) {
    return rows == 1
        && suits(grid, channels)
        && FloatDepthwise.suits(grid.image()[1], grid.kernel()[1]);
  }

  /// As [#suits], for the gradient of the weight with `rows` filters for each channel: tiles of
  /// several filters load an image less often, and on lines shorter than this half a vector's lanes
  /// would be idle.
  static boolean suitsWeight(PatchGrid grid, int channels, int rows) {
    return rows == 1 && suits(grid, channels) && grid.places()[2] >= 8;
  }

  /// `y = weight * x + bias` for contiguous operands.
  static void forward(
      Tensor images, Tensor filters, @Nullable Tensor bias, PatchGrid grid, Tensor y) {
    int rows = y.dim(1) / images.dim(1);
    DType type = y.dtype();
    Plane plane = new Plane(type, grid);
    int taps = grid.taps();
    Parallel.forRange(
        images.dim(0) * images.dim(1),
        grain((long) rows * taps * grid.positions()),
        (first, last) -> {
          Object scratch = plane.cleared(0);
          for (int item = first; item < last; item++) {
            plane.read(images.array(), images.layout().offset() + item * grid.area(), scratch);
            for (int i = 0; i < rows; i++) {
              int filter = item % images.dim(1) * rows + i;
              plane.convolve(
                  filters.array(),
                  filters.layout().offset() + filter * taps,
                  scratch,
                  bias,
                  filter,
                  y.array(),
                  (item * rows + i) * grid.positions());
            }
          }
        });
  }

  /// The gradient `x` of the input for contiguous operands: the gradient of the result under the
  /// window turned by half a circle.
  static void inputGradient(Tensor gradient, Tensor filters, PatchGrid grid, Tensor x) {
    int[] pads = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      pads[axis] = grid.kernel()[axis] - 1 - grid.pads()[axis];
    }
    int[] image = grid.places();
    int[] places = grid.image();
    PatchGrid back =
        new PatchGrid(image, places, grid.kernel(), grid.strides(), pads, grid.dilations());
    int taps = grid.taps();
    Tensor turned = filters.reshape(filters.size() / taps, taps).flip(1).contiguous();
    forward(gradient, turned, null, back, x);
  }

  /// The gradient `[channels, 1, taps]` of the weight for contiguous operands with one filter for
  /// each channel. Where `x` has NaN or infinities, all taps of the channel may be NaN: at the ends
  /// of lines they are multiplied by zero.
  static Tensor weightGradient(Tensor images, Tensor gradient, PatchGrid grid) {
    DType type = gradient.dtype();
    int batch = images.dim(0);
    int channels = images.dim(1);
    int taps = grid.taps();
    int parts = Math.min(PARTS, batch);
    int perPart = (batch - 1) / parts + 1;
    // Channels of an image one after the other, as they lie in memory; a few images' are shared
    // out.
    int perShare = (channels - 1) / Math.clamp(PARTS / parts, 1, channels) + 1;
    int shares = (channels - 1) / perShare + 1;
    Tensor sums = Tensor.zeros(type, parts, channels, 1, taps);
    Plane plane = new Plane(type, grid);
    Parallel.forRange(
        parts * shares,
        grain((long) perPart * perShare * taps * grid.positions()),
        (first, last) -> {
          Object scratch = plane.cleared(perShare);
          for (int piece = first; piece < last; piece++) {
            int part = piece / shares;
            int channel = piece % shares * perShare;
            int end = Math.min(channels, channel + perShare);
            plane.clearSums(scratch, perShare);
            for (int image = part * perPart;
                image < Math.min(batch, (part + 1) * perPart);
                image++) {
              for (int c = channel; c < end; c++) {
                int item = image * channels + c;
                plane.read(images.array(), images.layout().offset() + item * grid.area(), scratch);
                int slopes = gradient.layout().offset() + item * grid.positions();
                plane.correlate(gradient.array(), slopes, scratch, c - channel);
              }
            }
            int to = (part * channels + channel) * taps;
            plane.total(scratch, end - channel, sums.array(), to);
          }
        });
    return parts == 1 ? sums.select(0, 0) : sums.sum(false, 0);
  }

  private static int grain(long work) {
    return Math.clamp(PIECE / Math.max(1, work), 1, 1 << 20);
  }

  /// Where the plane of a channel stands between its padding, and the kernels on it.
  private static final class Plane {

    private final DType type;
    private final PatchGrid grid;
    private final int line;
    private final int size;

    /// Along either axis, the first element that is read, how many are, and where the first goes:
    /// with negative padding an image is cropped.
    private final int[] first = new int[3];

    private final int[] count = new int[3];
    private final int[] target = new int[3];

    Plane(DType type, PatchGrid grid) {
      this.type = type;
      this.grid = grid;
      line = grid.places()[2] + grid.kernel()[2] - 1;
      size = (grid.places()[1] + grid.kernel()[1] - 1) * line;
      for (int axis = 1; axis < 3; axis++) {
        int pad = grid.pads()[axis];
        first[axis] = Math.max(0, -pad);
        target[axis] = Math.max(0, pad);
        int room = grid.places()[axis] + grid.kernel()[axis] - 1 - target[axis];
        count[axis] = Math.max(0, Math.min(grid.image()[axis] - first[axis], room));
      }
    }

    private int lanes() {
      return type == DType.F32 ? FloatDepthwise.IN_USE.lanes() : DoubleDepthwise.IN_USE.lanes();
    }

    /// Memory for a plane, all zeros, and behind it for the sums of so many filters in parts.
    Object cleared(int filters) {
      Object scratch = Scratch.array(type, sums(filters));
      LatticeKernel.clear(type, scratch, 0, sums(0));
      return scratch;
    }

    /// Where the sums of a filter begin.
    private int sums(int filter) {
      return size + (1 + filter * grid.taps()) * lanes();
    }

    void clearSums(Object scratch, int filters) {
      LatticeKernel.clear(type, scratch, sums(0), sums(filters));
    }

    void read(Object image, int io, Object plane) {
      if (count[1] == 0 || count[2] == 0) {
        return;
      }
      LatticeKernel.copyLines(
          type,
          count[1],
          count[2],
          image,
          io + first[1] * grid.image()[2] + first[2],
          grid.image()[2],
          plane,
          target[1] * line + target[2],
          line);
    }

    void convolve(
        Object weights, int wo, Object plane, @Nullable Tensor bias, int bo, Object out, int oo) {
      int lines = grid.places()[1];
      int n = grid.places()[2];
      int height = grid.kernel()[1];
      int width = grid.kernel()[2];
      if (type == DType.F32) {
        float shift = bias == null ? 0f : ((float[]) bias.array())[bias.layout().offset() + bo];
        FloatDepthwise.IN_USE.convolve(
            lines,
            n,
            height,
            width,
            (float[]) weights,
            wo,
            (float[]) plane,
            0,
            line,
            shift,
            (float[]) out,
            oo,
            n);
      } else {
        double shift = bias == null ? 0 : ((double[]) bias.array())[bias.layout().offset() + bo];
        DoubleDepthwise.IN_USE.convolve(
            lines,
            n,
            height,
            width,
            (double[]) weights,
            wo,
            (double[]) plane,
            0,
            line,
            shift,
            (double[]) out,
            oo,
            n);
      }
    }

    void correlate(Object slopes, int so, Object scratch, int filter) {
      int lines = grid.places()[1];
      int n = grid.places()[2];
      int height = grid.kernel()[1];
      int width = grid.kernel()[2];
      if (type == DType.F32) {
        FloatDepthwise.IN_USE.correlate(
            lines,
            n,
            height,
            width,
            (float[]) slopes,
            so,
            n,
            (float[]) scratch,
            0,
            line,
            (float[]) scratch,
            sums(filter));
      } else {
        DoubleDepthwise.IN_USE.correlate(
            lines,
            n,
            height,
            width,
            (double[]) slopes,
            so,
            n,
            (double[]) scratch,
            0,
            line,
            (double[]) scratch,
            sums(filter));
      }
    }

    void total(Object scratch, int filters, Object out, int oo) {
      int count = filters * grid.taps();
      if (type == DType.F32) {
        FloatDepthwise.IN_USE.total((float[]) scratch, sums(0), count, (float[]) out, oo);
      } else {
        DoubleDepthwise.IN_USE.total((double[]) scratch, sums(0), count, (double[]) out, oo);
      }
    }
  }
}
