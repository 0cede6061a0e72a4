/// The loops: one method per operation on arrays, offsets and lengths.
///
/// No shapes, no checks of meaning, no allocation of results, no lambdas. Families whose vector
/// form differs from the plain loop are an interface with a scalar and a SIMD class; this is the
/// only package that may use `jdk.incubator.vector`.
@NullMarked
package cerulean.tensor.kernel;

import org.jspecify.annotations.NullMarked;
