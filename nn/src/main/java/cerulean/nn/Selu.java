package cerulean.nn;

import cerulean.autograd.Variable;

/// Scaled exponential linear unit (Klambauer et al. 2017), element by element:
///
///     scale x for x > 0, scale alpha (e^x - 1) else
///
/// with `scale` 1.0507009873554805 and `alpha` 1.6732632423543772, for which zero mean and unit
/// variance are a fixed point; drop with [AlphaDropout].
public final class Selu implements Layer {

  /// A layer.
  public Selu() {}

  @Override
  public Variable forward(Variable input) {
    return input.selu();
  }

  @Override
  public String toString() {
    return "Selu";
  }
}
