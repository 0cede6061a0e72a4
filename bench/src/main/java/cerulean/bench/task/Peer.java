package cerulean.bench.task;

import java.util.Optional;

/// Another library that does the same work. Found by [java.util.ServiceLoader]; the default build
/// has none.
public interface Peer {

  /// The name in tables and on the command line, as in `openblas`.
  String name();

  /// Name and version as people know them, as in `OpenBLAS 0.3.21`; asked only where there is no
  /// [#absence].
  String version();

  /// Why the peer cannot be used on this machine, or nothing if it can.
  Optional<String> absence();

  /// Whether the peer has an operation for the task.
  boolean knows(Task task);

  /// Makes a task ready that the peer [knows][#knows], for runs on so many threads.
  Work prepare(Task task, int threads);
}
