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
class MicrocircuitCommandTest {

  @TempDir private Path home = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(
        Stream.concat(Stream.of("microcircuit"), Stream.of(arguments)).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --seeds=1,1 | seeds: each may be given once; got [1, 1]
          --seeds=one,two | Invalid value for option '--seeds' (LIST): 'one' is not a long
          --threads=0 | threads: must be at least 1; got 0
          --quick | Unknown option: '--quick'
          """)
  void wrongOptionsAreOneSentenceAndExitCode2(String option, String sentence) throws IOException {
    assertEquals(2, run(option, "--out", home.resolve("run").toString()));
    assertEquals(
        "cerulean: " + sentence + "; cerulean microcircuit --help lists what there is",
        err.toString().strip());
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aFolderInUseIsASentenceBeforeAnythingIsComputed() throws IOException {
    Path target = Files.createDirectory(home.resolve("run"));
    Files.writeString(target.resolve("precious.txt"), "kept");
    assertEquals(1, run("--out", target.toString()));
    assertEquals(
        "cerulean: output folder: "
            + target
            + " exists and is not empty; choose another name or delete it",
        err.toString().strip());
  }

  @Test
  void helpSaysHowLongItTakes() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("About a minute on two cores"), out.toString());
    assertTrue(out.toString().contains("--full"));
  }
}
