package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guide to training shows compiles and runs, one piece after the other.
@Tag("once")
class TrainingGuideTest {

  /// What the guide takes for granted, on sixteen examples.
  private static final String OPENING =
      """
      void main() throws IOException {
        var noise = Philox.of(1);
        var network = Linear.of(3, 2, noise);
        var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.01));
        var train =
            TensorDataset.of(Tensor.normal(noise, 0f, 1f, 16, 3), Tensor.zeros(DType.I64, 16));
        var test = DataLoader.of(train, 8);
      """;

  private static final GuidePage GUIDE =
      GuidePage.of("docs/training.md")
          .importing(
              "cerulean.autograd.*",
              "cerulean.data.*",
              "cerulean.nn.*",
              "cerulean.nn.loss.*",
              "cerulean.optim.*",
              "cerulean.tensor.*",
              "cerulean.training.*")
          .opening(OPENING)
          .withOptions("-Dcerulean.kernels=scalar");

  @Test
  void thePiecesRun(@TempDir Path folder) throws IOException, InterruptedException {
    assertEquals("", GUIDE.run(folder));
    assertTrue(Files.exists(folder.resolve("runs/first/best.safetensors")));
  }
}
