package cerulean.studies;

import cerulean.studies.accuracy.AccuracyCommand;
import cerulean.studies.gap.StabilityGapCommand;
import java.io.IOException;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `cerulean` command. Exit codes: 0 done, 1 failed, 2 wrong use.
@Command(
    name = "cerulean",
    description = "Tensors, automatic differentiation and neuromodulated learning in pure Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  /// The library's logger, held so that its level stays: what `info` and the reports say about the
  /// kernels need not be said before every run, only what is wrong with them.
  private static final Logger LOGGER = Logger.getLogger("cerulean");

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    LOGGER.setLevel(java.util.logging.Level.WARNING);
    System.exit(commandLine().execute(arguments));
  }

  /// The command with all its subcommands; tests run it without leaving the JVM.
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new InfoCommand())
        .addSubcommand(new StabilityGapCommand())
        .addSubcommand(new AccuracyCommand())
        .setParameterExceptionHandler((wrong, arguments) -> explain(wrong))
        .setExecutionExceptionHandler(Main::explain);
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

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
