/// Tensors and random numbers.
@NullMarked
package cerulean.tensor;

import org.jspecify.annotations.NullMarked;
