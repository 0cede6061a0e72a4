package cerulean.studies.sweep;

import cerulean.studies.console.ShellWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cerulean sweep FILE`: a study over a grid of settings and seeds.
@Command(
    name = "sweep",
    description = {
      "Run a study over a grid of settings and seeds, several runs at once, and make one table.",
      "Start it again after it was stopped: runs that are done are not repeated."
    },
    mixinStandardHelpOptions = true)
public final class SweepCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "what to run; see docs/sweeps.md")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder for all runs; default runs/sweep-NAME after the file's name")
  private @Nullable Path out;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = "runs at once; default as many as processors have threads for")
  private @Nullable Integer atOnce;

  @Option(names = "--list", description = "print the commands of all runs and do nothing")
  private boolean list;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Supplier<CommandLine> studies;

  /// @param studies makes the command that has all studies, to check settings with
  public SweepCommand(Supplier<CommandLine> studies) {
    this.studies = studies;
  }

  @Override
  public Integer call() throws IOException {
    SweepFile sweep = SweepFile.read(file);
    for (Job job : sweep.jobs()) {
      requireUnderstood(job);
    }
    PrintWriter console = spec.commandLine().getOut();
    if (list) {
      sweep.jobs().forEach(job -> console.println(shown(job)));
      console.flush();
      return CommandLine.ExitCode.OK;
    }
    Path folder = out != null ? out : Path.of("runs", "sweep-" + name());
    Sweep.Result result =
        Sweep.of(sweep, folder)
            .run(runner(sweep), new PrintWriter(System.err, true, Charset.defaultCharset()));
    console.println(result.table());
    console.println("table: " + folder.resolve("table.html"));
    console.flush();
    if (!result.failures().isEmpty()) {
      throw new IOException(
          "sweep: %d of %d runs are missing, the first is %s; logs are in %s; start the sweep again to repeat them"
              .formatted(
                  result.failures().size(),
                  sweep.jobs().size(),
                  result.failures().getFirst(),
                  folder.resolve("logs")));
    }
    return CommandLine.ExitCode.OK;
  }

  private Runner runner(SweepFile sweep) {
    int cores = Runtime.getRuntime().availableProcessors();
    int slots = atOnce != null ? atOnce : Math.max(1, cores / sweep.threads());
    try {
      return LocalRunner.of(slots, sweep.threads());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// A name that no study has is told before anything runs.
  private void requireUnderstood(Job job) throws IOException {
    CommandLine command = studies.get();
    String study = job.arguments().getFirst();
    if (!command.getSubcommands().containsKey(study) || study.equals(spec.name())) {
      throw new IOException(
          "sweep: %s: there is no study %s; ./cerulean --help lists them".formatted(file, study));
    }
    try {
      command.parseArgs(job.arguments().toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw new IOException(
          "sweep: %s: %s; ./cerulean %s --help lists what there is"
              .formatted(file, wrong.getMessage(), study),
          wrong);
    }
  }

  private static String shown(Job job) {
    List<String> words = new ArrayList<>(List.of("./cerulean"));
    words.addAll(job.arguments());
    return ShellWords.join(words);
  }

  private String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
  }
}
