package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Parallel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The `cerulean` command as a user types it, with an empty folder to write into. What it says is
/// kept over the commands of a test.
abstract class CommandTest {

  @TempDir Path home = Path.of("");

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private int threads;

  /// A command with `--threads` sets them for all that comes after it.
  @BeforeEach
  void rememberThreads() {
    threads = Parallel.threads();
  }

  @AfterEach
  void restoreThreads() {
    Parallel.configure(threads);
  }

  /// Runs the command with these words and returns its exit code.
  int run(String... words) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(words);
  }

  int run(List<String> words, String... more) {
    return run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /// Names of what is in the folder, sorted.
  List<String> left() throws IOException {
    return names(home);
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /// Requires that a command, as in `neuro fi`, takes these options for wrong use, says so in that
  /// sentence and has not begun to write.
  void requireWrongUse(String sentence, String command, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(options));
    assertEquals(2, run(words, "--out", home.resolve("run").toString()));
    assertEquals(
        "cerulean: " + sentence + "; cerulean " + command + " --help lists what there is",
        err.toString().strip());
    assertEquals(List.of(), left());
  }
}
