package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide to autograd is true and short, and so is what it describes.
@Tag("once")
class AutogradGuideTest {

  private static final Path GUIDE = ProjectFiles.ROOT.resolve("docs/how-autograd-works.md");

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    String program =
        """
        import cerulean.autograd.*;
        import cerulean.tensor.*;
        import java.util.function.UnaryOperator;

        void main() {
        %s}
        """
            .formatted(blocks("```java\n"));
    Path file = Files.writeString(folder.resolve("Guide.java"), program);
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--class-path",
                System.getProperty("java.class.path"),
                file.toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue(), Files.readString(folder.resolve("errors")));
    assertEquals(blocks("```text\n"), printed);
  }

  @Test
  void theGuideIsUnderTwoHundredLines() throws IOException {
    assertTrue(lines(GUIDE) < 200, "has " + lines(GUIDE));
  }

  private static long lines(Path file) throws IOException {
    return ProjectFiles.text(file).lines().count();
  }

  /// All blocks with that start, one after the other.
  private static String blocks(String fence) throws IOException {
    StringBuilder all = new StringBuilder();
    String guide = ProjectFiles.text(GUIDE);
    int from = guide.indexOf(fence);
    while (from >= 0) {
      int start = from + fence.length();
      all.append(guide, start, guide.indexOf("```", start));
      from = guide.indexOf(fence, start);
    }
    return all.toString();
  }
}
