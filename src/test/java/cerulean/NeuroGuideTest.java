package cerulean;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide to spiking networks shows a program that runs and names what measures there are.
@Tag("once")
class NeuroGuideTest {

  private static GuidePage guide() {
    return GuidePage.of("docs/neuro.md")
        .importing("cerulean.neuro.*", "cerulean.neuro.analysis.*")
        .opening("void main() throws IOException {\n");
  }

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    guide().withOptions("-Djava.io.tmpdir=" + folder).requirePrintsWhatIsShown(folder);
  }

  @Test
  void everyPublicMeasureIsNamed() throws IOException {
    List<String> measures =
        ProjectFiles.publicClasses("neuro/src/main/java/cerulean/neuro/analysis");
    assertTrue(measures.size() > 10, measures.toString());
    guide().requireNames(measures);
  }
}
