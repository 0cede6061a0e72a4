package cerulean;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The guides to autograd are true and short.
@Tag("once")
class AutogradGuideTest {

  @ParameterizedTest
  @ValueSource(strings = {"docs/how-autograd-works.md", "docs/autograd-tools.md"})
  void theProgramPrintsWhatIsShown(String page, @TempDir Path folder)
      throws IOException, InterruptedException {
    GuidePage.of(page)
        .importing("cerulean.autograd.*", "cerulean.tensor.*")
        .requirePrintsWhatIsShown(folder);
  }

  @Test
  void theGuideIsUnderTwoHundredLines() throws IOException {
    long lines = GuidePage.of("docs/how-autograd-works.md").text().lines().count();
    assertTrue(lines < 200, "has " + lines);
  }
}
