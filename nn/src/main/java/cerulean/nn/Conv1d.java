package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.Map;

/// Convolution over one axis, see [Variable#conv1d].
///
/// - input: `[batch, in, length]`, or without the batch
/// - result: `[batch, out, places]`
///
/// `weight` is `[out, in / groups, length]` of the window and `bias` `[out]`, if there is one, both
/// drawn from `U(-k, k)` with `k = 1 / sqrt(in / groups * window size)`.
public final class Conv1d implements Layer {

  private final Filters filters;
  private final Window window;

  private Conv1d(Filters filters, Window window) {
    this.filters = filters;
    this.window = window;
  }

  /// A layer of `in` to `out` channels; the window has stride, padding and dilation.
  public static Conv1d of(int in, int out, Window window, Philox random) {
    return of(in, out, window, 1, true, random);
  }

  /// A layer without bias, as before a normalisation.
  public static Conv1d withoutBias(int in, int out, Window window, Philox random) {
    return of(in, out, window, 1, false, random);
  }

  /// A layer that convolves each of `groups` equal groups of channels by itself.
  public static Conv1d of(int in, int out, Window window, int groups, boolean bias, Philox random) {
    int[] sizes = window.sizes();
    return new Conv1d(Filters.draw("Conv1d", in, out, groups, bias, random, sizes), window);
  }

  @Override
  public Variable forward(Variable input) {
    return input.conv1d(filters.weight(), filters.bias(), window, filters.groups());
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return filters.named();
  }

  @Override
  public String toString() {
    return "Conv1d(" + filters.sizes() + ", window " + window + ")";
  }
}
