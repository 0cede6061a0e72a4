/// Automatic differentiation, backwards and forwards, to any order.
///
/// A [cerulean.autograd.Variable] is a tensor that remembers how it was computed: each operation is
/// a [cerulean.autograd.Primitive], which knows its value, its gradient, its tangent and how to
/// treat many examples at once. `Backward` walks from a result to its inputs and lets each
/// primitive hand its gradient on; `Dual` carries tangents along with values;
/// [cerulean.autograd.Grad] and [cerulean.autograd.Vmap] make functions of functions of all that.
/// Start reading at `Gradients`, where the elementwise primitives are, a line each, then
/// `Backward`.
@NullMarked
package cerulean.autograd;

import org.jspecify.annotations.NullMarked;
