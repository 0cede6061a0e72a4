package cerulean.nn;

import cerulean.autograd.Variable;

/// `x` above `bound`, else `value`, element by element.
public record Threshold(double bound, double value) implements Layer {

  @Override
  public Variable forward(Variable input) {
    return input.threshold(bound, value);
  }

  @Override
  public String toString() {
    return "Threshold(" + bound + ", " + value + ")";
  }
}
