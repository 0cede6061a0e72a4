/// Other libraries on the benchmarks' work, each behind [cerulean.bench.task.Peer]. Built by the
/// profile `peers` only; nothing else of the project needs them.
@NullMarked
package cerulean.bench.peers;

import org.jspecify.annotations.NullMarked;
