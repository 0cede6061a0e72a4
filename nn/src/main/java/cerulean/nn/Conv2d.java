package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.Map;

/// Convolution over two axes, see [Variable#conv2d].
///
/// - input: `[batch, in, height, width]`, or without the batch
/// - result: `[batch, out, rows, columns]`
///
/// `weight` is `[out, in / groups, height, width]` of the window and `bias` `[out]`, if there is
/// one, both drawn from `U(-k, k)` with `k = 1 / sqrt(in / groups * window size)`.
public final class Conv2d implements Layer {

  private final Filters filters;
  private final Window window;

  private Conv2d(Filters filters, Window window) {
    this.filters = filters;
    this.window = window;
  }

  /// A layer of `in` to `out` channels; the window has stride, padding and dilation.
  public static Conv2d of(int in, int out, Window window, Philox random) {
    return of(in, out, window, 1, true, random);
  }

  /// A layer without bias, as before a normalisation.
  public static Conv2d withoutBias(int in, int out, Window window, Philox random) {
    return of(in, out, window, 1, false, random);
  }

  /// A layer that convolves each of `groups` equal groups of channels by itself.
  public static Conv2d of(int in, int out, Window window, int groups, boolean bias, Philox random) {
    int[] sizes = window.sizes();
    return new Conv2d(Filters.draw("Conv2d", in, out, groups, bias, random, sizes), window);
  }

  @Override
  public Variable forward(Variable input) {
    return input.conv2d(filters.weight(), filters.bias(), window, filters.groups());
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return filters.named();
  }

  @Override
  public String toString() {
    return "Conv2d(" + filters.sizes() + ", window " + window + ")";
  }
}
