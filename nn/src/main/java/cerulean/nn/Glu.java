package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;

/// Gated linear unit (Dauphin et al. 2017): `a sigmoid(b)` with the halves `a` and `b` of the input
/// along an axis.
///
/// - input: an even size along `axis`
/// - result: half of it
/// - `axis`: counted from the end if negative
public record Glu(int axis) implements Layer {

  /// PyTorch's default: the last axis.
  public Glu() {
    this(-1);
  }

  @Override
  public Variable forward(Variable input) {
    int size = input.shape().dim(axis);
    if (size % 2 != 0) {
      throw odd(input);
    }
    Variable[] halves = input.split(axis, size / 2, size / 2);
    return halves[0].mul(halves[1].sigmoid());
  }

  @Override
  public String toString() {
    return "Glu(" + axis + ")";
  }

  private ShapeException odd(Variable input) {
    return new ShapeException(
        "Glu", "axis " + axis + " must have an even size; got " + input.shape(), input.shape());
  }
}
