package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.FusedProducts.Activation;

/// Rectified linear unit `max(x, 0)`, element by element; its derivative at 0 is 0.
public final class Relu implements FusedActivation {

  /// A rectifier.
  public Relu() {}

  @Override
  public Variable forward(Variable input) {
    return input.relu();
  }

  @Override
  public Activation fused() {
    return Activation.RELU;
  }

  @Override
  public String toString() {
    return "Relu";
  }
}
