/// Laws that parameters start from.
@NullMarked
package cerulean.nn.init;

import org.jspecify.annotations.NullMarked;
