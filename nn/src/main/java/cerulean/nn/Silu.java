package cerulean.nn;

import cerulean.autograd.Variable;

/// Sigmoid linear unit `x sigmoid(x)`, also swish (Elfwing, Uchibe & Doya 2018), element by
/// element.
public final class Silu implements Layer {

  /// A layer.
  public Silu() {}

  @Override
  public Variable forward(Variable input) {
    return input.silu();
  }

  @Override
  public String toString() {
    return "Silu";
  }
}
