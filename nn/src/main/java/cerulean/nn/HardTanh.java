package cerulean.nn;

import cerulean.autograd.Variable;

/// `min(max(x, low), high)`, element by element; the derivative at the bounds is 0.
///
/// - `low`, `high`: `low` below `high`
public record HardTanh(double low, double high) implements Layer {

  /// Checks the numbers.
  public HardTanh {
    Hyperparameters.requireAbove("HardTanh", "high", high, low);
  }

  /// PyTorch's default: -1 and 1.
  public HardTanh() {
    this(-1, 1);
  }

  @Override
  public Variable forward(Variable input) {
    return input.hardTanh(low, high);
  }

  @Override
  public String toString() {
    return "HardTanh(" + low + ", " + high + ")";
  }
}
