package cerulean.studies;

import cerulean.tensor.KernelMode;
import cerulean.tensor.Parallel;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what a bug report needs to say about the machine.
@Command(
    name = "info",
    description = "Print versions, kernels and threads.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    KernelMode kernels = KernelMode.current();
    out.println("cerulean " + Version.ofModule());
    out.println(
        "java     "
            + Runtime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"));
    out.println("system   " + System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    out.println("kernels  " + kernels.reason());
    out.println("lanes    " + kernels.laneBits() / 32 + " floats of 32 bits");
    out.println("threads  " + Parallel.threads());
  }
}
