package cerulean.nn;

import cerulean.autograd.Variable;

/// `x min(max(x / 6 + 1/2, 0), 1)` (Howard et al. 2019), element by element.
public final class HardSwish implements Layer {

  /// A layer.
  public HardSwish() {}

  @Override
  public Variable forward(Variable input) {
    return input.hardSwish();
  }

  @Override
  public String toString() {
    return "HardSwish";
  }
}
