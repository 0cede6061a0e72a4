package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;

import cerulean.tensor.kernel.DoublePatches;
import cerulean.tensor.kernel.FloatPatches;
import cerulean.tensor.kernel.PatchGrid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Convolutions: checks, and the way that suits a window: a plain product for windows of one
/// element, [DepthwiseConvolution] where channels stay apart, [LatticeConvolution], or products
/// over patches where the places are few.
///
/// Work is cut into pieces by image, group and block of places, each for one thread. A block is so
/// long that its patches fit [Scratch] and its product is worth a piece.
final class ConvolutionOps {

  /// Multiply-adds of one piece: a tenth of a millisecond.
  private static final long PIECE = 1L << 22;

  /// Blocks of places are multiples of this, the widest tile of a matrix product.
  private static final int TILE = 32;

  private ConvolutionOps() {}

  static Tensor forward(
      String op,
      int axes,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups) {
    requireAxes(op, axes, weight, window);
    return forward(op, x, weight, bias, window, groups);
  }

  static Tensor forward(
      String op, Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    requireFit(op, x, weight, window);
    int in = x.dim(-1 - window.axes());
    int out = weight.dim(0);
    requireGroups(op, out, groups);
    if (in != weight.dim(1) * groups) {
      throw channels(op, x, weight, groups, weight.dim(1) * groups);
    }
    requireBias(op, bias, out);
    DType type = commonType(op, x, weight, bias);
    Tensor images = batched(x, window).to(type).contiguous();
    int[] places = window.places(op, x.shape());
    PatchGrid grid = window.grid(spatial(images, window), places);
    Tensor y = Tensor.empty(type, shape(images.dim(0), out, places));
    if (y.size() > 0) {
      Tensor filters = weight.to(type).contiguous();
      Tensor shift = bias == null ? null : bias.to(type).contiguous();
      if (window.isPoint()) {
        points(images, filters, false, shift, groups, grid.positions(), y);
      } else if (DepthwiseConvolution.suits(grid, filters.dim(1))) {
        DepthwiseConvolution.forward(images, filters, shift, grid, y);
      } else if (LatticeConvolution.suits(type, grid)) {
        LatticeConvolution.forward(images, filters, shift, grid, groups, y);
      } else if (ChannelsLastConvolution.suits(grid, filters.dim(1), out / groups)) {
        ChannelsLastConvolution.forward(images, filters, shift, grid, groups, y);
      } else if (LatticeConvolution.isPossible(type, grid)) {
        LatticeConvolution.forward(images, filters, shift, grid, groups, y);
      } else {
        patches(images, filters, shift, grid, groups, y);
      }
    }
    return x.rank() == y.rank() ? y : y.squeeze(0);
  }

  /// A window of one element: `y = weight x + bias`, or `weight^T x`, for the channels of every
  /// element by itself.
  private static void points(
      Tensor images,
      Tensor filters,
      boolean transposed,
      @Nullable Tensor bias,
      int groups,
      int positions,
      Tensor y) {
    DType type = y.dtype();
    int rows = transposed ? filters.dim(1) : filters.dim(0) / groups;
    int depth = transposed ? filters.dim(0) / groups : filters.dim(1);
    int block = block(positions, 1, (long) rows * depth);
    int blocks = (positions - 1) / block + 1;
    Parallel.forRange(
        images.dim(0) * groups * blocks,
        grain((long) rows * depth * block),
        (first, last) -> {
          for (int piece = first; piece < last; piece++) {
            int from = piece % blocks * block;
            int to = Math.min(positions, from + block);
            int item = piece / blocks;
            int group = item % groups;
            int target = item * rows * positions + from;
            MatrixKernel.multiply(
                type,
                rows,
                to - from,
                depth,
                filters.array(),
                filters.layout().offset() + group * rows * depth,
                transposed ? 1 : depth,
                transposed ? rows : 1,
                images.array(),
                images.layout().offset() + item * depth * positions + from,
                positions,
                1,
                y.array(),
                target,
                positions,
                false,
                null);
            if (bias != null) {
              int shift = bias.layout().offset() + group * rows;
              addBias(bias.array(), shift, rows, y.array(), target, to - from, positions);
            }
          }
        });
  }

  /// Pieces to be done at once, so that they are worth a hand-over.
  private static int grain(long work) {
    return Math.clamp(PIECE / Math.max(1, work), 1, 1 << 20);
  }

  /// `y = weight * patches + bias`, piece by piece.
  private static void patches(
      Tensor images, Tensor filters, @Nullable Tensor bias, PatchGrid grid, int groups, Tensor y) {
    DType type = y.dtype();
    int channels = filters.dim(1);
    int rows = filters.dim(0) / groups;
    int depth = channels * grid.taps();
    int positions = grid.positions();
    int block = block(positions, depth, (long) rows * depth);
    int blocks = (positions - 1) / block + 1;
    Parallel.forRange(
        images.dim(0) * groups * blocks,
        grain((long) rows * depth * block),
        (first, last) -> {
          Object scratch = Scratch.array(type, depth * block);
          for (int piece = first; piece < last; piece++) {
            int from = piece % blocks * block;
            int to = Math.min(positions, from + block);
            int item = piece / blocks;
            int image = images.layout().offset() + item * channels * grid.area();
            gather(images.array(), image, channels, grid, from, to, scratch, 0, to - from);
            int group = item % groups;
            int target = item * rows * positions + from;
            MatrixKernel.multiply(
                type,
                rows,
                to - from,
                depth,
                filters.array(),
                filters.layout().offset() + group * rows * depth,
                depth,
                1,
                scratch,
                0,
                to - from,
                1,
                y.array(),
                target,
                positions,
                false,
                null);
            if (bias != null) {
              int shift = bias.layout().offset() + group * rows;
              addBias(bias.array(), shift, rows, y.array(), target, to - from, positions);
            }
          }
        });
  }

  /// The number of places of a block: near-equal blocks of a piece's work, of which the patches
  /// fit.
  private static int block(int positions, int depth, long perPlace) {
    long fit = Math.max(TILE, Scratch.SIZE / Math.max(1, depth) / TILE * TILE);
    long worth = Math.max(2 * TILE, PIECE / Math.max(1, perPlace) / TILE * TILE);
    long longest = Math.min(positions, Math.min(fit, worth));
    long blocks = (positions - 1) / longest + 1;
    long even = (positions - 1) / blocks + 1;
    return (int) Math.min(longest, (even + TILE - 1) / TILE * TILE);
  }

  static Tensor transposed(
      String op,
      int axes,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    requireAxes(op, axes, weight, window);
    return transposed(op, x, weight, bias, window, groups, outputPadding);
  }

  static Tensor transposed(
      String op,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    requireFit(op, x, weight, window);
    int in = x.dim(-1 - window.axes());
    requireGroups(op, in, groups);
    if (in != weight.dim(0)) {
      throw channels(op, x, weight, groups, weight.dim(0));
    }
    int out = weight.dim(1) * groups;
    requireBias(op, bias, out);
    DType type = commonType(op, x, weight, bias);
    Tensor images = batched(x, window).to(type).contiguous();
    int[] sizes = window.inputSizes(op, images.shape(), outputPadding);
    PatchGrid grid = window.grid(sizes, spatial(images, window));
    Shape result = shape(images.dim(0), out, sizes);
    Tensor y = images.size() == 0 ? Tensor.zeros(type, result.dims()) : Tensor.empty(type, result);
    if (y.size() > 0) {
      Tensor filters = weight.to(type).contiguous();
      if (images.size() > 0 && window.isPoint()) {
        points(images, filters, true, null, groups, grid.positions(), y);
      } else if (images.size() > 0
          && DepthwiseConvolution.suitsInput(grid, filters.dim(1), in / groups)) {
        DepthwiseConvolution.inputGradient(images, filters, grid, y);
      } else if (images.size() > 0
          && !LatticeConvolution.suitsInput(type, grid)
          && ChannelsLastConvolution.suits(grid, filters.dim(1), in / groups)) {
        ChannelsLastConvolution.inputGradient(images, filters, grid, groups, y);
      } else if (images.size() > 0) {
        LatticeConvolution.inputGradient(images, filters, grid, groups, y);
      }
      if (bias != null) {
        int[] perChannel = new int[window.axes() + 1];
        Arrays.fill(perChannel, 1);
        perChannel[0] = out;
        y.addInPlace(bias.to(type).reshape(perChannel));
      }
    }
    return x.rank() == y.rank() ? y : y.squeeze(0);
  }

  static Tensor im2col(Tensor x, Window window) {
    String op = "im2col";
    x.requireFloating(op);
    requireSpatial(op, x, window);
    int[] places = window.places(op, x.shape());
    Tensor images = batched(x, window).contiguous();
    PatchGrid grid = window.grid(spatial(images, window), places);
    int channels = images.dim(1);
    int rows = channels * grid.taps();
    Tensor out = Tensor.empty(x.dtype(), Shape.of(images.dim(0), rows, grid.positions()));
    int each = grid.taps() * grid.positions();
    if (out.size() > 0) {
      Parallel.forRange(
          images.dim(0) * channels,
          Math.max(1, Runs.GRAIN / each),
          (from, to) -> {
            int source = images.layout().offset() + from * grid.area();
            gather(
                images.array(),
                source,
                to - from,
                grid,
                0,
                grid.positions(),
                out.array(),
                from * each,
                grid.positions());
          });
    }
    return x.rank() == images.rank() ? out : out.squeeze(0);
  }

  static Tensor col2im(Tensor columns, Window window, int... imageSize) {
    String op = "col2im";
    columns.requireFloating(op);
    if (imageSize.length != window.axes()) {
      throw imageAxes(window, imageSize);
    }
    int[] places = window.places(op, Shape.of(imageSize));
    PatchGrid grid = window.grid(imageSize, places);
    int rank = columns.rank();
    if ((rank != 2 && rank != 3)
        || columns.dim(-1) != grid.positions()
        || columns.dim(-2) % grid.taps() != 0) {
      throw columns(columns.shape(), grid);
    }
    Tensor all = (rank == 2 ? columns.unsqueeze(0) : columns).contiguous();
    int channels = all.dim(1) / grid.taps();
    Tensor out = Tensor.zeros(columns.dtype(), shape(all.dim(0), channels, imageSize).dims());
    int each = grid.taps() * grid.positions();
    Parallel.forRange(
        all.dim(0) * channels,
        Math.max(1, Runs.GRAIN / Math.max(1, each)),
        (from, to) ->
            scatterAdd(
                all.array(),
                all.layout().offset() + from * each,
                grid.positions(),
                to - from,
                grid,
                0,
                grid.positions(),
                out.array(),
                from * grid.area()));
    return rank == 3 ? out : out.squeeze(0);
  }

  private static void gather(
      Object a,
      int ao,
      int channels,
      PatchGrid grid,
      int from,
      int to,
      Object out,
      int oo,
      int oRow) {
    if (a instanceof float[] x) {
      FloatPatches.gather(x, ao, channels, grid, from, to, (float[]) out, oo, oRow);
    } else {
      DoublePatches.gather((double[]) a, ao, channels, grid, from, to, (double[]) out, oo, oRow);
    }
  }

  private static void scatterAdd(
      Object a,
      int ao,
      int aRow,
      int channels,
      PatchGrid grid,
      int from,
      int to,
      Object out,
      int oo) {
    if (a instanceof float[] x) {
      FloatPatches.scatterAdd(x, ao, aRow, channels, grid, from, to, (float[]) out, oo);
    } else {
      DoublePatches.scatterAdd(
          (double[]) a, ao, aRow, channels, grid, from, to, (double[]) out, oo);
    }
  }

  private static void addBias(Object bias, int bo, int rows, Object out, int oo, int n, int oRow) {
    for (int i = 0; i < rows; i++) {
      int o = oo + i * oRow;
      if (out instanceof float[] y) {
        ELEMENTWISE.addScalar(y, o, ((float[]) bias)[bo + i], y, o, n);
      } else {
        double[] y = (double[]) out;
        DOUBLE_ELEMENTWISE.addScalar(y, o, ((double[]) bias)[bo + i], y, o, n);
      }
    }
  }

  private static Tensor batched(Tensor x, Window window) {
    return x.rank() == window.axes() + 1 ? x.unsqueeze(0) : x;
  }

  private static int[] spatial(Tensor images, Window window) {
    int[] dims = images.shape().dims();
    return Arrays.copyOfRange(dims, dims.length - window.axes(), dims.length);
  }

  private static Shape shape(int batch, int channels, int... spatial) {
    int[] dims = new int[spatial.length + 2];
    dims[0] = batch;
    dims[1] = channels;
    System.arraycopy(spatial, 0, dims, 2, spatial.length);
    return Shape.of(dims);
  }

  private static DType commonType(String op, Tensor x, Tensor weight, @Nullable Tensor bias) {
    DType type = x.requireFloating(op).dtype().promote(op, weight.requireFloating(op).dtype());
    return bias == null ? type : type.promote(op, bias.requireFloating(op).dtype());
  }

  private static void requireAxes(String op, int axes, Tensor weight, Window window) {
    if (window.axes() != axes || weight.rank() != axes + 2) {
      throw new ShapeException(
          op,
          "weight must be [out, in, window...] with a window of "
              + axes
              + " axes; got "
              + weight.shape()
              + " and window "
              + window,
          weight.shape());
    }
  }

  private static void requireFit(String op, Tensor x, Tensor weight, Window window) {
    requireSpatial(op, x, window);
    if (weight.rank() != window.axes() + 2 || !window.hasSizes(weight.shape().dims(), 2)) {
      throw new ShapeException(
          op,
          "window "
              + window
              + " and weight "
              + weight.shape()
              + " differ in size; use Window.over(weight)",
          weight.shape());
    }
  }

  private static void requireSpatial(String op, Tensor x, Window window) {
    int rank = window.axes() + 2;
    if (x.rank() != rank && x.rank() != rank - 1) {
      throw new ShapeException(
          op,
          "input must have a batch (or not), channels and "
              + window.axes()
              + " spatial axes; got "
              + x.shape(),
          x.shape());
    }
  }

  private static void requireBias(String op, @Nullable Tensor bias, int out) {
    if (bias != null && (bias.rank() != 1 || bias.size() != out)) {
      throw new ShapeException(op, "bias must be [" + out + "]; got " + bias.shape(), bias.shape());
    }
  }

  private static void requireGroups(String op, int channels, int groups) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          op + ": " + channels + " channels do not divide into " + groups + " groups");
    }
  }

  private static ShapeException channels(
      String op, Tensor x, Tensor weight, int groups, int wanted) {
    String problem =
        "channels differ: input "
            + x.shape()
            + ", weight "
            + weight.shape()
            + " with "
            + groups
            + (groups == 1 ? " group takes " : " groups takes ")
            + wanted;
    return new ShapeException(op, problem, x.shape(), weight.shape());
  }

  private static ShapeException imageAxes(Window window, int... imageSize) {
    return new ShapeException(
        "col2im",
        "image size " + Arrays.toString(imageSize) + " and window " + window + " differ in axes");
  }

  private static ShapeException columns(Shape columns, PatchGrid grid) {
    String problem =
        "columns must be [batch, channels * "
            + grid.taps()
            + ", "
            + grid.positions()
            + "] for this window and image; got "
            + columns;
    return new ShapeException("col2im", problem, columns);
  }
}
