package cerulean.nn;

import cerulean.autograd.Variable;

/// `x` for `x > 0`, `slope x` else (Maas, Hannun & Ng 2013), element by element.
///
/// - `slope`: any number
public record LeakyRelu(double slope) implements Layer {

  /// PyTorch's default: 0.01.
  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public Variable forward(Variable input) {
    return input.leakyRelu(slope);
  }

  @Override
  public String toString() {
    return "LeakyRelu(" + slope + ")";
  }
}
