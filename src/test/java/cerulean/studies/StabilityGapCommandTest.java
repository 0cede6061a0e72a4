package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class StabilityGapCommandTest extends CommandTest {

  private int small(Path target, String... more) {
    return run(
        List.of(
            "stability-gap",
            "--iterations",
            "4",
            "--eval-samples",
            "60",
            "--out",
            target.toString()),
        more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --eta | -1 | gain: eta must be finite and not negative, got -1.0
          --lr | 0 | lr: must be positive and finite; got 0.0
          --lr | NaN | lr: must be positive and finite; got NaN
          --iterations | 0 | iterations: must be at least 1; got 0
          --eval-every | 0 | eval-every: must be at least 1; got 0
          --eval-samples | 0 | eval-samples: must be at least 1; got 0
          --threads | 0 | threads: must be at least 1; got 0
          --benchmark | cifar | benchmark: must be one of [split, permuted, rotated, split-cifar10, domain-cifar100, domain-cifar100-v1]; got cifar
          --dataset | fashion | dataset: must be one of [digits, mnist, cifar10, cifar100]; got fashion
          --dataset | cifar10 | dataset: split is made of digits or mnist; got cifar10
          --methods | ngm,lion | methods: must be one of [ngm, msgd, adam, sgd]; got lion
          --methods | sgd,sgd | methods: each may be given once; got sgd,sgd
          --seeds | 1,1 | seeds: each may be given once; got 1,1
          --training | offline | training: must be one of [joint, sequential, replay]; got offline
          --protect | gem | protect: must be one of [none, agem, ewc, si, lwf]; got gem
          --strength | -1 | strength: must be finite and not negative; got -1.0
          --memory | 0 | memory: must be at least 1; got 0
          --ablate | all | ablate: must be one of [gain-frozen, head-only, entropy-rate, oracle-reset]; got all
          --ablate | head-only,entropy-rate | ablate: entropy-rate leaves no gain to freeze or to restrict; got head-only,entropy-rate
          """)
  void wrongValuesAreOneSentenceAndExitCode2(String option, String value, String sentence)
      throws IOException {
    requireWrongUse(sentence, "stability-gap", option, value);
  }

  @Test
  void photographsNeedTheirOwnFiles() throws IOException {
    assertEquals(2, run("stability-gap", "--benchmark", "split-cifar10", "--dataset", "mnist"));
    assertEquals(
        "cerulean: dataset: split-cifar10 is made of cifar10; got mnist; cerulean stability-gap"
            + " --help lists what there is",
        err.toString().strip());
    err.getBuffer().setLength(0);
    Path nowhere = home.resolve("nowhere");
    for (String benchmark : List.of("split-cifar10", "domain-cifar100")) {
      assertEquals(
          1, small(home.resolve("run"), "--benchmark", benchmark, "--data", nowhere.toString()));
      assertOneSentenceNaming(nowhere);
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void unknownOptionsAreOneSentenceAndExitCode2() {
    assertEquals(2, run("stability-gap", "--frobnicate"));
    assertEquals(
        "cerulean: Unknown option: '--frobnicate'; cerulean stability-gap --help lists what there is",
        err.toString().strip());
  }

  @Test
  void aMissingFolderIsOneSentenceAndExitCode1() throws IOException {
    Path data = home.resolve("nowhere");
    assertEquals(1, small(home.resolve("run"), "--dataset", "mnist", "--data", data.toString()));
    assertOneSentenceNaming(data);
  }

  @Test
  void aTruncatedImageFileIsOneSentenceAndLeavesNoRun() throws IOException {
    Path data = Files.createDirectory(home.resolve("data"));
    for (String part : List.of("train", "t10k")) {
      gzip(data.resolve(part + "-images-idx3-ubyte.gz"), new byte[] {0, 0, 8, 3, 0, 0, 0, 9});
      gzip(data.resolve(part + "-labels-idx1-ubyte.gz"), new byte[] {0, 0, 8, 1, 0, 0, 0, 0});
    }
    assertEquals(1, small(home.resolve("run"), "--dataset", "mnist", "--data", data.toString()));
    assertOneSentenceNaming(data.resolve("train-images-idx3-ubyte.gz"));
    assertEquals(List.of("data"), left());
  }

  private static void gzip(Path file, byte[] content) throws IOException {
    try (GZIPOutputStream gz = new GZIPOutputStream(Files.newOutputStream(file))) {
      gz.write(content);
    }
  }

  private void assertOneSentenceNaming(Path file) {
    String message = err.toString().strip();
    assertTrue(message.startsWith("cerulean: "), message);
    assertTrue(message.contains(file.toString()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aFolderThatIsInUseIsNotOverwritten() throws IOException {
    Path target = Files.createDirectory(home.resolve("run"));
    Files.writeString(target.resolve("precious.txt"), "kept");
    assertEquals(1, small(target));
    assertOneSentenceNaming(target);
    assertEquals("kept", Files.readString(target.resolve("precious.txt")));
  }

  @Test
  void aRunLeavesItsFilesAndTheSameNumbersOnAnyNumberOfThreads() throws IOException {
    Path one = home.resolve("one");
    Path two = home.resolve("two");
    assertEquals(0, small(one, "--threads", "1", "--seeds", "7"), err::toString);
    assertEquals(0, small(two, "--threads", "2", "--seeds", "7"), err::toString);
    for (String name :
        List.of(
            "results.json",
            "curves.csv",
            "matrix.csv",
            "two-timescales.csv",
            "two-timescales-read-outs.csv",
            "two-timescales.svg",
            "two-timescales-read-outs.svg",
            "report.html",
            "curves.svg",
            "switches.svg")) {
      assertTrue(Files.size(one.resolve(name)) > 0, name);
    }
    assertEquals(
        "./cerulean stability-gap --iterations 4 --eval-samples 60 --threads 1 --seeds 7",
        new ObjectMapper().readTree(one.resolve("results.json").toFile()).get("command").asText());
    assertEquals(methods(one), methods(two));
    assertEquals(
        Files.readString(one.resolve("curves.csv")), Files.readString(two.resolve("curves.csv")));
    assertFalse(Files.readString(one.resolve("report.html")).contains("NaN"));
    assertTrue(out.toString().contains("report: " + one.resolve("report.html")), out.toString());
    assertEquals(1 + 4 * 5 * 4, Files.readAllLines(one.resolve("curves.csv")).size());
  }

  /// The metrics of all methods without what they cost.
  private static JsonNode methods(Path run) throws IOException {
    JsonNode methods =
        new ObjectMapper().readTree(run.resolve("results.json").toFile()).get("methods");
    methods.findParents("seconds").forEach(node -> ((ObjectNode) node).remove("seconds"));
    return methods;
  }

  @Test
  void theCommandOfARunCanBePastedIntoAShell() throws IOException {
    Path run = home.resolve("run");
    assertEquals(
        0, small(run, "--methods", "sgd", "--seeds", "1", "--data", "it's my data"), err::toString);
    assertEquals(
        "./cerulean stability-gap --iterations 4 --eval-samples 60 --methods sgd --seeds 1 --data"
            + " 'it'\\''s my data'",
        new ObjectMapper().readTree(run.resolve("results.json").toFile()).get("command").asText());
  }

  @Test
  void evaluationsAreSpacedAsAskedAndEndWithTheContext() throws IOException {
    Path run = home.resolve("run");
    assertEquals(
        0,
        small(
            run,
            "--eval-every",
            "3",
            "--methods",
            "sgd",
            "--seeds",
            "1",
            "--benchmark",
            "permuted"));
    List<String> iterations =
        Files.readAllLines(run.resolve("curves.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1)[2])
            .toList();
    assertEquals(List.of("3", "4", "7", "8", "11", "12"), iterations);
  }

  @Test
  void aRegimeIsRecordedAndTold() throws IOException {
    Path run = home.resolve("run");
    assertEquals(
        0,
        small(
            run,
            "--methods",
            "sgd,msgd",
            "--seeds",
            "1,2",
            "--benchmark",
            "permuted",
            "--training",
            "replay",
            "--protect",
            "agem",
            "--memory",
            "50",
            "--ablate",
            "oracle-reset"),
        err::toString);
    JsonNode configuration =
        new ObjectMapper().readTree(run.resolve("results.json").toFile()).get("configuration");
    assertEquals("replay", configuration.get("training").asText());
    assertEquals("agem", configuration.get("protection").asText());
    assertEquals(50, configuration.get("memory").asInt());
    assertEquals("oracle-reset", configuration.get("ablations").get(0).asText());
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("protected by A-GEM. The memory holds 50 examples."));
    assertTrue(page.contains("Difference from SGD with the same weights"));
    assertTrue(
        page.contains(
            "because this run has generated digits in place of MNIST, iterations per context 4 in"
                + " place of 200, another regime."));
    assertFalse(page.contains("NaN"));
    // methods, seeds, contexts, tasks
    assertEquals(1 + 2 * 2 * 3 * 3, Files.readAllLines(run.resolve("matrix.csv")).size());
  }
}
