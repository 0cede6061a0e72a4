package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Affine map with a gain per output unit on the weighted sum: `z_i = g_i sum_j w_ij x_j (+ b_i)`.
///
/// - input `x`: `[rows, in]`
/// - result `z`: `[rows, out]`
///
/// `weight` is `[out, in]`, `bias` `[out]` if there is one. The gain starts at 1 and is not
/// learned: it enters the backward pass as the constant it was in the forward pass, so the gradient
/// of `w` is `g` times that of the effective weight `g w` (arXiv:2507.14056, Algorithm 1).
public final class GainLinear implements GainModulated {

  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final Tensor gain;

  private GainLinear(Parameter weight, @Nullable Parameter bias) {
    this.weight = weight;
    this.bias = bias;
    this.gain = Workspace.outside(() -> Tensor.ones(weight.value().dim(0)));
  }

  /// A layer with `weight` drawn from `law` and a bias that starts at 0.
  public static GainLinear of(int in, int out, Initializer law, Philox random) {
    return new GainLinear(Parameter.of(law.draw(random, out, in)), Parameter.of(Tensor.zeros(out)));
  }

  /// A layer with `weight` drawn from `law` and no bias, as in the paper.
  public static GainLinear withoutBias(int in, int out, Initializer law, Philox random) {
    return new GainLinear(Parameter.of(law.draw(random, out, in)), null);
  }

  @Override
  public Variable forward(Variable input) {
    // A copy: the dynamics change the gain in place before the next forward pass, and a graph that
    // is kept must go on seeing the gain it was computed with.
    Variable g = Variable.constant(gain.copy());
    Variable z = input.matmul(weight.transpose()).mul(g);
    return bias == null ? z : z.add(bias);
  }

  @Override
  public Tensor gain() {
    return gain;
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
  public Map<String, Tensor> ownBuffers() {
    return Map.of("gain", gain);
  }

  @Override
  public String toString() {
    int out = weight.value().dim(0);
    int in = weight.value().dim(1);
    return "GainLinear(" + in + " -> " + out + (bias == null ? ", no bias" : "") + ")";
  }
}
