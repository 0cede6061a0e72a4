package cerulean.tensor;

import cerulean.tensor.kernel.PatchGrid;
import java.util.Arrays;

/// Gradients of convolutions: checks, and products with patches.
final class ConvolutionGradientOps {

  private ConvolutionGradientOps() {}

  /// The elements of an input of these sizes that no window reaches, as output padding of the
  /// transposed convolution.
  static int[] uncovered(String op, Tensor gradient, Window window, int... inputSize) {
    int[] sizes = Shape.of(inputSize).dims();
    int axes = window.axes();
    if (sizes.length != axes || gradient.rank() <= axes) {
      throw places(op, gradient.shape(), window, sizes);
    }
    int[] places = window.places(op, Shape.of(sizes));
    for (int i = 0; i < axes; i++) {
      if (places[i] != gradient.dim(i - axes)) {
        throw places(op, gradient.shape(), window, sizes);
      }
    }
    return window.uncovered(sizes);
  }

  /// `dW[o, (c, t)] = sum over images and places of g[o, p] patches[(c, t), p]`.
  static Tensor weight(String op, Tensor x, Tensor gradient, Window window, int groups) {
    int axes = window.axes();
    DType type = x.requireFloating(op).dtype().promote(op, gradient.requireFloating(op).dtype());
    boolean ranks = x.rank() == gradient.rank() && (x.rank() == axes + 1 || x.rank() == axes + 2);
    if (!ranks || (x.rank() == axes + 2 && x.dim(0) != gradient.dim(0))) {
      throw operands(op, x.shape(), gradient.shape(), axes);
    }
    int[] dims = x.shape().dims();
    int[] spatial = Arrays.copyOfRange(dims, dims.length - axes, dims.length);
    uncovered(op, gradient, window, spatial);
    Tensor images = (x.rank() == axes + 1 ? x.unsqueeze(0) : x).to(type);
    Tensor slopes = (x.rank() == axes + 1 ? gradient.unsqueeze(0) : gradient).to(type);
    int in = images.dim(1);
    int out = slopes.dim(1);
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          op + ": " + in + " and " + out + " channels do not divide into " + groups + " groups");
    }
    Tensor sum = Tensor.zeros(type, groups, out / groups, in / groups * window.size());
    if (images.size() > 0 && slopes.size() > 0) {
      PatchGrid grid = window.grid(spatial, window.places(op, Shape.of(spatial)));
      Tensor inputs = images.contiguous();
      Tensor outputs = slopes.contiguous();
      if (DepthwiseConvolution.suitsWeight(grid, in / groups, out / groups)) {
        sum = DepthwiseConvolution.weightGradient(inputs, outputs, grid);
      } else if (ChannelsLastConvolution.suitsWeight(grid, in / groups, out / groups)) {
        sum = ChannelsLastConvolution.weightGradient(inputs, outputs, grid, groups);
      } else {
        sum = LatticeConvolution.weightGradient(inputs, outputs, grid, groups);
      }
    }
    int[] shape = new int[axes + 2];
    shape[0] = out;
    shape[1] = in / groups;
    System.arraycopy(window.sizes(), 0, shape, 2, axes);
    return sum.reshape(shape);
  }

  private static ShapeException places(String op, Shape gradient, Window window, int... inputSize) {
    return new ShapeException(
        op,
        "a gradient "
            + gradient
            + " is not that of an input of size "
            + Arrays.toString(inputSize)
            + " under the window "
            + window,
        gradient);
  }

  private static ShapeException operands(String op, Shape x, Shape gradient, int axes) {
    return new ShapeException(
        op,
        "input and gradient must have one batch (or none), channels and "
            + axes
            + " spatial axes; got "
            + x
            + " and "
            + gradient,
        x,
        gradient);
  }
}
