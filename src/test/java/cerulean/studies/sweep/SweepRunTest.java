package cerulean.studies.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.results.Measure;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps with a runner that computes nothing.
@Tag("once")
class SweepRunTest {

  private static final String FILE =
      """
      { "study": "demo", "grid": { "lr": [0.1, 0.2], "methods": ["a", "b"] }, "seeds": [1, 2],
        "measures": ["loss"] }
      """;

  @TempDir private Path home = Path.of("");

  private final ConcurrentSkipListSet<String> ran = new ConcurrentSkipListSet<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private String broken = "";

  /// Leaves what a study leaves, but for a job that is to fail.
  private final class Pretending implements Runner {
    @Override
    public int slots() {
      return 2;
    }

    @Override
    public Outcome run(Job job, Path folder, Path log) throws IOException, InterruptedException {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        ran.add(job.name());
        Thread.sleep(5);
        if (job.name().equals(broken)) {
          return Outcome.failed("it broke");
        }
        try (StudyRun run = StudyRun.start("demo", folder, job.arguments())) {
          double loss = Double.parseDouble(String.valueOf(job.point().get("lr")));
          run.results(
              1,
              List.of(
                  Measure.of(
                      "loss", "net", job.seed(), loss * (job.seed() == null ? 0 : job.seed())),
                  Measure.of("other", "net", null, 3)),
              Map.of());
          run.finish();
        }
        return Outcome.finished();
      } finally {
        now.decrementAndGet();
      }
    }
  }

  private Sweep sweep(String text) throws IOException {
    Path file = Files.writeString(home.resolve("f.json"), text);
    return Sweep.of(SweepFile.read(file), home.resolve("sweep"));
  }

  private Sweep.Result run(String text) throws IOException {
    ran.clear();
    return sweep(text).run(new Pretending(), new PrintWriter(new StringWriter()));
  }

  @Test
  void allRunsAreDoneOnceAndPutIntoOneTable() throws IOException {
    Sweep.Result result = run(FILE);
    assertEquals(8, result.repeated());
    assertEquals(8, ran.size());
    assertTrue(most.get() <= 2);
    List<String> csv = Files.readAllLines(home.resolve("sweep/table.csv"));
    assertEquals("lr,methods,of,seed,loss,run", csv.getFirst());
    assertEquals("0.2,b,net,2,0.4,lr=0.2_methods=b_seed=2", csv.getLast());
    assertEquals(9, csv.size());
    String markdown = Files.readString(home.resolve("sweep/table.md"));
    assertTrue(markdown.contains("| lr | methods | of | runs | loss |"), markdown);
    assertTrue(markdown.contains("| 0.2 | a | net | 2 | 0.3000 \u00b1 0.1414 |"), markdown);
    assertTrue(Files.readString(home.resolve("sweep/table.html")).contains("8 of 8 runs"));
  }

  @Test
  void whatIsDoneIsNotRepeatedAndAFileMayGrow() throws IOException {
    run(FILE);
    assertEquals(0, run(FILE).repeated());
    Sweep.Result grown = run(FILE.replace("[1, 2]", "[1, 2, 3]"));
    assertEquals(4, grown.repeated());
    assertEquals(12, grown.table().runs());
    assertTrue(ran.stream().allMatch(name -> name.endsWith("seed=3")));
  }

  @Test
  void aRunThatFailsLeavesTheOthersAloneAndIsRepeated() throws IOException {
    broken = "lr=0.1_methods=b_seed=1";
    Sweep.Result result = run(FILE);
    assertEquals(List.of(broken + ": it broke"), result.failures());
    assertEquals(7, result.table().runs());
    String failed = broken;
    broken = "";
    assertEquals(List.of(), run(FILE).failures());
    assertEquals(new TreeSet<>(List.of(failed)), ran);
  }

  @Test
  void aCorruptResultsFileIsOneSentenceAndLosesNoOther() throws IOException {
    run(FILE);
    Path folder = home.resolve("sweep/lr=0.1_methods=a_seed=1");
    Files.writeString(folder.resolve("results.json"), "{\"schema\": ");
    Sweep.Result result = run(FILE);
    assertEquals(0, result.repeated());
    assertEquals(7, result.table().runs());
    String sentence = result.failures().getFirst();
    assertTrue(
        sentence.startsWith("results: " + folder.resolve("results.json") + " is not a results"),
        sentence);
    assertTrue(sentence.endsWith("; delete " + folder + " to have that run repeated"), sentence);
    assertEquals(1, sentence.lines().count());
  }

  @Test
  void aFolderWithOtherRunsIsRefused() throws IOException {
    run(FILE);
    IOException e =
        assertThrows(
            IOException.class,
            () -> run(FILE.replace("\"grid\"", "\"settings\": {\"eta\": 1}, \"grid\"")));
    assertEquals(
        "sweep: %s is a run of other settings (demo --lr 0.1 --methods a --seeds 1); choose another place with --out"
            .formatted(home.resolve("sweep/lr=0.1_methods=a_seed=1")),
        e.getMessage());
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
    Files.writeString(home.resolve("sweep"), "a file");
    assertEquals(
        "sweep: cannot write in " + home.resolve("sweep") + "; choose another place with --out",
        assertThrows(IOException.class, () -> run(FILE)).getMessage());
  }

  @Test
  void runnersNeedASlotAndAThread() {
    assertEquals(
        "sweep: there must be a run at once and a thread for each; got 0 and 1",
        assertThrows(IllegalArgumentException.class, () -> LocalRunner.of(0, 1)).getMessage());
  }
}
