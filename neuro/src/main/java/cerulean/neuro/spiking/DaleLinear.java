package cerulean.neuro.spiking;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Weights of sources that obey [DalesLaw]: `y = x W^T`, `W_ij = |w_ij| sign_j`.
///
/// - input: `[..., sources]`
/// - result: `[..., targets]`
public final class DaleLinear implements Layer {

  private final DalesLaw law;
  private final Parameter free;

  private DaleLinear(DalesLaw law, Parameter free) {
    this.law = law;
    this.free = free;
  }

  /// Weights drawn by [DalesLaw#draw].
  public static DaleLinear of(DalesLaw law, int targets, Philox random) {
    return new DaleLinear(law, Parameter.of(law.draw(targets, random)));
  }

  @Override
  public Variable forward(Variable input) {
    return input.linear(law.weights(free), null);
  }

  /// The weights that act, `[targets, sources]`.
  public Tensor effectiveWeight() {
    return law.weights(free).value();
  }

  @Override
  public long multiplyAdds(Variable input, Variable output) {
    return (long) output.shape().size() * law.sources();
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", free);
  }

  @Override
  public String toString() {
    return "DaleLinear(" + law.sources() + " -> " + free.value().dim(0) + ")";
  }
}
