package cerulean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guide to training shows compiles and runs, one piece after the other.
@Tag("once")
class TrainingGuideTest {

  private static final Path GUIDE = ProjectFiles.ROOT.resolve("docs/training.md");

  /// What the guide takes for granted, on sixteen examples.
  private static final String BEFORE =
      """
      import cerulean.autograd.*;
      import cerulean.data.*;
      import cerulean.nn.*;
      import cerulean.nn.loss.*;
      import cerulean.optim.*;
      import cerulean.tensor.*;
      import cerulean.training.*;

      void main() throws IOException {
        var noise = Philox.of(1);
        var network = Linear.of(3, 2, noise);
        var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.01));
        var train =
            TensorDataset.of(Tensor.normal(noise, 0f, 1f, 16, 3), Tensor.zeros(DType.I64, 16));
        var test = DataLoader.of(train, 8);
      """;

  @Test
  void thePiecesRun(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("Guide.java"), BEFORE + blocks() + "}\n");
    Path errors = folder.resolve("errors");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcerulean.kernels=scalar",
                "--class-path",
                System.getProperty("java.class.path"),
                file.toString())
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue(), Files.readString(errors));
    assertEquals("", printed);
    assertTrue(Files.exists(folder.resolve("runs/first/best.safetensors")));
  }

  private static String blocks() throws IOException {
    StringBuilder all = new StringBuilder();
    String guide = Files.readString(GUIDE);
    String fence = "```java\n";
    for (int from = guide.indexOf(fence); from >= 0; from = guide.indexOf(fence, from)) {
      from += fence.length();
      all.append(guide, from, guide.indexOf("```", from));
    }
    return all.toString();
  }
}
