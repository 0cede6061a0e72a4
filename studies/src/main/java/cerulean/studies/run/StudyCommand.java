package cerulean.studies.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A study as a command: options are checked before anything is written; the study computes and
/// writes into a folder of its own, which is there whole or not at all; a table and the report's
/// place go to the console.
///
/// @param <S> what the options say
public abstract class StudyCommand<S> implements Callable<Integer> {

  private static final long FIRST_SEED = 42;

  @Mixin private RunOptions options = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// A command, before its options are read.
  protected StudyCommand() {}

  /// What the options say; refuses wrong ones with an [IllegalArgumentException].
  protected abstract S settings() throws IOException;

  /// Computes, writes every file but the record, and returns the table for the console.
  protected abstract String study(S settings, StudyRun run) throws IOException;

  @Override
  public final Integer call() throws IOException {
    options.configure();
    S settings = checked();
    try (StudyRun run = options.start()) {
      String table = study(settings, run);
      Path finished = run.finish();
      PrintWriter console = spec.commandLine().getOut();
      console.println(table);
      console.println("report: " + finished.resolve(StudyReport.PAGE));
      console.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private S checked() throws IOException {
    try {
      return settings();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// So many seeds where none are given: 42 and those that follow.
  protected static List<Long> usualSeeds(int count) {
    return LongStream.range(FIRST_SEED, FIRST_SEED + count).boxed().toList();
  }
}
