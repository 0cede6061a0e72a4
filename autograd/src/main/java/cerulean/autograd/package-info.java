/// Automatic differentiation in reverse mode.
///
/// A [cerulean.autograd.Variable] is a tensor that remembers how it was computed. `Gradients` holds
/// the derivative of every operation, a line each, written in `Variable` operations so that a
/// gradient can be differentiated again. `Backward` walks from a result to its inputs and applies
/// them. Start reading at `Gradients`.
@NullMarked
package cerulean.autograd;

import org.jspecify.annotations.NullMarked;
