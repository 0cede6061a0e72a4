package cerulean.studies;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what a bug report needs to say about the machine.
@Command(
    name = "info",
    description = "Print versions of Cerulean and Java.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("cerulean " + Main.Version.ofModule());
    out.println(
        "java "
            + Runtime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"));
    out.println(System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
  }
}
