package cerulean.nn;

import cerulean.autograd.Variable;

/// `ln(1 + e^(beta x)) / beta`, a smooth rectifier, element by element; `x` itself where `beta x`
/// is above `threshold`.
///
/// - `beta`: not 0
/// - `threshold`: above which the function is the identity to rounding
public record Softplus(double beta, double threshold) implements Layer {

  /// Checks the numbers.
  public Softplus {
    Hyperparameters.requireNonzero("Softplus", "beta", beta);
  }

  /// PyTorch's default: 1 and 20.
  public Softplus() {
    this(1, 20);
  }

  @Override
  public Variable forward(Variable input) {
    return input.softplus(beta, threshold);
  }

  @Override
  public String toString() {
    return "Softplus(" + beta + ", " + threshold + ")";
  }
}
