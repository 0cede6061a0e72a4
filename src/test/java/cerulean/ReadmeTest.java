package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What README shows is what happens.
@Tag("once")
class ReadmeTest {

  private static final Path EXAMPLE = ProjectFiles.ROOT.resolve("docs/examples/Product.java");

  private final String readme = ProjectFiles.text(ProjectFiles.ROOT.resolve("README.md"));

  @Test
  void theProgramIsTheExampleFile() throws IOException {
    assertEquals(Files.readString(EXAMPLE), block("```java\n"));
  }

  @Test
  void theProgramPrintsWhatIsShown() throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLE.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(run.getInputStream().readAllBytes());
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue());
    assertEquals(block("```text\n"), printed);
  }

  private String block(String fence) {
    int from = readme.indexOf(fence) + fence.length();
    return readme.substring(from, readme.indexOf("```", from));
  }
}
