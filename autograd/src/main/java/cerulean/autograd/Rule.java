package cerulean.autograd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivative of one operation: for each input the gradient of the loss with respect to it.
///
/// - `op`: the operation's name, for messages
/// - `partials`: one per input, in order; null where an input has no gradient
///
/// A partial is the gradient `g` itself, a view of it, or a new tensor that nobody else holds, and
/// never a value of the graph: [Backward] tells them apart by their storage, leaves keep new ones
/// without a copy, and the memory of gradients that have served goes back.
@SuppressWarnings("ArrayRecordComponent") // Written once, as arguments; rules are never compared.
record Rule(String op, @Nullable Partial... partials) {

  /// One partial derivative, applied to a gradient.
  @FunctionalInterface
  interface Partial {

    /// The gradient with respect to one input, given the gradient `g` with respect to the output.
    Variable of(Variable g, List<Variable> in, Variable out);
  }
}
