package cerulean.nn;

import cerulean.autograd.Variable;

/// `min(max(x, 0), 6)`, element by element; its derivative at 0 and 6 is 0.
public final class Relu6 implements Layer {

  /// A layer.
  public Relu6() {}

  @Override
  public Variable forward(Variable input) {
    return input.relu6();
  }

  @Override
  public String toString() {
    return "Relu6";
  }
}
