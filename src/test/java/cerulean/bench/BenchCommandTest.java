package cerulean.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("once")
class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = BenchCommand.commandLine(arguments);
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --group | gem | group: must be of [limit, gemm, conv, elementwise, rows, pooling, sorting, embedding, training, spiking, neuro, startup]; got gem
          --only | ( | only: must be a regular expression; got (
          --only | nothing | only: no work has such a name; got nothing
          --kernels | fast | kernels: must be simd or scalar; got fast
          --threads | x | Invalid value for option '--threads' (COUNTS): 'x' is not an int
          """)
  void wrongOptionsAreOneSentenceAndExitCode2(String option, String value, String sentence) {
    assertEquals(2, run("--group", "gemm", option, value));
    assertEquals(
        "cerulean: " + sentence + "; cerulean bench --help lists what there is",
        err.toString().strip());
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "100000"})
  void threadsAreThoseOfTheMachine(int threads) {
    assertEquals(2, run("--threads", Integer.toString(threads)));
    assertEquals(
        "cerulean: threads: must be in [1, "
            + Runtime.getRuntime().availableProcessors()
            + "], which this machine has; got "
            + threads
            + "; cerulean bench --help lists what there is",
        err.toString().strip());
  }

  @Test
  void theHelpNamesEveryGroup() {
    assertEquals(0, run("--help"));
    String help = out.toString().replaceAll("\\s+", " ");
    assertTrue(help.contains(String.join(", ", Plan.GROUPS)), help);
  }

  @Test
  void withoutTheProfileThereAreOnlyTheSimulators() {
    assertEquals(2, run("--peers=openblas"));
    assertEquals(
        "cerulean: peers: must be of [c, brian2]; got openblas; cerulean bench --help lists what there is",
        err.toString().strip());
  }

  @Test
  void theListSaysHowLongItTakesAndWhatIsTimed() {
    assertEquals(0, run("--list", "--group", "rows", "--threads", "1", "--quick"));
    assertEquals(
        """
        12 points on 1 thread, about 36 s
        rows softmax 1024x1000
        rows layernorm 4096x512
        """,
        out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void startsAreListedWithoutTheLimitsThatTheyDoNotNeed() {
    assertEquals(0, run("--list", "--group", "startup", "--threads", "1", "--quick"));
    assertEquals(
        """
        3 points on 1 thread, about 47 s
        startup plain
        startup aot cache
        startup warm-up
        """,
        out.toString());
  }

  @Test
  void networksHaveASecondThreadWhereItIsUsed() {
    assertEquals(
        0, run("--list", "--group", "neuro", "--threads", "1", "--only", "sparse 1000$|cuba"));
    assertTrue(out.toString().startsWith("2 points on 1 thread, about "), out.toString());
    assertTrue(out.toString().endsWith("neuro sparse 1000\nneuro cuba\n"), out.toString());
    assertEquals(1, points("sparse 1000$", 1, 2));
    assertEquals(2, points("sparse 10000$", 1, 2));
  }

  private static int points(String only, Integer... threads) {
    return new NeuroNetworks(Pattern.compile(only), false, List.of(threads), List.of()).points();
  }

  @Test
  void aQuickRunLeavesTheLargestNetworksOut() {
    assertEquals(0, run("--list", "--group", "neuro", "--threads", "1", "--quick"));
    assertFalse(out.toString().contains("100000"), out.toString());
    assertTrue(out.toString().contains("neuro diehl cook 400 step"), out.toString());
  }

  @Test
  void simulatorsThatAreNotThereAreNamedWithTheReason(@TempDir Path none) {
    Path folder = none.resolve("peers").resolve("neuro");
    int code =
        run(
            "--list",
            "--group",
            "neuro",
            "--only",
            "dense 1000$",
            "--threads",
            "1",
            "--peers=c,brian2",
            "--shared",
            none.toString());
    assertEquals(0, code);
    List<String> lines = out.toString().lines().toList();
    String where = "; --shared says where the folder peers is";
    assertEquals("c takes no part: no file " + folder.resolve("c_izh.c") + where, lines.get(0));
    assertEquals(
        "brian2 takes no part: no file " + folder.resolve("brian_bench.py") + where, lines.get(1));
  }

  @Test
  void onlyChoosesAmongStarts() {
    assertEquals(0, run("--list", "--group", "startup", "--only", "scalar|class data"));
    assertTrue(
        out.toString().endsWith("startup class data\nstartup scalar kernels\n"), out.toString());
  }

  @Test
  void aFileThatIsNotThereIsOneSentence() {
    assertEquals(1, run("--readme", "none.json"));
    assertTrue(err.toString().startsWith("cerulean: "), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void everyNameInThePlanMakesItsTask() {
    for (String group : Plan.GROUPS) {
      List<String> works = Plan.tasks(group, false).stream().map(task -> task.work()).toList();
      assertEquals(works.stream().distinct().toList(), works);
      for (var task : Plan.tasks(group, false)) {
        assertEquals(group, task.group());
        assertTrue(Contest.class.isAssignableFrom(Plan.benchmark(task)));
      }
    }
  }

  @Test
  void aQuickRunHasWorkOfEveryGroup() {
    for (String group : Plan.GROUPS) {
      if (!List.of(Limit.GROUP, NeuroNetworks.GROUP, StartUp.GROUP).contains(group)) {
        assertFalse(Plan.tasks(group, true).isEmpty(), group);
      }
    }
    assertEquals(
        Plan.QUICK.size(),
        Plan.GROUPS.stream().mapToInt(group -> Plan.tasks(group, true).size()).sum());
  }

  @Test
  void theLimitsAreThoseThatTheGroupsNeed() {
    assertEquals(
        List.of("fused multiply-add", "read 1e6", "copy 1e6"),
        Limit.all(List.of("gemm")).stream().map(Limit::work).toList());
    assertEquals(10, Limit.all(List.of("rows")).size());
    assertEquals(10, Limit.all(List.of(Limit.GROUP)).size());
  }
}
