package cerulean.autograd;

import cerulean.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivative of one operation: for each input the gradient of the loss with respect to it.
///
/// - `joint`: the gradients with respect to all inputs
/// - `op`: the operation's name, for messages
///
/// A rule gives the gradient `g` it is given itself, views of it, or new tensors that nobody else
/// holds, and never a value of the graph: [Backward] tells them apart by their storage, leaves keep
/// new ones without a copy, and the memory of gradients that have served goes back.
record Rule(Joint joint, String op) {

  /// A rule written as one partial derivative per input, in order; null where there is none. Only
  /// those are computed that are asked for; inputs at the end may be missing.
  Rule(String op, @Nullable Partial... partials) {
    this(
        (g, in, out) -> {
          @Nullable Variable[] gradients = new Variable[in.size()];
          for (int i = 0; i < gradients.length; i++) {
            Partial partial = partials[i];
            gradients[i] =
                partial != null && in.get(i).requiresGrad() ? partial.of(g, in, out) : null;
          }
          return gradients;
        },
        op);
  }

  /// A rule of an operation that is one kernel forwards and one backwards.
  ///
  /// A kernel leaves nothing that could be differentiated again. Where that is wanted, the gradient
  /// is the one of `composition`, which computes the same from operations with rules of their own.
  static Rule fused(String op, Fused fused, Composition composition) {
    return new Rule(
        (g, in, out) ->
            NoGrad.active()
                ? constants(fused.of(g.value(), in, out.value()))
                : Backward.through(composition, g, in),
        op);
  }

  /// A rule of an operation of one input whose gradient is `kernel`, in one pass over memory, or
  /// where it will be differentiated again the `formula`.
  static Rule inOnePass(String op, Kernel kernel, Partial formula) {
    return new Rule(
        op,
        (g, in, out) ->
            NoGrad.active()
                ? Variable.constant(kernel.of(g.value(), in.get(0).value(), out.value()))
                : formula.of(g, in, out));
  }

  /// A rule that computes the operation anew from others with rules, and differentiates these. It
  /// costs time, not thought: for operations whose gradient is seldom wanted.
  static Rule recomputed(String op, Composition composition) {
    return new Rule((g, in, out) -> NoGrad.record(() -> Backward.through(composition, g, in)), op);
  }

  private static @Nullable Variable[] constants(@Nullable Tensor... tensors) {
    @Nullable Variable[] constants = new Variable[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      Tensor tensor = tensors[i];
      constants[i] = tensor == null ? null : Variable.constant(tensor);
    }
    return constants;
  }

  /// One partial derivative, applied to a gradient.
  @FunctionalInterface
  interface Partial {

    /// The gradient with respect to one input, given the gradient `g` with respect to the output.
    Variable of(Variable g, List<Variable> in, Variable out);
  }

  /// All partial derivatives, applied to a gradient.
  @FunctionalInterface
  interface Joint {

    /// The gradient with respect to each input that needs one, anything for the others.
    @Nullable Variable[] of(Variable g, List<Variable> in, Variable out);
  }

  /// All partial derivatives by a kernel.
  @FunctionalInterface
  interface Fused {

    /// New tensors: the gradient with respect to each input that needs one, anything for the
    /// others.
    @Nullable Tensor[] of(Tensor g, List<Variable> in, Tensor out);
  }

  /// The derivative of a function of one input by a kernel.
  @FunctionalInterface
  interface Kernel {

    /// The gradient with respect to `x`, a new tensor.
    Tensor of(Tensor g, Tensor x, Tensor out);
  }

  /// An operation written with others.
  @FunctionalInterface
  interface Composition {

    /// The result.
    Variable of(List<Variable> in);
  }
}
