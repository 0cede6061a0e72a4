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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The guides to autograd are true and short.
@Tag("once")
class AutogradGuideTest {

  private static final String PROGRAM = "```java\n";

  private static final String OUTPUT = "```text\n";

  @ParameterizedTest
  @ValueSource(strings = {"how-autograd-works.md", "autograd-tools.md"})
  void theProgramPrintsWhatIsShown(String page, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path guide = ProjectFiles.ROOT.resolve("docs").resolve(page);
    String program =
        """
        import cerulean.autograd.*;
        import cerulean.tensor.*;
        import java.util.List;
        import java.util.Map;
        import java.util.function.BinaryOperator;
        import java.util.function.UnaryOperator;

        void main() {
        %s}
        """
            .formatted(blocks(guide, PROGRAM));
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
    assertEquals(blocks(guide, OUTPUT), printed);
  }

  @Test
  void theGuideIsUnderTwoHundredLines() throws IOException {
    Path guide = ProjectFiles.ROOT.resolve("docs/how-autograd-works.md");
    long lines = ProjectFiles.text(guide).lines().count();
    assertTrue(lines < 200, "has " + lines);
  }

  /// All blocks with that start, one after the other.
  private static String blocks(Path page, String fence) throws IOException {
    StringBuilder all = new StringBuilder();
    String guide = ProjectFiles.text(page);
    int from = guide.indexOf(fence);
    while (from >= 0) {
      int start = from + fence.length();
      all.append(guide, start, guide.indexOf("```", start));
      from = guide.indexOf(fence, start);
    }
    return all.toString();
  }
}
