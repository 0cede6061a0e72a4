package cerulean.nn;

import cerulean.autograd.Variable;

/// Gaussian error linear unit `x Phi(x)` (Hendrycks & Gimpel 2016), element by element.
public final class Gelu implements Layer {

  private final boolean tanh;

  private Gelu(boolean tanh) {
    this.tanh = tanh;
  }

  /// A unit with the error function.
  public Gelu() {
    this(false);
  }

  /// A unit with the approximation `x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2`, as GPT-2's.
  public static Gelu byTanh() {
    return new Gelu(true);
  }

  @Override
  public Variable forward(Variable input) {
    return tanh ? input.geluTanh() : input.gelu();
  }

  @Override
  public String toString() {
    return tanh ? "Gelu(tanh)" : "Gelu";
  }
}
