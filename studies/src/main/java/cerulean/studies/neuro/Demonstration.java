package cerulean.studies.neuro;

import cerulean.studies.console.TextTable;
import cerulean.studies.run.RunOptions;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that runs a model and writes a report: checks, runs, finishes the folder, prints a
/// table.
abstract class Demonstration implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Refuses wrong options with an [IllegalArgumentException] before anything is written.
  abstract void check();

  /// Computes, writes every file but the record, and returns the table for the console.
  abstract TextTable study(StudyRun run) throws IOException;

  @Override
  public final Integer call() throws IOException {
    options.configure();
    try {
      check();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
    try (StudyRun run = options.start()) {
      TextTable table = study(run);
      Path finished = run.finish();
      PrintWriter console = spec.commandLine().getOut();
      console.println(table);
      console.println("report: " + finished.resolve(StudyReport.PAGE));
      console.flush();
    }
    return CommandLine.ExitCode.OK;
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
