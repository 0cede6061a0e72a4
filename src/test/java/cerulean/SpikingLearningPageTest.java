package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on learning with spiking layers shows a program that runs and names what there is.
@Tag("once")
class SpikingLearningPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/spiking-learning.md");

  private static String block(String fence) throws IOException {
    String text = Files.readString(PAGE);
    int from = text.indexOf(fence) + fence.length();
    return text.substring(from, text.indexOf("```", from));
  }

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    String program =
        """
        import cerulean.autograd.*;
        import cerulean.neuro.CellValues;
        import cerulean.neuro.spiking.*;
        import cerulean.neuro.spiking.coding.*;
        import cerulean.neuro.spiking.learning.*;
        import cerulean.nn.Linear;
        import cerulean.nn.loss.Losses;
        import cerulean.optim.*;
        import cerulean.tensor.*;

        void main() {
        %s}
        """
            .formatted(block("```java\n"));
    Path file = Files.writeString(folder.resolve("Eprop60.java"), program);
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcerulean.kernels=scalar",
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
  void everyPublicClassIsNamed() throws IOException {
    String page = Files.readString(PAGE);
    List<String> missing = new ArrayList<>();
    for (String part : List.of("coding", "learning")) {
      Path folder =
          ProjectFiles.ROOT.resolve("neuro/src/main/java/cerulean/neuro/spiking").resolve(part);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = ProjectFiles.name(file).replace(".java", "");
          if (ProjectFiles.text(file).contains("\npublic ") && !page.contains("`" + name + "`")) {
            missing.add(name);
          }
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
