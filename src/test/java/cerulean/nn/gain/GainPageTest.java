package cerulean.nn.gain;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class GainPageTest {

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    GuidePage.of("docs/gain.md")
        .importing(
            "cerulean.autograd.*",
            "cerulean.nn.*",
            "cerulean.nn.gain.*",
            "cerulean.nn.loss.*",
            "cerulean.optim.*",
            "cerulean.tensor.*")
        .requirePrintsWhatIsShown(folder);
  }
}
