/// Networks and protocols of the literature, ready to run: shared by tests, benchmarks, studies and
/// examples.
@NullMarked
package cerulean.neuro.networks;

import org.jspecify.annotations.NullMarked;
