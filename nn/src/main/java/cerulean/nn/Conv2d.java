package cerulean.nn;

import cerulean.tensor.PadMode;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;

/// Convolution over two axes, see [cerulean.autograd.Variable#conv2d].
///
/// - input: `[batch, in, height, width]`, or without the batch
/// - result: `[batch, out, rows, columns]`
///
/// `weight` is `[out, in / groups, height, width]` of the window and `bias` `[out]`, if there is
/// one, both drawn from `U(-k, k)` with `k = 1 / sqrt(in / groups * window size)`.
///
/// Stride, padding and dilation are the window's: `Window.of(3, 3).stride(2).pad(1)`, and for
/// PyTorch's padding `same` [Window#padSame]. What is added at the edges are zeros, or what a
/// [PadMode] says.
public final class Conv2d extends ConvolutionLayer {

  private Conv2d(
      int in, int out, Window window, PadMode padding, int groups, boolean bias, Philox random) {
    super(2, in, out, window, padding, groups, bias, random);
  }

  /// A layer of `in` to `out` channels.
  public static Conv2d of(int in, int out, Window window, Philox random) {
    return of(in, out, window, 1, true, random);
  }

  /// A layer without bias, as before a normalisation.
  public static Conv2d withoutBias(int in, int out, Window window, Philox random) {
    return of(in, out, window, 1, false, random);
  }

  /// A layer that convolves each of `groups` equal groups of channels by itself.
  public static Conv2d of(int in, int out, Window window, int groups, boolean bias, Philox random) {
    return of(in, out, window, PadMode.CONSTANT, groups, bias, random);
  }

  /// A layer whose window sees beyond the edges what `padding` says.
  public static Conv2d of(
      int in, int out, Window window, PadMode padding, int groups, boolean bias, Philox random) {
    return new Conv2d(in, out, window, padding, groups, bias, random);
  }
}
