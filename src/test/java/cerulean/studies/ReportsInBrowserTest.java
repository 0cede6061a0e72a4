package cerulean.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.report.Browser;
import cerulean.studies.report.Browser.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Reports in a real browser, as wide as a desktop's and a phone's: every figure is drawn, nothing
/// overlaps and nothing is cut off. A study adds a test with its command and how many figures there
/// are.
@Tag("once")
class ReportsInBrowserTest extends CommandTest {

  private static final int[] WIDTHS = {1280, 390};

  private void check(int figures, String... command) throws Exception {
    Browser browser = Browser.required();
    Path run = home.resolve("run");
    assertEquals(0, run(List.of(command), "--out", run.toString()), err::toString);
    check(browser, run.resolve("report.html"), figures);
  }

  private void check(Browser browser, Path page, int figures) throws Exception {
    Path folder = Files.createDirectory(home.resolve("browser"));
    for (Look look : browser.open(page, folder, WIDTHS)) {
      assertEquals(List.of(), look.faults(), "at " + look.width() + " pixels");
      assertEquals(figures, look.figures());
      assertTrue(look.width() <= 1280);
    }
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
        "1",
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
