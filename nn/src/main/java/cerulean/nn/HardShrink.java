package cerulean.nn;

import cerulean.autograd.Variable;

/// `x` where `|x| > bound`, else 0, element by element.
///
/// - `bound`: not negative
public record HardShrink(double bound) implements Layer {

  /// Checks the numbers.
  public HardShrink {
    Hyperparameters.requireAtLeast("HardShrink", "bound", bound, 0);
  }

  /// PyTorch's default: 0.5.
  public HardShrink() {
    this(0.5);
  }

  @Override
  public Variable forward(Variable input) {
    return input.hardShrink(bound);
  }

  @Override
  public String toString() {
    return "HardShrink(" + bound + ")";
  }
}
