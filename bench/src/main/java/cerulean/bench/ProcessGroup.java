package cerulean.bench;

import cerulean.bench.report.Row;
import cerulean.training.ProgressBar;
import java.util.List;

/// A group that times whole processes, which JMH cannot.
interface ProcessGroup {

  /// Its name on the command line and in tables.
  String group();

  /// How many points there are for all numbers of threads.
  int points();

  /// About how long they take.
  double seconds();

  /// How many times each contestant is measured, and for how long.
  Pace pace();

  /// The names of the work, in order.
  List<String> works();

  /// Measures everything on virtual machines with `flags`; a sentence for each point that failed
  /// goes to `failures`.
  List<Row> rows(List<String> flags, ProgressBar bar, List<String> failures);
}
