package cerulean.nn;

import cerulean.autograd.Variable;

/// `e^x_i / sum_j e^x_j` along an axis, without overflow.
///
/// - `axis`: counted from the end if negative
public record Softmax(int axis) implements Layer {

  @Override
  public Variable forward(Variable input) {
    return input.softmax(axis);
  }

  @Override
  public String toString() {
    return "Softmax(" + axis + ")";
  }
}
