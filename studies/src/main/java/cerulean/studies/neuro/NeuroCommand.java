package cerulean.studies.neuro;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cerulean neuro`: the standard demonstrations of the neuro engine.
@Command(
    name = "neuro",
    description = "Standard demonstrations of the neuro engine, each with a report.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class NeuroCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private NeuroCommand() {}

  /// The command with its subcommands.
  public static CommandLine commandLine() {
    return new CommandLine(new NeuroCommand())
        .addSubcommand(new PatternsCommand())
        .addSubcommand(new NetworkCommand())
        .addSubcommand(new StdpCommand())
        .addSubcommand(new FiCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
