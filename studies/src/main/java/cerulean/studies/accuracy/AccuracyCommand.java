package cerulean.studies.accuracy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures the error of functions in F32 over all floats.
@Command(
    name = "accuracy",
    description = "Measure the error of functions of one number over all floats.",
    mixinStandardHelpOptions = true)
public final class AccuracyCommand implements Callable<Integer> {

  @Option(
      names = "--function",
      split = ",",
      paramLabel = "NAME",
      description = "Functions to try; all if none is given.")
  private List<String> names = List.of();

  @Option(
      names = "--stride",
      defaultValue = "1",
      description = "Try every so many bit patterns only (default ${DEFAULT-VALUE}: all of them).")
  private long stride = 1;

  @Option(names = "--page", paramLabel = "FILE", description = "Write the table as Markdown, too.")
  private @Nullable Path page;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Sweep.Result> results = new ArrayList<>();
    try {
      List<UnaryFunction> functions =
          names.isEmpty() ? UnaryFunction.ALL : names.stream().map(UnaryFunction::named).toList();
      out.printf("%-12s %12s  %-16s %s%n", "function", "largest ulp", "at", "correctly rounded");
      for (UnaryFunction function : functions) {
        Sweep.Result result = Sweep.over(function, stride);
        results.add(result);
        out.printf(
            Locale.ROOT,
            "%-12s %12.3f  %-16s %.2f %%%n",
            result.name(),
            result.ulps(),
            result.worst(),
            100 * result.rounded());
        out.flush();
      }
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
    if (page != null) {
      write(page, results);
    }
    return CommandLine.ExitCode.OK;
  }

  private void write(Path file, List<Sweep.Result> results) throws IOException {
    String command =
        "./cerulean accuracy"
            + (names.isEmpty() ? "" : " --function " + String.join(",", names))
            + (stride == 1 ? "" : " --stride " + stride);
    Files.writeString(file, AccuracyPage.markdown(results, stride, command));
  }
}
