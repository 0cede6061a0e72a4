package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class MicrocircuitCommandTest extends CommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --seeds=1,1 | seeds: each may be given once; got 1,1
          --seeds=one,two | Invalid value for option '--seeds' (LIST): 'one' is not a long
          --threads=0 | threads: must be at least 1; got 0
          --quick | Unknown option: '--quick'
          """)
  void wrongOptionsAreOneSentenceAndExitCode2(String option, String sentence) throws IOException {
    requireWrongUse(sentence, "microcircuit", option);
  }

  @Test
  void aFolderInUseIsASentenceBeforeAnythingIsComputed() throws IOException {
    Path target = Files.createDirectory(home.resolve("run"));
    Files.writeString(target.resolve("precious.txt"), "kept");
    assertEquals(1, run("microcircuit", "--out", target.toString()));
    assertEquals(
        "cerulean: output folder: "
            + target
            + " exists and is not empty; choose another name or delete it",
        err.toString().strip());
  }

  @Test
  void aRerunGivesTheSameNumbers() {
    String folder = home.resolve("run").toString();
    assertEquals(0, run("microcircuit", "--seeds", "7", "--out", folder), err::toString);
    assertEquals(0, run("rerun", folder), err::toString);
    assertTrue(out.toString().contains("the same numbers, bit for bit"), out.toString());
  }

  @Test
  void helpSaysHowLongItTakes() {
    assertEquals(0, run("microcircuit", "--help"));
    assertTrue(out.toString().contains("About a minute on two cores"), out.toString());
    assertTrue(out.toString().contains("--full"));
  }
}
