package cerulean.autograd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivative of one operation: for each input the gradient of the loss with respect to it.
///
/// - `op`: the operation's name, for messages
/// - `allocates`: whether every partial is a new tensor; else it may be `g` itself or a view of
///   `g`, though never one of a value in the graph
/// - `partials`: one per input, in order; null where an input has no gradient
@SuppressWarnings("ArrayRecordComponent") // Written once, as arguments; rules are never compared.
record Rule(String op, boolean allocates, @Nullable Partial... partials) {

  /// A rule whose partials may be `g` itself or a view of it.
  Rule(String op, @Nullable Partial... partials) {
    this(op, false, partials);
  }

  /// A rule whose partials are always new tensors, so that a leaf can keep them without a copy.
  static Rule allocating(String op, @Nullable Partial... partials) {
    return new Rule(op, true, partials);
  }

  /// One partial derivative, applied to a gradient.
  @FunctionalInterface
  interface Partial {

    /// The gradient with respect to one input, given the gradient `g` with respect to the output.
    Variable of(Variable g, List<Variable> in, Variable out);
  }
}
