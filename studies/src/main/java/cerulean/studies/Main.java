package cerulean.studies;

import cerulean.studies.accuracy.AccuracyCommand;
import cerulean.studies.console.Sentences;
import cerulean.studies.gap.StabilityGapCommand;
import cerulean.studies.gonogo.GoNoGoCommand;
import cerulean.studies.heterogeneity.HeterogeneityCommand;
import cerulean.studies.microcircuit.MicrocircuitCommand;
import cerulean.studies.neuro.NeuroCommand;
import cerulean.studies.sweep.LocalRunner;
import cerulean.studies.sweep.SweepCommand;
import java.io.IOException;
import java.util.logging.Level;
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
    synopsisSubcommandLabel = "COMMAND",
    footer = "  bench          Measure speed; built on its first use. See ./cerulean bench -h.")
public final class Main implements Runnable {

  /// The library's logger, held so that its level stays: what `info` and the reports say about the
  /// kernels need not be said before every run, only what is wrong with them.
  private static final Logger LOGGER = Logger.getLogger("cerulean");

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    LOGGER.setLevel(Level.WARNING);
    if (Boolean.getBoolean(LocalRunner.LEASH)) {
      Thread.ofPlatform().daemon().name("leash").start(Main::endWithParent);
    }
    System.exit(commandLine().execute(arguments));
  }

  /// The sweep that started this run holds the other end of its input; when that closes, the sweep
  /// is gone, and the run is to go too. Exit, not halt: it removes what it has not finished.
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    } catch (IOException gone) {
      // As good as the end.
    }
    System.exit(CommandLine.ExitCode.SOFTWARE);
  }

  /// The command with all its subcommands; tests run it without leaving the JVM.
  static CommandLine commandLine() {
    return Sentences.on(
        new CommandLine(new Main())
            .addSubcommand(new InfoCommand())
            .addSubcommand(new StabilityGapCommand())
            .addSubcommand(new HeterogeneityCommand())
            .addSubcommand(NeuroCommand.commandLine())
            .addSubcommand(new MicrocircuitCommand())
            .addSubcommand(new GoNoGoCommand())
            .addSubcommand(new RerunCommand())
            .addSubcommand(new SweepCommand(Main::commandLine))
            .addSubcommand(new AccuracyCommand()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
