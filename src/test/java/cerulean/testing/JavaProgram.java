package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program in a process of its own, as a reader of the documentation starts it.
public final class JavaProgram {

  private JavaProgram() {}

  /// Returns what `java` with these arguments prints, working in `folder`. Fails with what it says
  /// of errors, which the file `errors` there keeps, unless its exit code is 0.
  public static String printed(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(arguments);
    Path errors = folder.resolve("errors");
    Process run =
        new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile()).start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS), "ends within a minute");
    assertEquals(0, run.exitValue(), () -> printed + text(errors));
    return printed;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return String.valueOf(unreadable);
    }
  }
}
