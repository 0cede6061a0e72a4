package cerulean.bench.neuro;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Another program that runs the same networks, in processes of its own.
public interface Simulator {

  /// The name in tables and on the command line.
  String name();

  /// Name and version as people know them; asked only where there is no [#absence].
  String version();

  /// Why it cannot run on this machine, or nothing if it can.
  Optional<String> absence();

  /// Whether it has the network, on so many threads.
  boolean knows(NeuroWork work, int threads);

  /// About how long a call of [#nanos] takes.
  double seconds(NeuroWork work);

  /// How often it is asked in a full run.
  int processes();

  /// Runs the work in a process and checks its rate; returns nanoseconds for each simulated second,
  /// or for what the work is, measured once or several times.
  List<Double> nanos(NeuroWork work, int threads) throws IOException;

  /// Deletes what it made.
  void close() throws IOException;

  /// All simulators that take part if they are there.
  ///
  /// `shared`: the folder with their programs, `peers/neuro`
  static List<Simulator> all(java.nio.file.Path shared) {
    java.nio.file.Path folder = shared.resolve("peers").resolve("neuro");
    return List.of(new PlainC(folder), new Brian2(folder));
  }
}
