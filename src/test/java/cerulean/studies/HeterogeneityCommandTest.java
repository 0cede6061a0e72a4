package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("once")
class HeterogeneityCommandTest {

  @TempDir private Path home = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --task=spatial | task: must be one of [temporal, stream, both]; got spatial
          --seeds=1,1 | seeds: each may be given once; got 1,1
          --conditions=equal,equal | conditions: each may be given once; got equal,equal
          --conditions=same | conditions: must be among [equal, different, equal-learned, different-learned, equal-na, different-na, different-na-all, different-log-normal, equal-half, equal-double, equal-fourfold]; got same
          --seeds=one | Invalid value for option '--seeds' (LIST): 'one' is not a long
          --threads=0 | threads: must be at least 1; got 0
          --quick | Unknown option: '--quick'
          """)
  void wrongOptionsAreOneSentenceAndExitCode2(String option, String sentence) throws IOException {
    assertEquals(2, run("heterogeneity", option, "--out", home.resolve("run").toString()));
    assertEquals(
        "cerulean: " + sentence + "; cerulean heterogeneity --help lists what there is",
        err.toString().strip());
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void helpSaysHowLongItTakes() {
    assertEquals(0, run("heterogeneity", "--help"));
    assertTrue(out.toString().contains("minute and a half on two cores"), out.toString());
    assertTrue(out.toString().contains("--full"));
  }

  @Test
  void aRerunGivesTheSameNumbers() {
    String folder = home.resolve("run").toString();
    String[] command = {
      "heterogeneity",
      "--task",
      "temporal",
      "--conditions",
      "different-na",
      "--seeds",
      "7",
      "--out",
      folder
    };
    assertEquals(0, run(command), err::toString);
    assertEquals(0, run("rerun", folder), err::toString);
    assertTrue(out.toString().contains("the same"), out.toString());
  }
}
