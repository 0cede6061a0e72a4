package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs made one by one are reported as one.
@Tag("once")
class GapArchiveTest extends CommandTest {

  private void train(String name, String methods, String seeds, String... more) {
    List<String> words =
        List.of(
            "stability-gap",
            "--iterations",
            "3",
            "--eval-samples",
            "40",
            "--methods",
            methods,
            "--seeds",
            seeds,
            "--out",
            home.resolve(name).toString());
    assertEquals(0, run(words, more), err::toString);
  }

  private int join(String folder, String... more) {
    return run(
        List.of(
            "stability-gap",
            "--from",
            home.resolve(folder).toString(),
            "--out",
            home.resolve("joined").toString()),
        more);
  }

  private JsonNode methods(String name) throws IOException {
    JsonNode methods =
        new ObjectMapper().readTree(home.resolve(name + "/results.json").toFile()).get("methods");
    methods.findParents("seconds").forEach(node -> ((ObjectNode) node).remove("seconds"));
    return methods;
  }

  @Test
  void runsOneByOneGiveTheNumbersOfOneRun() throws IOException {
    train("all/a", "ngm", "1");
    train("all/b", "ngm", "2");
    train("all/c", "sgd", "1");
    train("all/d", "sgd", "2");
    train("one", "ngm,sgd", "1,2");
    assertEquals(0, join("all"), err::toString);
    assertEquals(methods("one"), methods("joined"));
    for (String file : List.of("curves.csv", "matrix.csv")) {
      assertEquals(
          Files.readString(home.resolve("one").resolve(file)),
          Files.readString(home.resolve("joined").resolve(file)));
    }
  }

  /// Of how many threads a run's seconds are, not of those that joined it.
  @Test
  void theThreadsAreThoseOfTheRunsThatTrained() throws IOException {
    train("all/a", "sgd", "1", "--threads", "2");
    assertEquals(0, join("all", "--threads", "1"), err::toString);
    JsonNode results = new ObjectMapper().readTree(home.resolve("joined/results.json").toFile());
    assertEquals(2, results.get("configuration").get("threads").asInt());
  }

  @Test
  void whatDoesNotBelongTogetherIsOneSentence() throws IOException {
    Path all = Files.createDirectory(home.resolve("all"));
    assertEquals(1, join("all"));
    train("all/a", "ngm", "1");
    train("all/b", "ngm", "2");
    train("all/c", "sgd", "1");
    assertEquals(1, join("all"));
    train("all/d", "sgd", "2", "--lr", "0.02");
    assertEquals(1, join("all"));
    assertEquals(1, join("none"));
    assertEquals(
        List.of(
            "cerulean: from: there is no finished run in a folder of " + all,
            "cerulean: from: " + all + " has no run of sgd with seed 2; finish the sweep first",
            "cerulean: from: "
                + all.resolve("d")
                + " has other settings than "
                + all.resolve("a")
                + "; only methods and seeds may differ",
            "cerulean: from: there is no folder " + home.resolve("none")),
        err.toString().lines().toList());
    assertTrue(Files.notExists(home.resolve("joined")));
  }
}
