package cerulean.nn;

import cerulean.autograd.Variable;

/// `x - bound` above `bound`, `x + bound` below `-bound`, else 0, element by element.
///
/// - `bound`: not negative
public record SoftShrink(double bound) implements Layer {

  /// Checks the numbers.
  public SoftShrink {
    Hyperparameters.requireAtLeast("SoftShrink", "bound", bound, 0);
  }

  /// PyTorch's default: 0.5.
  public SoftShrink() {
    this(0.5);
  }

  @Override
  public Variable forward(Variable input) {
    return input.softShrink(bound);
  }

  @Override
  public String toString() {
    return "SoftShrink(" + bound + ")";
  }
}
