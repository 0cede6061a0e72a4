package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide to spiking networks shows a program that runs and names what measures there are.
@Tag("once")
class NeuroGuideTest {

  private static final Path GUIDE = ProjectFiles.ROOT.resolve("docs/neuro.md");

  private static final Path ANALYSIS =
      ProjectFiles.ROOT.resolve("neuro/src/main/java/cerulean/neuro/analysis");

  private static String block(String fence) throws IOException {
    String text = Files.readString(GUIDE);
    int from = text.indexOf(fence) + fence.length();
    return text.substring(from, text.indexOf("```", from));
  }

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    String program =
        """
        import cerulean.neuro.*;
        import cerulean.neuro.analysis.*;

        void main() throws IOException {
        %s}
        """
            .formatted(block("```java\n"));
    Path file = Files.writeString(folder.resolve("Network.java"), program);
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "--class-path",
                System.getProperty("java.class.path"),
                file.toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue(), Files.readString(folder.resolve("errors")));
    assertEquals(block("```text\n"), printed);
  }

  @Test
  void everyPublicMeasureIsNamed() throws IOException {
    String page = Files.readString(GUIDE);
    try (Stream<Path> files = Files.list(ANALYSIS)) {
      List<Path> all = files.toList();
      assertTrue(all.size() > 10, all.toString());
      for (Path file : all) {
        String name = ProjectFiles.name(file).replace(".java", "");
        boolean open = Files.readString(file).contains("\npublic ");
        assertTrue(!open || page.contains("`" + name + "`"), name);
      }
    }
  }
}
