package cerulean.nn.gain;

import cerulean.ProjectFiles;
import cerulean.testing.GuideProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class GainPageTest {

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    GuideProgram.requirePrintsWhatIsShown(
        ProjectFiles.ROOT.resolve("docs/gain.md"),
        List.of(
            "cerulean.autograd",
            "cerulean.nn",
            "cerulean.nn.gain",
            "cerulean.nn.loss",
            "cerulean.optim",
            "cerulean.tensor"),
        folder);
  }
}
