package cerulean;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page on learning with spiking layers shows a program that runs and names what there is.
@Tag("once")
class SpikingLearningPageTest {

  private static final GuidePage PAGE =
      GuidePage.of("docs/spiking-learning.md")
          .importing(
              "cerulean.autograd.*",
              "cerulean.neuro.CellValues",
              "cerulean.neuro.spiking.*",
              "cerulean.neuro.spiking.coding.*",
              "cerulean.neuro.spiking.learning.*",
              "cerulean.nn.Linear",
              "cerulean.nn.loss.Losses",
              "cerulean.optim.*",
              "cerulean.tensor.*")
          .withOptions("-Dcerulean.kernels=scalar");

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    PAGE.requirePrintsWhatIsShown(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coding", "learning"})
  void everyPublicClassIsNamed(String part) throws IOException {
    PAGE.requireNames(
        ProjectFiles.publicClasses("neuro/src/main/java/cerulean/neuro/spiking/" + part));
  }
}
