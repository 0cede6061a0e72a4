package cerulean.nn;

import cerulean.autograd.Variable;

/// Softmax of `-x` along an axis.
///
/// - `axis`: counted from the end if negative
public record Softmin(int axis) implements Layer {

  @Override
  public Variable forward(Variable input) {
    return input.neg().softmax(axis);
  }

  @Override
  public String toString() {
    return "Softmin(" + axis + ")";
  }
}
