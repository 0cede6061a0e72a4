package cerulean.nn;

import cerulean.autograd.Variable;

/// `x tanh(ln(1 + e^x))` (Misra 2019), element by element.
public final class Mish implements Layer {

  /// A layer.
  public Mish() {}

  @Override
  public Variable forward(Variable input) {
    return input.mish();
  }

  @Override
  public String toString() {
    return "Mish";
  }
}
