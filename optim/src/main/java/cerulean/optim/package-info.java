/// Optimizers: they change parameters in place by the gradients that a backward pass has left.
@NullMarked
package cerulean.optim;

import org.jspecify.annotations.NullMarked;
