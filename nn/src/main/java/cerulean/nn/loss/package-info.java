/// Losses and measures of a network's output.
@NullMarked
package cerulean.nn.loss;

import org.jspecify.annotations.NullMarked;
