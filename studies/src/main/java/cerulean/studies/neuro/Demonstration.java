package cerulean.studies.neuro;

import cerulean.studies.console.TextTable;
import cerulean.studies.run.StudyCommand;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.Map;

/// A command that runs a model of the library and writes a report.
abstract class Demonstration extends StudyCommand<Map<String, Object>> {

  /// Computes, writes every file but the record, and returns the table for the console.
  abstract TextTable study(StudyRun run) throws IOException;

  @Override
  protected final String study(Map<String, Object> settings, StudyRun run) throws IOException {
    run.settings(settings);
    return study(run).toString();
  }

  static void requireWithin(String option, double least, double most, double value) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: must be from %s to %s; got %s"
              .formatted(option, number(least), number(most), number(value)));
    }
  }

  /// Refuses steps that do not fill ten milliseconds: runs are multiples of that.
  static void requireStep(double dtMs) {
    requireWithin("dt", 0.001, 1, dtMs);
    double steps = 10 / dtMs;
    if (Math.abs(steps - Math.rint(steps)) > 1e-9 * steps) {
      throw new IllegalArgumentException(
          "dt: 10 ms must be a whole number of steps; got " + dtMs + " ms");
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
