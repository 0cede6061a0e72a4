package cerulean.studies.console;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// How a command says what went wrong: in one sentence. Exit codes: 0 done, 1 failed, 2 wrong use.
public final class Sentences {

  private Sentences() {}

  /// Makes `command` and its subcommands answer that way; returns it.
  public static CommandLine on(CommandLine command) {
    return command
        .setParameterExceptionHandler((wrong, arguments) -> explain(wrong))
        .setExecutionExceptionHandler(Sentences::explain);
  }

  private static int explain(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println(sentence(wrong) + "; " + help + " lists what there is");
    return CommandLine.ExitCode.USAGE;
  }

  /// Files that are missing, broken or not writable are the user's to mend and need no stack trace;
  /// anything else is a defect of ours and keeps it.
  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (!(failure instanceof IOException)) {
      throw failure;
    }
    command.getErr().println(sentence(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /// The messages of the parser run over several lines where they list options.
  private static String sentence(Exception failure) {
    return "cerulean: " + String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
