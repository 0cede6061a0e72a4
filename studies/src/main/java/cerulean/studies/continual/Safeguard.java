package cerulean.studies.continual;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// Keeps what was learned while something else is learned. A training loop asks it in this order:
///
///     objective = safeguard.objective(loss, inputs, logits)
///     objective.backward()
///     safeguard.beforeStep()          // gradients are there and may be changed
///     optimizer.step()
///     safeguard.afterStep()
///     ...
///     safeguard.endOfTask(inputs, targets)
///
/// What it does not override it leaves as it is.
public interface Safeguard {

  /// What is minimised instead of `loss`, a scalar.
  default Variable objective(Variable loss, Tensor inputs, Variable logits) {
    return loss;
  }

  /// Changes the gradients before they are used.
  default void beforeStep() {}

  /// Looks at the parameters after they have moved.
  default void afterStep() {}

  /// Learns what to keep from examples `[n, ...]` of the task that has ended and their classes
  /// `[n]`.
  default void endOfTask(Tensor inputs, Tensor targets) {}

  /// Keeps nothing.
  static Safeguard none() {
    return new Safeguard() {};
  }
}
