package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What README shows is what happens.
@Tag("once")
class ReadmeTest {

  private static final Path EXAMPLES = ProjectFiles.ROOT.resolve("docs/examples");

  /// The examples in the order in which README shows them.
  @ParameterizedTest
  @CsvSource({"0, Product.java", "1, ReadAndWrite.java"})
  void theProgramsAreTheExampleFiles(int place, String example) throws IOException {
    assertEquals(Files.readString(EXAMPLES.resolve(example)), block("```java\n", place));
  }

  @ParameterizedTest
  @CsvSource({"0, Product.java", "1, ReadAndWrite.java"})
  void theProgramsPrintWhatIsShown(int place, String example)
      throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                libraries(),
                "--add-modules",
                "cerulean.nn,cerulean.optim",
                EXAMPLES.resolve(example).toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue());
    assertEquals(block("```text\n", place), printed);
  }

  /// The libraries' jars or folders of classes, whichever this build tests.
  static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Path.of(entry).startsWith(ProjectFiles.ROOT))
        .filter(entry -> !Path.of(entry).startsWith(ProjectFiles.ROOT.resolve("src")))
        .filter(entry -> !Path.of(entry).startsWith(ProjectFiles.ROOT.resolve("bench")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The text of the block with that start that comes after `place` others.
  private static String block(String fence, int place) throws IOException {
    String readme = Files.readString(ProjectFiles.ROOT.resolve("README.md"));
    int from = 0;
    for (int i = 0; i <= place; i++) {
      from = readme.indexOf(fence, from) + fence.length();
    }
    return readme.substring(from, readme.indexOf("```", from));
  }
}
