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
import org.junit.jupiter.api.Test;

/// What README shows is what happens.
@Tag("once")
class ReadmeTest {

  private static final Path EXAMPLE = ProjectFiles.ROOT.resolve("docs/examples/Product.java");

  @Test
  void theProgramIsTheExampleFile() throws IOException {
    assertEquals(Files.readString(EXAMPLE), block("```java\n"));
  }

  @Test
  void theProgramPrintsWhatIsShown() throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                libraries(),
                "--add-modules",
                "cerulean.nn,cerulean.optim",
                EXAMPLE.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue());
    assertEquals(block("```text\n"), printed);
  }

  /// The libraries' jars or folders of classes, whichever this build tests.
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Path.of(entry).startsWith(ProjectFiles.ROOT))
        .filter(entry -> !Path.of(entry).startsWith(ProjectFiles.ROOT.resolve("src")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String block(String fence) throws IOException {
    String readme = Files.readString(ProjectFiles.ROOT.resolve("README.md"));
    int from = readme.indexOf(fence) + fence.length();
    return readme.substring(from, readme.indexOf("```", from));
  }
}
