/// Tensors: n-dimensional arrays with NumPy's semantics.
///
/// Start at [cerulean.tensor.Tensor], the one door to every operation. Behind it each family of
/// operations has a package-private class that checks its arguments, lays out the result and calls
/// the kernels. [cerulean.tensor.Shape] holds sizes, `Layout` adds strides and an offset, `Storage`
/// the numbers. [cerulean.tensor.LinearAlgebra] has what needs a decomposition. Random numbers come
/// from [cerulean.tensor.Philox], which is passed in, their laws from
/// [cerulean.tensor.Distributions]; [cerulean.tensor.Parallel] is the one place that decides about
/// threads.
@NullMarked
package cerulean.tensor;

import org.jspecify.annotations.NullMarked;
