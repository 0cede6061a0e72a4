package cerulean.nn;

import cerulean.tensor.Philox;
import cerulean.tensor.Window;

/// Transposed convolution over one axis, the gradient of [Conv1d] with respect to its input: with a
/// stride it makes images larger.
///
/// - input: `[batch, in, length]`, or without the batch
/// - result: `[batch, out, places]`; along an axis of size `n` there are `(n - 1) stride - before -
///   after + dilation (size - 1) + 1` places, and as many more as the output padding says
///
/// `weight` is `[in, out / groups, length]` of the window and `bias` `[out]`, if there is one, both
/// drawn from `U(-k, k)` with `k = 1 / sqrt(out / groups * window size)`.
public final class ConvTranspose1d extends TransposedConvolutionLayer {

  private ConvTranspose1d(
      int in, int out, Window window, int[] more, int groups, boolean bias, Philox random) {
    super(1, in, out, window, more, groups, bias, random);
  }

  /// A layer of `in` to `out` channels.
  public static ConvTranspose1d of(int in, int out, Window window, Philox random) {
    return of(in, out, window, new int[1], 1, true, random);
  }

  /// A layer whose result has `outputPadding` more places at the end of each axis, fewer than its
  /// stride: the sizes that a convolution with that stride would round down; and that treats each
  /// of `groups` equal groups of channels by itself.
  public static ConvTranspose1d of(
      int in,
      int out,
      Window window,
      int[] outputPadding,
      int groups,
      boolean bias,
      Philox random) {
    return new ConvTranspose1d(in, out, window, outputPadding.clone(), groups, bias, random);
  }
}
