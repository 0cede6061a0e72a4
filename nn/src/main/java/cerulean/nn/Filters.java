package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a convolution learns: `weight` `[out, in / groups, window...]` and `bias` `[out]` or null.
record Filters(Parameter weight, @Nullable Parameter bias, int groups) {

  /// Both drawn from `U(-k, k)` with `k = 1 / sqrt(in / groups * window size)`.
  static Filters draw(
      String layer, int in, int out, int groups, boolean biased, Philox random, int... window) {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw indivisible(layer, in, out, groups);
    }
    int[] shape = new int[window.length + 2];
    shape[0] = out;
    shape[1] = in / groups;
    System.arraycopy(window, 0, shape, 2, window.length);
    Parameter weight = Parameter.of(Initializer.uniformByInputs().draw(random, shape));
    if (!biased) {
      return new Filters(weight, null, groups);
    }
    int inputs = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    float bound = (float) (1 / Math.sqrt(inputs));
    return new Filters(weight, Parameter.of(Tensor.uniform(random, -bound, bound, out)), groups);
  }

  Map<String, Parameter> named() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    if (bias != null) {
      own.put("bias", bias);
    }
    return own;
  }

  /// Channels and what is unusual, for a layer's text.
  String sizes() {
    return weight.value().dim(1) * groups
        + " -> "
        + weight.value().dim(0)
        + (groups == 1 ? "" : ", " + groups + " groups")
        + (bias == null ? ", no bias" : "");
  }

  private static IllegalArgumentException indivisible(String layer, int in, int out, int groups) {
    return new IllegalArgumentException(
        layer + ": " + in + " and " + out + " channels do not divide into " + groups + " groups");
  }
}
