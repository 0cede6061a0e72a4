package cerulean;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of training learn what they say, started as a reader starts them, on the small data
/// they make themselves.
@Tag("once")
class ExamplesTest {

  private static final Path EXAMPLES = ProjectFiles.ROOT.resolve("docs/examples");

  /// What a newcomer reads in five minutes.
  private static final int MOST_LINES = 120;

  /// File, how its last line begins, and between what the number in it must be.
  @ParameterizedTest
  @CsvSource({
    "MnistCnn.java, accuracy, 0.8, 1",
    "CifarResNet.java, accuracy, 0.3, 1",
    "CharacterLstm.java, loss, 0.21, 0.32",
    "CharacterTransformer.java, '', 90, 100",
    "VariationalAutoencoder.java, bound, 0, 215",
    "PoleBalancing.java, balances for, 195, 200",
    "SpikingMnist.java, accuracy, 0.7, 1",
    "DelayedMatch.java, different cells gain, 10, 40",
    "ContextGating.java, gates, 0.8, 1"
  })
  void examplesLearn(String file, String start, double least, double most, @TempDir Path folder)
      throws IOException, InterruptedException {
    String printed = run(file, folder);
    String last = printed.strip().lines().reduce("", (before, line) -> line);
    Matcher number =
        Pattern.compile(Pattern.quote(start) + " ?(\\d+(?:\\.\\d+)?)\\b.*").matcher(last);
    assertTrue(number.matches(), printed);
    double value = Double.parseDouble(number.group(1));
    assertTrue(value >= least && value <= most, last);
  }

  /// In plain loops, which are at their speed at once.
  private static String run(String file, Path folder) throws IOException, InterruptedException {
    return JavaProgram.printed(
        folder,
        List.of(
            "-Dcerulean.kernels=scalar",
            "--module-path",
            ProjectFiles.libraries(),
            "--add-modules",
            "cerulean.training,cerulean.neuro",
            EXAMPLES.resolve(file).toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "MnistCnn.java, training.md",
    "CifarResNet.java, training.md",
    "CharacterLstm.java, training.md",
    "CharacterTransformer.java, training.md",
    "VariationalAutoencoder.java, training.md",
    "PoleBalancing.java, training.md",
    "SpikingMnist.java, spiking-learning.md",
    "DelayedMatch.java, spiking-learning.md",
    "ContextGating.java, spiking-learning.md"
  })
  void examplesAreShortAndNamedInTheGuide(String file, String page) throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLES.resolve(file));
    assertTrue(lines.size() <= MOST_LINES, file + " has " + lines.size() + " lines");
    String guide = Files.readString(ProjectFiles.ROOT.resolve("docs").resolve(page));
    assertTrue(guide.contains("(examples/" + file + ")"), file);
  }
}
