package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on optimizers shows a program that runs and names what there is.
@Tag("once")
class OptimizersPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/optimizers.md");

  private static final Path SOURCES =
      ProjectFiles.ROOT.resolve("optim/src/main/java/cerulean/optim");

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
        import cerulean.optim.*;
        import cerulean.tensor.*;

        void main() {
        %s}
        """
            .formatted(block("```java\n"));
    Path file = Files.writeString(folder.resolve("Loop.java"), program);
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
    assertEquals(block("```text\n"), printed);
  }

  @Test
  void everyPublicClassIsNamed() throws IOException {
    List<String> classes;
    try (Stream<Path> files = Files.list(SOURCES)) {
      classes =
          files
              .map(ProjectFiles::name)
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .filter(name -> isPublic(SOURCES.resolve(name + ".java")))
              .filter(name -> !List.of("Optimizer", "Hyperparameters").contains(name))
              .sorted()
              .toList();
    }
    assertTrue(classes.size() > 25, classes.toString());
    String page = Files.readString(PAGE);
    assertEquals(List.of(), classes.stream().filter(name -> !page.contains(name)).toList());
  }

  private static boolean isPublic(Path file) {
    try {
      return Files.readString(file).contains("\npublic ");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
