/// Networks of the literature, ready to run: shared by tests, benchmarks and examples.
@NullMarked
package cerulean.neuro.networks;

import org.jspecify.annotations.NullMarked;
