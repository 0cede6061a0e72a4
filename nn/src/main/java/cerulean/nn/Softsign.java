package cerulean.nn;

import cerulean.autograd.Variable;

/// `x / (1 + |x|)`, element by element.
public final class Softsign implements Layer {

  /// A layer.
  public Softsign() {}

  @Override
  public Variable forward(Variable input) {
    return input.softsign();
  }

  @Override
  public String toString() {
    return "Softsign";
  }
}
