package cerulean;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on spiking layers shows a program that runs and names what there is.
@Tag("once")
class SpikingPageTest {

  private static final GuidePage PAGE =
      GuidePage.of("docs/spiking.md")
          .firstBlocksOnly()
          .importing(
              "cerulean.autograd.*",
              "cerulean.neuro.spiking.*",
              "cerulean.nn.Layer",
              "cerulean.nn.Linear",
              "cerulean.optim.*",
              "cerulean.tensor.*");

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    PAGE.requirePrintsWhatIsShown(folder);
  }

  @Test
  void everyPublicClassIsNamed() throws IOException {
    PAGE.requireNames(ProjectFiles.publicClasses("neuro/src/main/java/cerulean/neuro/spiking"));
  }
}
