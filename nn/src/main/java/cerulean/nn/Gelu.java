package cerulean.nn;

import cerulean.autograd.Variable;

/// Gaussian error linear unit `x Phi(x)` (Hendrycks & Gimpel 2016), element by element.
public final class Gelu implements Layer {

  /// A unit with the error function, not its approximation by a hyperbolic tangent.
  public Gelu() {}

  @Override
  public Variable forward(Variable input) {
    return input.gelu();
  }

  @Override
  public String toString() {
    return "Gelu";
  }
}
