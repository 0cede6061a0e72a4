package cerulean.studies.run;

import cerulean.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of every study: where the results go and how many threads compute.
///
///     @Mixin private RunOptions options = new RunOptions();
public final class RunOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder for the results; default runs/STUDY-TIME")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "default one per processor; the numbers do not depend on it")
  private @Nullable Integer threads;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /// The options, before they are read.
  public RunOptions() {}

  /// Sets the number of threads; [#start] does so, too.
  public void configure() {
    if (threads != null) {
      try {
        Parallel.configure(threads);
      } catch (IllegalArgumentException wrong) {
        throw new ParameterException(
            command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
      }
    }
  }

  /// Starts a run of the command that has these options.
  public StudyRun start() throws IOException {
    configure();
    String study = study();
    Path target = out != null ? out : Path.of("runs", study + "-" + now());
    return StudyRun.start(study, target, words(command.commandLine()));
  }

  /// The words of the command after the first, as in `neuro-fi`.
  private String study() {
    String root = command.root().name();
    return command.name().equals(root)
        ? root
        : command.qualifiedName("-").substring(root.length() + 1);
  }

  private static String now() {
    return LocalDateTime.now(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }

  /// What was typed; where the results are to be written is no part of how to get them.
  private static List<String> words(CommandLine line) {
    List<String> words = new ArrayList<>();
    Iterator<String> typed = line.getParseResult().originalArgs().iterator();
    while (typed.hasNext()) {
      String word = typed.next();
      if (word.equals("--out")) {
        typed.next();
      } else if (!word.startsWith("--out=")) {
        words.add(word);
      }
    }
    return words;
  }
}
