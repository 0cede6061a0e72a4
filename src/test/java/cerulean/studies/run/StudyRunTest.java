package cerulean.studies.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerulean.studies.results.Measure;
import cerulean.studies.results.StudyResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class StudyRunTest {

  @TempDir private Path home = Path.of("");

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private StudyRun start(Path target) throws IOException {
    return StudyRun.start("demo", target, List.of("demo", "--rate", "2 Hz"));
  }

  @Test
  void aRunLeavesResultsPageAndRecord() throws IOException {
    Path target = home.resolve("run");
    try (StudyRun run = start(target)) {
      run.settings(Map.of("rate", 2, "seeds", List.of(1, 2)));
      run.data(FileRecord.of("drawn", new byte[] {1, 2}));
      run.results(3, List.of(Measure.of("gain", "", null, 1.5)), Map.of("extra", "x"));
      run.write("rates.csv", "rate\n2\n");
      new StudyReport(run, "Demo", "nothing")
          .lead("Found.")
          .methods("Done by hand.")
          .parameter("rate", "2", "-", Origin.RECONSTRUCTED)
          .file("rates.csv", "the rate")
          .write();
      assertFalse(Files.exists(target));
      assertEquals(target, run.finish());
    }
    assertEquals(List.of("rates.csv", "report.html", "results.json", "run.json"), names(target));
    StudyResults results = StudyResults.read(target.resolve("results.json"));
    assertEquals("cerulean.demo/3", results.schema());
    assertEquals("./cerulean demo --rate '2 Hz'", results.command());
    assertEquals(2, results.configuration().get("rate"));
    RunRecord record = RunRecord.read(target);
    assertEquals(List.of("demo", "--rate", "2 Hz"), record.arguments());
    assertEquals(List.of(FileRecord.of("drawn", new byte[] {1, 2})), record.data());
    assertEquals(
        List.of("results.json", "rates.csv", "report.html"),
        record.files().stream().map(FileRecord::name).toList());
    String page = Files.readString(target.resolve("report.html"));
    assertTrue(page.contains("Done by hand."));
    assertTrue(page.contains("reconstructed"));
    assertTrue(page.contains("<a href=\"rates.csv\">"));
  }

  @Test
  void checksumsAreThoseOfTheStandard() throws IOException {
    // FIPS 180-4, the example of one block.
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);
    assertEquals(new FileRecord("x", 3, abc), FileRecord.of("x", bytes));
    Path file = Files.write(home.resolve("x"), bytes);
    assertEquals(new FileRecord("x", 3, abc), FileRecord.of(file));
  }

  @Test
  void aRunThatFailsOtherwiseLeavesNothing() throws IOException {
    try (StudyRun run = start(home.resolve("run"))) {
      run.write("a.csv", "a\n");
    }
    assertEquals(List.of(), names(home));
  }

  @Test
  void whatWasWrittenIsKeptWhenTheRestCannotBe() throws IOException {
    Path target = home.resolve("run");
    Files.createDirectory(home.resolve("run-incomplete"));
    try (StudyRun run = start(target)) {
      run.write("results.json", "{}");
      // A folder in the way stands for whatever keeps a file from being written.
      Files.createDirectory(home.resolve(".run.partial/page.html"));
      IOException e = assertThrows(IOException.class, () -> run.write("page.html", "x"));
      String message = String.valueOf(e.getMessage());
      assertTrue(
          message.startsWith("output folder: cannot write page.html of " + target + ": "), message);
      assertTrue(
          message.endsWith(
              "; what was written before is in "
                  + home.resolve("run-incomplete-2")
                  + "; make room and run again"),
          message);
    }
    assertEquals("{}", Files.readString(home.resolve("run-incomplete-2/results.json")));
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneSentence() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "x");
    assertEquals(
        "output folder: cannot write in " + file + "; choose another place for run",
        assertThrows(IOException.class, () -> start(file.resolve("run"))).getMessage());
  }

  @Test
  void aFullDiskIsOneSentenceAndKeepsWhatWasWritten() throws Exception {
    Path small = Files.createDirectory(home.resolve("small"));
    Process process =
        new ProcessBuilder(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=256k none \"$0\" && exec \"$@\"",
                small.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--add-modules",
                "jdk.incubator.vector",
                FullDisk.class.getName(),
                small.resolve("run").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assumeTrue(
        process.exitValue() == FullDisk.RAN,
        "a small disk could not be mounted (unshare -rm, tmpfs): " + said);
    String sentence = said.lines().filter(line -> line.startsWith("output")).findFirst().get();
    assertEquals(
        "output folder: cannot write curves.csv of %s: No space left on device; what was written before is in %s; make room and run again"
            .formatted(small.resolve("run"), small.resolve("run-incomplete")),
        sentence);
    assertTrue(said.contains("kept [results.json]"), said);
  }
}
