/// Spiking networks timed in processes of their own: ours, a plain C program's and Brian2's.
@NullMarked
package cerulean.bench.neuro;

import org.jspecify.annotations.NullMarked;
