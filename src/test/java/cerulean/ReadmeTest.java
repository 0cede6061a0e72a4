package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
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
  void theProgramsPrintWhatIsShown(int place, String example, @TempDir Path folder)
      throws IOException, InterruptedException {
    String printed =
        JavaProgram.printed(
            folder,
            List.of(
                "--module-path",
                ProjectFiles.libraries(),
                "--add-modules",
                "cerulean.nn,cerulean.optim",
                EXAMPLES.resolve(example).toString()));
    assertEquals(block("```text\n", place), printed);
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
