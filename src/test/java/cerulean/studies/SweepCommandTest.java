package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.run.RunRecord;
import cerulean.studies.sweep.SweepFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class SweepCommandTest extends CommandTest {

  private Path file(String settings, String seeds) throws IOException {
    return Files.writeString(
        home.resolve("small.json"),
        """
        { "study": "stability-gap",
          "settings": { "iterations": 40, "eval-samples": 100, "methods": "sgd"%s },
          "seeds": %s, "measures": ["avgAcc"] }
        """
            .formatted(settings, seeds));
  }

  private static long finished(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.filter(run -> Files.exists(run.resolve(RunRecord.FILE))).count();
    }
  }

  @Test
  void aSweepThatIsKilledGoesOnWhereItWas() throws Exception {
    Path file = file("", "[1, 2, 3, 4]");
    Path folder = home.resolve("sweep");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "cerulean.studies.Main",
                "sweep",
                file.toString(),
                "--at-once",
                "1",
                "--out",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("said.txt").toFile())
            .start();
    while (finished(folder) < 1 && process.isAlive()) {
      Thread.sleep(20);
    }
    List<ProcessHandle> runs = process.descendants().toList();
    process.destroyForcibly().waitFor();
    long before = finished(folder);
    assertTrue(
        before >= 1 && before < 4, before + " " + Files.readString(home.resolve("said.txt")));
    for (ProcessHandle left : runs) {
      left.onExit().get(60, TimeUnit.SECONDS);
    }
    Path first = folder.resolve("seed=1/run.json");
    String record = Files.readString(first);
    Object written = Files.getLastModifiedTime(first);

    assertEquals(0, run("sweep", file.toString(), "--out", folder.toString()), err::toString);
    assertEquals(record, Files.readString(first));
    assertEquals(written, Files.getLastModifiedTime(first));
    assertEquals(4, finished(folder));
    assertEquals(5, Files.readAllLines(folder.resolve("table.csv")).size());
    assertTrue(out.toString().contains("table: " + folder.resolve("table.html")), out.toString());
    // No folder of a run that was not finished is left.
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(path -> path.toString().endsWith(".partial")));
    }
  }

  @Test
  void aRunThatFailsIsOneSentenceWithItsOwn() throws IOException {
    Path file = file(", \"lr\": 0", "[1]");
    Path folder = home.resolve("sweep");
    assertEquals(1, run("sweep", file.toString(), "--out", folder.toString()));
    assertEquals(
        "cerulean: sweep: 1 of 1 runs are missing, the first is seed=1: lr: must be positive and"
            + " finite; got 0.0; cerulean stability-gap --help lists what there is; logs are in "
            + folder.resolve("logs")
            + "; start the sweep again to repeat them",
        err.toString().strip());
  }

  @Test
  void wrongNamesAreToldBeforeAnythingRuns() throws IOException {
    Path file = file(", \"learning-rate\": 1", "[1]");
    Path folder = home.resolve("sweep");
    assertEquals(1, run("sweep", file.toString(), "--out", folder.toString()));
    assertEquals(
        "cerulean: sweep: "
            + file
            + ": Unknown options: '--learning-rate', '1'; ./cerulean stability-gap --help lists what"
            + " there is",
        err.toString().strip());
    assertFalse(Files.exists(folder));
    err.getBuffer().setLength(0);
    Files.writeString(file, "{\"study\": \"sweep\"}");
    assertEquals(1, run("sweep", file.toString()));
    assertEquals(
        "cerulean: sweep: " + file + ": there is no study sweep; ./cerulean --help lists them",
        err.toString().strip());
  }

  @Test
  void theCommandsCanBeListed() throws IOException {
    assertEquals(0, run("sweep", "--list", file("", "[1, 2]").toString()), err::toString);
    assertEquals(
        List.of(
            "./cerulean stability-gap --iterations 40 --eval-samples 100 --methods sgd --seeds 1",
            "./cerulean stability-gap --iterations 40 --eval-samples 100 --methods sgd --seeds 2"),
        out.toString().lines().toList());
  }

  @Test
  void theSweepsOfTheDocumentationAreUnderstood() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(ProjectFiles.ROOT.resolve("docs/sweeps"))) {
      all.forEach(files::add);
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      assertEquals(0, run("sweep", "--list", file.toString()), err::toString);
      assertTrue(SweepFile.read(file).jobs().size() > 1);
    }
    String guide = Files.readString(ProjectFiles.ROOT.resolve("docs/sweeps.md"));
    int from = guide.indexOf("```json\n") + "```json\n".length();
    Path example =
        Files.writeString(
            home.resolve("e.json"), guide.substring(from, guide.indexOf("```", from)));
    assertEquals(8, SweepFile.read(example).jobs().size());
  }
}
