package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.report.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reports in a real browser, as wide as a desktop's and a phone's: every figure is drawn, nothing
/// overlaps and nothing is cut off. A study adds a test with its command and how many figures there
/// are, or, where the smallest run that a command makes takes long, calls
/// [Browser#requireFaultless] on the report of a smaller one (`MicrocircuitRunTest`,
/// `HeterogeneityRunTest`).
@Tag("once")
class ReportsInBrowserTest extends CommandTest {

  private void check(int figures, String... command) throws Exception {
    Browser browser = Browser.required();
    Path run = home.resolve("run");
    assertEquals(0, run(List.of(command), "--out", run.toString()), err::toString);
    browser.requireFaultless(run.resolve("report.html"), home.resolve("browser"), figures);
  }

  @Test
  void stabilityGap() throws Exception {
    check(6, "stability-gap", "--iterations", "30", "--eval-samples", "50", "--seeds", "1,2");
  }

  @Test
  void stabilityGapWithLandscape() throws Exception {
    check(
        8,
        "stability-gap",
        "--benchmark",
        "permuted",
        "--iterations",
        "8",
        "--eval-samples",
        "50",
        "--seeds",
        "1,2",
        "--methods",
        "ngm,msgd",
        "--landscape");
  }

  @Test
  void goNoGo() throws Exception {
    check(9, "go-nogo", "--trials", "200", "--runs", "20", "--seeds", "7", "--networks", "da-na");
  }

  @Test
  void heterogeneityOnIntervals() throws Exception {
    check(
        7,
        "heterogeneity",
        "--task",
        "temporal",
        "--conditions",
        "equal,different,equal-na,different-na",
        "--seeds",
        "1,2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | fi --points 5 --ms 100 --dt 0.1 --cells L5 burst
          3 | patterns --dt 0.1 --cells RS 2007
          5 | stdp --seconds 10 --seeds 1
          7 | network --size 300 --ms 500 --seeds 1,2
          """)
  void neuro(int figures, String arguments) throws Exception {
    // The name of a cell has a blank and comes last.
    List<String> words = new ArrayList<>(List.of("neuro"));
    String[] parts = arguments.split(" --cells ", -1);
    words.addAll(List.of(parts[0].split(" ", -1)));
    if (parts.length > 1) {
      words.addAll(List.of("--cells", parts[1]));
    }
    check(figures, words.toArray(String[]::new));
  }

  /// A table without figures.
  @Test
  void tableOfASweep() throws Exception {
    Browser browser = Browser.required();
    Path file =
        Files.writeString(
            home.resolve("small.json"),
            """
            { "study": "stability-gap",
              "settings": { "iterations": 3, "eval-samples": 20, "methods": ["ngm", "sgd"] },
              "seeds": [1], "measures": ["avgAcc", "avgSg"] }
            """);
    Path folder = home.resolve("sweep");
    assertEquals(0, run("sweep", file.toString(), "--out", folder.toString()), err::toString);
    browser.requireFaultless(folder.resolve("table.html"), home.resolve("browser"), 0);
  }

  /// The check itself: a page whose faults are known.
  @Test
  void faultsAreFound() throws Exception {
    Browser browser = Browser.required();
    Path page =
        Files.writeString(
            home.resolve("bad.html"),
            """
            <!DOCTYPE html><html><body><main><figure><svg width="300" height="100">
            <text x="5" y="20">one label</text><text x="9" y="22">another label</text>
            <text x="280" y="90">too long for it</text></svg></figure>
            <p style="width:2000px">wide</p></main></body></html>
            """);
    Path folder = Files.createDirectory(home.resolve("browser"));
    List<String> faults = browser.open(page, folder, 390).getFirst().faults();
    assertTrue(
        faults.contains("figure 1: 'one label' and 'another label' overlap"), faults::toString);
    assertTrue(faults.contains("figure 1: 'too long for it' lies outside"), faults::toString);
    assertTrue(faults.contains("figure 1 has no curve and no dot"), faults::toString);
    assertTrue(faults.contains("figure 1 has hardly any text"), faults::toString);
    assertFalse(
        faults.stream().noneMatch(fault -> fault.startsWith("the page is 20")), faults::toString);
  }
}
