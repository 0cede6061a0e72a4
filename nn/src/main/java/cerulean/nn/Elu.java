package cerulean.nn;

import cerulean.autograd.Variable;

/// Exponential linear unit (Clevert, Unterthiner & Hochreiter 2016), element by element: `x` for `x
/// > 0`, `alpha (e^x - 1)` else.
///
/// - `alpha`: what the unit approaches below; any number
public record Elu(double alpha) implements Layer {

  /// PyTorch's default: 1.
  public Elu() {
    this(1);
  }

  @Override
  public Variable forward(Variable input) {
    return input.elu(alpha);
  }

  @Override
  public String toString() {
    return "Elu(" + alpha + ")";
  }
}
