package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.tensor.FusedProducts.Activation;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Affine map `y = x W^T + b`.
///
/// - input `x`: `[..., in]`
/// - result `y`: `[..., out]`
///
/// `weight` is `[out, in]` and `bias` `[out]`, if there is one, both drawn from `U(-k, k)` with `k
/// = 1 / sqrt(in)` if nothing else is said.
public final class Linear implements Layer {

  private final Parameter weight;
  private final @Nullable Parameter bias;

  private Linear(Parameter weight, @Nullable Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /// A layer with `weight` and `bias` drawn from `U(-1/sqrt(in), 1/sqrt(in))`.
  public static Linear of(int in, int out, Philox random) {
    check(in, out);
    Parameter weight = Parameter.of(Initializer.uniformByInputs().draw(random, out, in));
    float bound = (float) (1 / Math.sqrt(in));
    return new Linear(weight, Parameter.of(Tensor.uniform(random, -bound, bound, out)));
  }

  /// A layer with `weight` drawn as in [#of] and no bias.
  public static Linear withoutBias(int in, int out, Philox random) {
    return withoutBias(in, out, Initializer.uniformByInputs(), random);
  }

  /// A layer with `weight` drawn from `law` and no bias.
  public static Linear withoutBias(int in, int out, Initializer law, Philox random) {
    check(in, out);
    return new Linear(Parameter.of(law.draw(random, out, in)), null);
  }

  /// A layer with `weight` drawn as in [#of] and a bias of zeros.
  static Linear withZeroBias(int in, int out, Philox random) {
    check(in, out);
    Parameter weight = Parameter.of(Initializer.uniformByInputs().draw(random, out, in));
    return new Linear(weight, Parameter.of(Tensor.zeros(out)));
  }

  private static void check(int in, int out) {
    Hyperparameters.requireAtLeast("Linear", "in", in, 1);
    Hyperparameters.requireAtLeast("Linear", "out", out, 1);
  }

  @Override
  public Variable forward(Variable input) {
    return input.linear(weight, bias);
  }

  /// The result with an activation computed in the same pass.
  Variable forward(Variable input, Activation activation) {
    return input.linear(weight, bias, activation);
  }

  @Override
  public long multiplyAdds(Variable input, Variable output) {
    return (long) output.shape().size() * weight.shape().dim(1);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    if (bias != null) {
      own.put("bias", bias);
    }
    return own;
  }

  @Override
  public String toString() {
    int out = weight.value().dim(0);
    int in = weight.value().dim(1);
    return "Linear(" + in + " -> " + out + (bias == null ? ", no bias" : "") + ")";
  }
}
