package cerulean.nn;

import cerulean.autograd.Variable;

/// `x - tanh(x)`, element by element.
public final class TanhShrink implements Layer {

  /// A layer.
  public TanhShrink() {}

  @Override
  public Variable forward(Variable input) {
    return input.tanhShrink();
  }

  @Override
  public String toString() {
    return "TanhShrink";
  }
}
