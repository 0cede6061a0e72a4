package cerulean.nn;

import cerulean.autograd.Variable;

/// All axes but the first as one: `[batch, ...]` to `[batch, features]`.
public final class Flatten implements Layer {

  /// A flattening.
  public Flatten() {}

  @Override
  public Variable forward(Variable input) {
    return input.flatten(1, -1);
  }

  @Override
  public String toString() {
    return "Flatten";
  }
}
