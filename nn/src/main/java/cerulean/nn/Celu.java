package cerulean.nn;

import cerulean.autograd.Variable;

/// Continuously differentiable exponential linear unit (Barron 2017), element by element: `max(0,
/// x) + min(0, alpha (e^(x / alpha) - 1))`.
///
/// - `alpha`: not 0
public record Celu(double alpha) implements Layer {

  /// Checks the numbers.
  public Celu {
    Hyperparameters.requireNonzero("Celu", "alpha", alpha);
  }

  /// PyTorch's default: 1.
  public Celu() {
    this(1);
  }

  @Override
  public Variable forward(Variable input) {
    return input.celu(alpha);
  }

  @Override
  public String toString() {
    return "Celu(" + alpha + ")";
  }
}
