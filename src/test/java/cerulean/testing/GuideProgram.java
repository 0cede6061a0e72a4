package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The Java blocks of a page of the documentation, taken together as one program, which must print
/// what the page's text blocks say.
public final class GuideProgram {

  private GuideProgram() {}

  /// Compiles and runs the program with all public classes of `packages` imported.
  public static void requirePrintsWhatIsShown(Path page, List<String> packages, Path folder)
      throws IOException, InterruptedException {
    StringBuilder program = new StringBuilder();
    packages.forEach(name -> program.append("import ").append(name).append(".*;\n"));
    program.append("\nvoid main() {\n").append(blocks(page, "```java\n")).append("}\n");
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
    assertEquals(blocks(page, "```text\n"), printed);
  }

  /// All blocks with that start, one after the other.
  private static String blocks(Path page, String fence) throws IOException {
    StringBuilder all = new StringBuilder();
    String text = Files.readString(page);
    int from = text.indexOf(fence);
    while (from >= 0) {
      int start = from + fence.length();
      all.append(text, start, text.indexOf("```", start));
      from = text.indexOf(fence, start);
    }
    return all.toString();
  }
}
