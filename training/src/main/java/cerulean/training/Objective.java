package cerulean.training;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// What a network is to make small, as in `Losses::crossEntropy`.
@FunctionalInterface
public interface Objective {

  /// The loss, a scalar, of a network's `output` for what was asked; a mean over the examples.
  Variable loss(Variable output, Tensor targets);
}
