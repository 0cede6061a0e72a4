package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.ProjectFiles;
import cerulean.testing.OpRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docs/gradients.md` says which derivatives operations have. `-Dcerulean.update=true` writes it
/// anew.
@Tag("once")
class GradientPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/gradients.md");

  /// Differentiable operations that may still have rows without a rule. This list only gets
  /// shorter: any other fails the build.
  @Test
  void thePageSaysWhatOperationsHave() throws IOException {
    String made = GradientPage.markdown();
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }

  @Test
  void aLoopOverExamplesIsSeen() {
    Primitive alone = Primitive.linear("twice", x -> x.mul(2), (g, x, y) -> g.mul(2));
    assertEquals("in a loop", GradientPage.batch(List.of(row(alone))));
    Primitive together = alone.batched(x -> x.mul(2));
    assertEquals("together", GradientPage.batch(List.of(row(together))));
  }

  private static OpRow row(Primitive op) {
    return new OpRow(
        op.name(),
        "",
        new int[][] {{3}},
        0,
        1,
        8,
        in -> in.get(0),
        in -> in.get(0),
        in -> op.apply(in.get(0)));
  }

  @Test
  void everyRuleServesForwardMode() {
    assertEquals(-1, GradientPage.markdown().indexOf("missing"));
  }
}
