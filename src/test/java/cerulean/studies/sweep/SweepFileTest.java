package cerulean.studies.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class SweepFileTest {

  @TempDir private Path home = Path.of("");

  private Path file(String text) throws IOException {
    return Files.writeString(home.resolve("sweep.json"), text);
  }

  @Test
  void everyCombinationIsRunWithEverySeed() throws IOException {
    SweepFile sweep =
        SweepFile.read(
            file(
                """
                { "study": "demo",
                  "settings": { "methods": ["ngm", "sgd"], "full": true, "quiet": false },
                  "grid": { "lr": [0.1, 1e-4], "drive": ["a b", ["x", "y"]] },
                  "seeds": [7, 8],
                  "threads": 2,
                  "measures": ["m"] }
                """));
    List<Job> jobs = sweep.jobs();
    assertEquals(8, jobs.size());
    assertEquals(2, sweep.threads());
    Job second = jobs.get(1);
    assertEquals("lr=0.1_drive=a_b_seed=8", second.name());
    assertEquals(8L, second.seed());
    assertEquals(
        List.of(
            "demo",
            "--methods",
            "ngm,sgd",
            "--full",
            "--lr",
            "0.1",
            "--drive",
            "a b",
            "--seeds",
            "8"),
        second.arguments());
    assertEquals("x,y", jobs.getLast().point().get("drive"));
    assertEquals("1.0E-4", jobs.getLast().point().get("lr"));
    assertEquals(8, jobs.stream().map(Job::name).distinct().count());
  }

  @Test
  void withoutGridAndSeedsThereIsOneRun() throws IOException {
    List<Job> jobs = SweepFile.read(file("{\"study\": \"demo\"}")).jobs();
    assertEquals(List.of(List.of("demo")), jobs.stream().map(Job::arguments).toList());
    assertEquals("demo", jobs.getFirst().name());
  }

  @Test
  void threadsAreNoPartOfWhatARunIs() throws IOException {
    Job job =
        SweepFile.read(file("{\"study\": \"demo\", \"settings\": {\"lr\": 1}}")).jobs().getFirst();
    assertTrue(job.was(List.of("demo", "--lr", "1", "--threads", "4")));
    assertTrue(!job.was(List.of("demo", "--lr", "2", "--threads", "4")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1] | it must be an object with study, settings, grid and seeds
          {} | study must be the name of a command; got nothing
          {"study": 3} | study must be the name of a command; got 3
          {"study": "a", "gird": {}} | there is no 'gird'; names are [grid, measures, seeds, settings, study, threads]
          {"study": "a", "threads": 0} | threads must be a whole number above 0; got 0
          {"study": "a", "threads": "2"} | threads must be a whole number above 0; got "2"
          {"study": "a", "seeds": 42} | seeds must be a list of whole numbers; got 42
          {"study": "a", "seeds": [1.5]} | seeds must be a list of whole numbers; got [1.5]
          {"study": "a", "seeds": [1, 1]} | seeds: each may be given once; got [1,1]
          {"study": "a", "settings": []} | settings must be an object with names of options; got []
          {"study": "a", "settings": {"--lr": 1}} | settings: '--lr' is not an option without its dashes
          {"study": "a", "settings": {"lr": null}} | lr must be a text, a number, true, false or a list of these; got null
          {"study": "a", "settings": {"lr": []}} | lr must not be an empty list
          {"study": "a", "settings": {"out": "x"}} | settings: out is given by the sweep
          {"study": "a", "grid": {"seeds": [1]}} | grid: seeds is given by the sweep; put it beside grid
          {"study": "a", "grid": {"lr": 0.1}} | grid: lr must be a list with a value for each run; got 0.1
          {"study": "a", "grid": {"lr": [1, 1]}} | grid: lr has a value twice in [1,1]
          {"study": "a", "settings": {"lr": 1}, "grid": {"lr": [1]}} | lr is in settings and in grid; give it once
          {"study": "a", "measures": "m"} | measures must be a list of names; got "m"
          """)
  void wrongFilesAreOneSentence(String text, String sentence) throws IOException {
    Path file = file(text);
    assertEquals(
        "sweep: " + file + ": " + sentence,
        assertThrows(IOException.class, () -> SweepFile.read(file)).getMessage());
  }

  @Test
  void whatIsNoJsonIsOneSentence() throws IOException {
    Path file = file("{ study");
    String message =
        String.valueOf(assertThrows(IOException.class, () -> SweepFile.read(file)).getMessage());
    assertTrue(message.startsWith("sweep: " + file + " is not a sweep document; "), message);
    assertEquals(1, message.lines().count());
    assertEquals(
        "sweep: there is no file " + home.resolve("none"),
        assertThrows(IOException.class, () -> SweepFile.read(home.resolve("none"))).getMessage());
  }
}
