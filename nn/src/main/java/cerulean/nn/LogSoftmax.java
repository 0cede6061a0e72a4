package cerulean.nn;

import cerulean.autograd.Variable;

/// Logarithm of the softmax along an axis, without overflow.
///
/// - `axis`: counted from the end if negative
public record LogSoftmax(int axis) implements Layer {

  @Override
  public Variable forward(Variable input) {
    return input.logSoftmax(axis);
  }

  @Override
  public String toString() {
    return "LogSoftmax(" + axis + ")";
  }
}
