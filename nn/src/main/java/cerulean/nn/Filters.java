package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a convolution learns: `weight` and `bias` `[out]` or null.
record Filters(Parameter weight, @Nullable Parameter bias, int in, int out, int groups) {

  /// Of a convolution: `weight` is `[out, in / groups, window...]`. Both are drawn from `U(-k, k)`
  /// with `k = 1 / sqrt(in / groups * window size)`.
  static Filters draw(
      String layer, int in, int out, Window window, int groups, boolean biased, Philox random) {
    check(layer, in, out, groups);
    return draw(in, out, groups, biased, random, shape(out, in / groups, window));
  }

  /// Of a transposed convolution: `weight` is `[in, out / groups, window...]`. Both are drawn from
  /// `U(-k, k)` with `k = 1 / sqrt(out / groups * window size)`, as PyTorch does.
  static Filters drawTransposed(
      String layer, int in, int out, Window window, int groups, boolean biased, Philox random) {
    check(layer, in, out, groups);
    return draw(in, out, groups, biased, random, shape(in, out / groups, window));
  }

  private static void check(String layer, int in, int out, int groups) {
    Hyperparameters.requireAtLeast(layer, "in", in, 1);
    Hyperparameters.requireAtLeast(layer, "out", out, 1);
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw indivisible(layer, in, out, groups);
    }
  }

  private static int[] shape(int first, int second, Window window) {
    int[] sizes = window.sizes();
    int[] shape = new int[sizes.length + 2];
    shape[0] = first;
    shape[1] = second;
    System.arraycopy(sizes, 0, shape, 2, sizes.length);
    return shape;
  }

  private static Filters draw(
      int in, int out, int groups, boolean biased, Philox random, int... shape) {
    Parameter weight = Parameter.of(Initializer.uniformByInputs().draw(random, shape));
    if (!biased) {
      return new Filters(weight, null, in, out, groups);
    }
    int inputs = weight.value().size() / shape[0];
    float bound = (float) (1 / Math.sqrt(inputs));
    Parameter bias = Parameter.of(Tensor.uniform(random, -bound, bound, out));
    return new Filters(weight, bias, in, out, groups);
  }

  Map<String, Parameter> named() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    if (bias != null) {
      own.put("bias", bias);
    }
    return own;
  }

  /// Numbers of the weight that one element of an image with `channels` channels meets.
  long perPlace(int channels) {
    return (long) weight.shape().size() / channels;
  }

  /// Channels and what is unusual, for a layer's text.
  String sizes() {
    return in
        + " -> "
        + out
        + (groups == 1 ? "" : ", " + groups + " groups")
        + (bias == null ? ", no bias" : "");
  }

  private static IllegalArgumentException indivisible(String layer, int in, int out, int groups) {
    return new IllegalArgumentException(
        layer + ": " + in + " and " + out + " channels do not divide into " + groups + " groups");
  }
}
