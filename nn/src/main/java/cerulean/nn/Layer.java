package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;

/// A network that maps a variable to a variable.
///
/// A layer made of others calls them by [#call], so that [LayerObserver]s see what goes in and out
/// of them; `forward` is what a layer's author writes.
public interface Layer extends Network {

  /// The output for `input`.
  Variable forward(Variable input);

  /// As [#forward], seen by the observers of this thread.
  default Variable call(Variable input) {
    return Observed.call(this, input);
  }

  /// A table of the parts of this layer: what they give for an input of zeros of `shape`, the batch
  /// included, how many parameters they have and how many multiply-adds they take.
  default Summary summary(int... shape) {
    DType type = parameters().isEmpty() ? DType.F32 : parameters().getFirst().dtype();
    return summary(Tensor.zeros(type, shape));
  }

  /// As [#summary(int...)], for an input whose type or content matters, such as indices.
  default Summary summary(Tensor input) {
    return Summary.of(this, () -> call(Variable.constant(input)));
  }

  /// Multiplications, each with an addition, in this layer itself, without its children, for an
  /// input that gives an output. The default counts none.
  default long multiplyAdds(Variable input, Variable output) {
    return 0;
  }
}
