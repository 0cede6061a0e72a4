package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class HeterogeneityCommandTest extends CommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --task=spatial | task: must be one of [temporal, stream, both]; got spatial
          --seeds=1,1 | seeds: each may be given once; got 1,1
          --conditions=equal,equal | conditions: each may be given once; got equal,equal
          --conditions=same | conditions: must be one of [equal, different, equal-learned, different-learned, equal-na, different-na, different-na-all, different-log-normal, equal-half, equal-double, equal-fourfold]; got same
          --seeds=one | Invalid value for option '--seeds' (LIST): 'one' is not a long
          --threads=0 | threads: must be at least 1; got 0
          --quick | Unknown option: '--quick'
          """)
  void wrongOptionsAreOneSentenceAndExitCode2(String option, String sentence) throws IOException {
    requireWrongUse(sentence, "heterogeneity", option);
  }

  @Test
  void helpSaysHowLongItTakes() {
    assertEquals(0, run("heterogeneity", "--help"));
    assertTrue(out.toString().contains("minute and a half on two cores"), out.toString());
    assertTrue(out.toString().contains("estimated"), out.toString());
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
