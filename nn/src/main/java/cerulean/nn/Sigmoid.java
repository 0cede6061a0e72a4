package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.FusedProducts.Activation;

/// Logistic function `1 / (1 + e^-x)`, element by element.
public final class Sigmoid implements FusedActivation {

  /// A layer.
  public Sigmoid() {}

  @Override
  public Variable forward(Variable input) {
    return input.sigmoid();
  }

  @Override
  public Activation fused() {
    return Activation.SIGMOID;
  }

  @Override
  public String toString() {
    return "Sigmoid";
  }
}
