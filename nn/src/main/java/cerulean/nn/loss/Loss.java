package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// A measure of how far an output is from its target, to be made small.
///
/// The losses of this package that take an output and a target are such functions; so is a method
/// of [Losses], as in `Loss loss = Losses::meanSquaredError`.
@FunctionalInterface
public interface Loss {

  /// The loss of `output` for `target`.
  Variable of(Variable output, Variable target);

  /// The loss of `output` for a target that is data.
  default Variable of(Variable output, Tensor target) {
    return of(output, Variable.constant(target));
  }
}
