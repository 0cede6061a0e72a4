package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.results.StudyResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class GoNoGoCommandTest extends CommandTest {

  private int small(Path target, String... more) {
    return run(
        List.of(
            "go-nogo",
            "--trials",
            "200",
            "--runs",
            "8",
            "--seeds",
            "7",
            "--networks",
            "da-na",
            "--out",
            target.toString()),
        more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --level | cortex | level: must be one of [rate, spiking, both]; got cortex
          --runs | 0 | runs: must be from 1 to 100000; got 0
          --trials | 199 | trials: each rule needs at least 200, for behaviour is measured over as many; got 199
          --seeds | 1,1 | seeds: each may be given once; got 1,1
          --conditions | da,da | conditions: each may be given once; got da,da
          --conditions | 5ht | conditions: must be one of [da, da-na, temperature, plasticity, na-30, da-ach, da-na-ach, da-5ht, da-na-5ht]; got 5ht
          --networks | na | networks: must be one of [da, da-na, excitability, plasticity, to-the-letter, only-window, only-efference]; got na
          --threads | 0 | threads: must be at least 1; got 0
          """)
  void wrongValuesAreOneSentenceAndExitCode2(String option, String value, String sentence)
      throws IOException {
    requireWrongUse(sentence, "go-nogo", option, value);
  }

  @Test
  void aRunLeavesItsFilesAndTheSameNumbersOnAnyNumberOfThreads() throws IOException {
    Path one = home.resolve("one");
    Path three = home.resolve("three");
    assertEquals(0, small(one, "--threads", "1"), err::toString);
    assertEquals(0, small(three, "--threads", "3"), err::toString);
    for (String name : List.of("curves.csv", "runs.csv")) {
      assertEquals(Files.readString(one.resolve(name)), Files.readString(three.resolve(name)));
    }
    StudyResults results = StudyResults.read(one.resolve("results.json"));
    assertEquals("cerulean.go-nogo/1", results.schema());
    assertEquals(results.measures(), StudyResults.read(three.resolve("results.json")).measures());
    assertTrue(
        results.measures().stream()
            .anyMatch(m -> m.of().equals("spiking da-na") && m.seed() != null));
    String page = Files.readString(one.resolve("report.html"));
    assertFalse(page.contains("NaN"));
    for (String figure :
        List.of(
            "performance",
            "solved",
            "lucky",
            "weights",
            "spiking-performance",
            "spiking-conditions",
            "spiking-weights",
            "raster-before",
            "raster-after")) {
      assertTrue(Files.size(one.resolve(figure + ".svg")) > 0, figure);
    }
    // 9 conditions of 8 runs and a network; each of 400 trials.
    assertEquals(1 + 9 * 8 + 1, Files.readAllLines(one.resolve("runs.csv")).size());
    assertEquals(1 + 10 * 400, Files.readAllLines(one.resolve("curves.csv")).size());
    assertTrue(out.toString().contains("report: " + one.resolve("report.html")), out.toString());
  }

  @Test
  void aRunIsComputedAgainBitForBit() {
    Path run = home.resolve("run");
    assertEquals(0, small(run, "--level", "rate"), err::toString);
    assertEquals(0, run("rerun", run.toString()), err::toString);
    assertTrue(out.toString().contains("the same numbers, bit for bit: all "), out.toString());
  }

  @Test
  void oneConditionIsEnough() throws IOException {
    Path run = home.resolve("run");
    assertEquals(
        0,
        run(
            "go-nogo",
            "--level",
            "rate",
            "--conditions",
            "da-5ht",
            "--runs",
            "1",
            "--out",
            run.toString()),
        err::toString);
    assertFalse(Files.readString(run.resolve("report.html")).contains("NaN"));
    assertFalse(Files.exists(run.resolve("lucky.svg")));
  }
}
