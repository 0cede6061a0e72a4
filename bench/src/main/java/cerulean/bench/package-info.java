/// Benchmarks: one JMH class per kernel family and one for training steps, run by `./cerulean
/// bench`. Each checks results before it is timed; where peers take part, contestants take turns in
/// one virtual machine, so that their ratio is of the same moments. Start with
/// [cerulean.bench.Contest].
@NullMarked
package cerulean.bench;

import org.jspecify.annotations.NullMarked;
