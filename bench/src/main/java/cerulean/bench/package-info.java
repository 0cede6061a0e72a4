/// Benchmarks: one class per kernel family and one per training step. Each checks its result once
/// before it is timed; rates are to be compared with [cerulean.bench.PeakBenchmark] of the same
/// run.
@NullMarked
package cerulean.bench;

import org.jspecify.annotations.NullMarked;
