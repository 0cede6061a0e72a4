package cerulean.nn;

import cerulean.autograd.Variable;

/// `min(max(x / 6 + 1/2, 0), 1)`, element by element.
public final class HardSigmoid implements Layer {

  /// A layer.
  public HardSigmoid() {}

  @Override
  public Variable forward(Variable input) {
    return input.hardSigmoid(1.0 / 6, 0.5);
  }

  @Override
  public String toString() {
    return "HardSigmoid";
  }
}
