package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on optimizers shows a program that runs and names what there is.
@Tag("once")
class OptimizersPageTest {

  private static final GuidePage PAGE =
      GuidePage.of("docs/optimizers.md")
          .importing("cerulean.autograd.*", "cerulean.optim.*", "cerulean.tensor.*");

  @Test
  void theProgramPrintsWhatIsShown(@TempDir Path folder) throws IOException, InterruptedException {
    PAGE.requirePrintsWhatIsShown(folder);
  }

  /// Some stand in a call (`OneCycle.of(most, steps)`) or in a piece of code only.
  @Test
  void everyPublicClassIsNamed() throws IOException {
    List<String> classes =
        ProjectFiles.publicClasses("optim/src/main/java/cerulean/optim").stream()
            .filter(name -> !List.of("Optimizer", "Hyperparameters").contains(name))
            .toList();
    assertTrue(classes.size() > 25, classes.toString());
    String page = PAGE.text();
    assertEquals(List.of(), classes.stream().filter(name -> !page.contains(name)).toList());
  }
}
