package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.nn.Layer;
import cerulean.nn.StateDict;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training process that is killed goes on as if it had not been.
@Tag("once")
class KillTest {

  /// Runs, each of which is killed twice: at its beginning, and again after it has gone on.
  private static final int RUNS = 10;

  /// The last step to be killed after; the process is at work on the next ones when it dies.
  private static final int LAST = KilledRun.STEPS - 15;

  private static final TrainingListener NOBODY = new TrainingListener() {};

  @TempDir Path folder;

  @Test
  void aRunKilledAtTwentyMomentsEndsWithTheSameWeightsEachTime() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Map<String, Tensor> expected = StateDict.of(KilledRun.run(whole, NOBODY));
    String log = Files.readString(whole.resolve("run.csv"));
    assertEquals(1 + KilledRun.STEPS + 4, log.lines().count());
    Philox moments = Philox.of(20);
    for (int run = 0; run < RUNS; run++) {
      Path home = Files.createDirectory(folder.resolve("run" + run));
      int first = 1 + moments.nextInt(LAST - 1);
      int second = first + 1 + moments.nextInt(LAST - first);
      for (int step : new int[] {first, second}) {
        kill(home, step, moments.nextInt(8_000_000));
        requireReadable(home.resolve("checkpoints"));
        Path copy = copy(home, folder.resolve("run" + run + "-" + step));
        Layer finished = KilledRun.run(copy, NOBODY);
        Map<String, Tensor> state = StateDict.of(finished);
        assertEquals(expected.keySet(), state.keySet());
        expected.forEach((name, value) ->
            assertArrayEquals(
                value.to(DType.F32).toArray(),
                state.get(name).to(DType.F32).toArray(),
                name + " after a kill behind step " + step));
        assertEquals(log, Files.readString(copy.resolve("run.csv")));
      }
    }
  }

  /// Starts the run, and kills it some time after it has said that `step` is done.
  private static void kill(Path home, int step, int nanos) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                // What starts fastest.
                "-XX:+UseSerialGC",
                "-Dcerulean.kernels=" + System.getProperty("cerulean.kernels", "auto"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                home.toString())
            .redirectError(home.resolve("errors.txt").toFile())
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null && Integer.parseInt(line) < step) {
        line = said.readLine();
      }
      assertTrue(line != null, () -> "ended before step " + step + ": " + errors(home));
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    } finally {
      process.destroyForcibly();
    }
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    // 128 and SIGKILL, on systems that have it.
    assertTrue(process.exitValue() != 0, "had ended by itself before it was killed");
  }

  private static String errors(Path home) {
    try {
      return Files.readString(home.resolve("errors.txt"));
    } catch (IOException none) {
      return none.toString();
    }
  }

  /// Reads all checkpoints but those whose writing was under way when the process died.
  private static void requireReadable(Path checkpoints) throws IOException {
    int read = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(checkpoints)) {
      for (Path file : files) {
        if (file.getFileName().toString().endsWith(".safetensors")) {
          Checkpoints.read(file);
          read++;
        }
      }
    }
    assertTrue(read >= 1, "no checkpoint in " + checkpoints);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
