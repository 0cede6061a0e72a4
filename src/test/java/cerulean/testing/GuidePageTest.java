package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class GuidePageTest {

  private static final String PAGE =
      """
      # Sums
      ```java
      int x = start + 2;
      IO.println(x);
      ```
      ```text
      3
      ```
      twice that is
      ```java
      IO.println(2 * x);
      ```
      ```text
      6
      ```
      """;

  @TempDir private Path folder = Path.of("");

  private GuidePage page(String text) throws IOException {
    return GuidePage.of(Files.writeString(folder.resolve("page.md"), text).toString())
        .opening("void main() {\n  int start = 1;\n");
  }

  @Test
  void allBlocksAreOneProgram() throws Exception {
    page(PAGE).requirePrintsWhatIsShown(folder);
    assertEquals("3\n", page(PAGE).firstBlocksOnly().run(folder));
    assertEquals("3\n", page(PAGE).firstBlocksOnly().output());
  }

  @Test
  void whatIsNotPrintedOrDoesNotCompileFails() throws IOException {
    GuidePage other = page(PAGE.replace("\n6\n", "\n7\n"));
    assertThrows(AssertionError.class, () -> other.requirePrintsWhatIsShown(folder));
    GuidePage wrong = page(PAGE.replace("2 * x", "2 * y"));
    AssertionError said = assertThrows(AssertionError.class, () -> wrong.run(folder));
    assertTrue(String.valueOf(said.getMessage()).contains("cannot find symbol"), said::toString);
  }

  @Test
  void aPageWithoutBlocksFails() throws IOException {
    GuidePage empty = page("# Nothing\n");
    assertThrows(AssertionError.class, empty::program);
    assertThrows(AssertionError.class, empty::output);
  }

  @Test
  void namesStandAsCode() throws IOException {
    GuidePage named = page("`Adam`, `Sgd.of` and Lion");
    named.requireNames(List.of("Adam"));
    for (String missing : List.of("Sgd", "Lion", "Muon")) {
      assertThrows(AssertionError.class, () -> named.requireNames(List.of(missing)));
    }
    assertThrows(AssertionError.class, () -> named.requireNames(List.of()));
  }
}
