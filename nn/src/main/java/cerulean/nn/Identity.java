package cerulean.nn;

import cerulean.autograd.Variable;

/// The input itself: stands where a network has a layer and another has none.
public final class Identity implements Layer {

  /// A layer.
  public Identity() {}

  @Override
  public Variable forward(Variable input) {
    return input;
  }

  @Override
  public String toString() {
    return "Identity";
  }
}
