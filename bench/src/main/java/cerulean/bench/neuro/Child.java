package cerulean.bench.neuro;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Programs of the system, started and waited for.
public final class Child {

  /// How long a process may take before it counts as hung: many times what any takes.
  private static final long MOST_SECONDS = 300;

  private Child() {}

  /// Runs a program in `folder`, by default where we are, and returns the lines that it printed.
  public static List<String> lines(List<String> command, @Nullable Path folder) throws IOException {
    File said = File.createTempFile("cerulean-bench", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
      if (folder != null) {
        builder.directory(folder.toFile());
      }
      Process process = builder.start();
      try {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException(command.getFirst() + " ran for more than " + MOST_SECONDS + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroyForcibly();
      }
      List<String> lines = Files.readAllLines(said.toPath());
      if (process.exitValue() != 0) {
        throw new IOException(
            command.getFirst()
                + " ended with code "
                + process.exitValue()
                + (lines.isEmpty() ? "" : ": " + lines.getLast()));
      }
      return lines;
    } finally {
      Files.delete(said.toPath());
    }
  }

  /// The files of that name in the folders of the path that can be run.
  static List<Path> onPath(String program) {
    List<Path> found = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        found.add(Path.of(folder, program));
      }
    }
    return found;
  }

  /// The first line that a program prints, or nothing where it cannot be run.
  static Optional<String> firstLine(List<String> command) {
    try {
      return lines(command, null).stream().findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
