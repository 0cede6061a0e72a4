package cerulean.tensor;

import org.jspecify.annotations.Nullable;

/// Convolutions (in the language of signal processing cross-correlations) and their transposes,
/// with the semantics and layouts of PyTorch.
///
/// - input `[batch, in, spatial...]`, or without the batch
/// - weight `[out, in / groups, window...]`; of a transposed convolution `[in, out / groups,
///   window...]`
/// - bias `[out]`, or null
/// - result `[batch, out, places...]`, contiguous
///
/// With `groups` the channels form that many equal groups, each of which is convolved with weights
/// of its own. F32 and F64; a mix is computed in F64. The methods with a number in their name
/// insist on that number of spatial axes; [#conv] and [#convTranspose] take 1 to 3.
///
/// Computed as matrix products of the weight with shifted images or, where places are few, with the
/// patches under the window ([#im2col]), and plane by plane where every channel has filters of its
/// own; in pieces, so that no more than some megabytes are in use beside operands and result.
public final class Convolution {

  private Convolution() {}

  /// `y[n, o, p] = bias[o] + sum over c, t of weight[o, c, t] x[n, c, p stride + t dilation -
  /// pad]`.
  public static Tensor conv(
      Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return ConvolutionOps.forward("conv", x, weight, bias, window, groups);
  }

  /// [#conv] over one axis.
  public static Tensor conv1d(
      Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return ConvolutionOps.forward("conv1d", 1, x, weight, bias, window, groups);
  }

  /// [#conv] over one axis, without padding, stride and groups.
  public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return conv1d(x, weight, bias, Window.over(weight), 1);
  }

  /// [#conv] over two axes.
  public static Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return ConvolutionOps.forward("conv2d", 2, x, weight, bias, window, groups);
  }

  /// [#conv] over two axes, without padding, stride and groups.
  public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return conv2d(x, weight, bias, Window.over(weight), 1);
  }

  /// [#conv] over three axes.
  public static Tensor conv3d(
      Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return ConvolutionOps.forward("conv3d", 3, x, weight, bias, window, groups);
  }

  /// The transpose of [#conv] as a linear map, with a bias: it takes shapes of results to shapes of
  /// inputs. Where several sizes of inputs give one size of result, `outputPadding` (one number, or
  /// one for each axis; none is 0) adds to the smallest.
  public static Tensor convTranspose(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return ConvolutionOps.transposed(
        "convTranspose", x, weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over one axis.
  public static Tensor convTranspose1d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return ConvolutionOps.transposed(
        "convTranspose1d", 1, x, weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over two axes.
  public static Tensor convTranspose2d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return ConvolutionOps.transposed(
        "convTranspose2d", 2, x, weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over three axes.
  public static Tensor convTranspose3d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return ConvolutionOps.transposed(
        "convTranspose3d", 3, x, weight, bias, window, groups, outputPadding);
  }

  /// The gradient of [#conv] with respect to its input, given the one with respect to its result:
  /// the transposed convolution.
  ///
  /// - `gradient`: `[batch, out, places...]`, or without the batch
  /// - `inputSize`: the spatial sizes of the input
  /// - result: `[batch, in, inputSize...]`; elements under no window have gradient 0
  public static Tensor convInputGradient(
      Tensor gradient, Tensor weight, Window window, int groups, int... inputSize) {
    String op = "convInputGradient";
    int[] more = ConvolutionGradientOps.uncovered(op, gradient, window, inputSize);
    return ConvolutionOps.transposed(op, gradient, weight, null, window, groups, more);
  }

  /// The gradient of [#conv] with respect to its weight, given the one with respect to its result,
  /// summed over the batch.
  ///
  /// - `x`: the input, `[batch, in, spatial...]`, or without the batch
  /// - `gradient`: `[batch, out, places...]`, or without the batch
  /// - result: `[out, in / groups, window...]`
  public static Tensor convWeightGradient(Tensor x, Tensor gradient, Window window, int groups) {
    return ConvolutionGradientOps.weight("convWeightGradient", x, gradient, window, groups);
  }

  /// The patches of `[batch, channels, spatial...]` (or without the batch) as columns: `[batch,
  /// channels * window size, places]`, PyTorch's `unfold`.
  public static Tensor im2col(Tensor x, Window window) {
    return ConvolutionOps.im2col(x, window);
  }

  /// The transpose of [#im2col], PyTorch's `fold`: columns `[batch, channels * window size,
  /// places]` are added up to images `[batch, channels, imageSize...]`.
  public static Tensor col2im(Tensor columns, Window window, int... imageSize) {
    return ConvolutionOps.col2im(columns, window, imageSize);
  }
}
