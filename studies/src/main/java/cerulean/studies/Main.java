package cerulean.studies;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `cerulean` command. Exit codes: 0 done, 1 failed, 2 wrong use.
@Command(
    name = "cerulean",
    description = "Tensors, automatic differentiation and neuromodulated learning in pure Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// The command with all its subcommands; tests run it without leaving the JVM.
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new InfoCommand())
        .setParameterExceptionHandler((wrong, arguments) -> {
          CommandLine command = wrong.getCommandLine();
          String help = command.getCommandSpec().qualifiedName() + " --help";
          // The messages of the parser run over several lines where they list options.
          String sentence = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
          command.getErr().println("cerulean: " + sentence + "; " + help + " lists what there is");
          return CommandLine.ExitCode.USAGE;
        });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /// Version of the module, as the build recorded it in the descriptor.
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"cerulean " + ofModule()};
    }

    static String ofModule() {
      ModuleDescriptor descriptor = Main.class.getModule().getDescriptor();
      // On the class path, where the tests run, there is no descriptor.
      return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
    }
  }
}
