package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.FusedProducts.Activation;

/// Hyperbolic tangent, element by element.
public final class Tanh implements FusedActivation {

  /// A layer.
  public Tanh() {}

  @Override
  public Variable forward(Variable input) {
    return input.tanh();
  }

  @Override
  public Activation fused() {
    return Activation.TANH;
  }

  @Override
  public String toString() {
    return "Tanh";
  }
}
