package cerulean.studies.sweep;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs jobs on this machine, each in a process of its own, so that one that fails takes no other
/// with it and gives its memory back.
///
/// The processes hold the other end of a pipe from this one and end when it closes: if this program
/// is killed, none stays behind.
public final class LocalRunner implements Runner {

  /// Tells a process to end with the one that started it.
  public static final String LEASH = "cerulean.leash";

  private final int slots;
  private final int threads;

  private LocalRunner(int slots, int threads) {
    this.slots = slots;
    this.threads = threads;
  }

  /// A runner of so many jobs at once, each on so many threads; at least 1 of both.
  public static LocalRunner of(int slots, int threads) {
    if (slots < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "sweep: there must be a run at once and a thread for each; got "
              + slots
              + " and "
              + threads);
    }
    return new LocalRunner(slots, threads);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public Outcome run(Job job, Path folder, Path log) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program());
    command.addAll(job.arguments());
    command.addAll(List.of("--threads", Integer.toString(threads), "--out", folder.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    try {
      int code = process.waitFor();
      return code == 0
          ? Outcome.finished()
          : Outcome.failed(lastLine(log, "it ended with exit code " + code));
    } finally {
      process.destroy();
    }
  }

  /// This very program: the same Java with the same options and the same classes.
  private static List<String> program() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      boolean debugs = option.startsWith("-agentlib") || option.startsWith("-Xrunjdwp");
      if (!debugs && (option.startsWith("-X") || option.startsWith("-Dcerulean."))) {
        words.add(option);
      }
    }
    words.add("-Dcerulean.terminal=false");
    words.add("-D" + LEASH + "=true");
    String modules = System.getProperty("jdk.module.path", "");
    if (LocalRunner.class.getModule().isNamed() && !modules.isEmpty()) {
      words.addAll(
          List.of("--module-path", modules, "-m", "cerulean.studies/cerulean.studies.Main"));
    } else {
      words.addAll(List.of("--add-modules", "jdk.incubator.vector"));
      words.addAll(
          List.of("-cp", System.getProperty("java.class.path", "."), "cerulean.studies.Main"));
    }
    return words;
  }

  private static String lastLine(Path log, String otherwise) throws IOException {
    File file = log.toFile();
    if (!file.exists()) {
      return otherwise;
    }
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? otherwise : lines.getLast().replaceFirst("^cerulean: ", "");
  }
}
