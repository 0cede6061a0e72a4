package cerulean.nn;

import cerulean.autograd.Variable;

/// Rectifier `max(x, 0)`, element by element.
public final class Relu implements Layer {

  /// A rectifier.
  public Relu() {}

  @Override
  public Variable forward(Variable input) {
    return input.relu();
  }

  @Override
  public String toString() {
    return "Relu";
  }
}
