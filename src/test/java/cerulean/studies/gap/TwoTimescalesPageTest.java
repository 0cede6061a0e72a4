package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.gap.TwoTimescalesRun.Numbers;
import cerulean.studies.gap.TwoTimescalesRun.Row;
import cerulean.studies.plot.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Table and figures of `docs/results/two-timescales.md` are made by the program.
/// `-Dcerulean.update=true` writes them anew.
@Tag("once")
class TwoTimescalesPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/results/two-timescales.md");

  private static final Path FIGURES = PAGE.resolveSibling("stability-gap");

  private static final String BEGIN = "<!-- table: begin -->\n";

  private static final String END = "<!-- table: end -->";

  private static final TwoTimescalesRun RUN = TwoTimescalesRun.of();

  @Test
  void theTableIsThatOfTheProgram() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    requireSame(PAGE, page.substring(0, from) + table() + page.substring(page.indexOf(END)));
  }

  @Test
  void theFiguresAreThoseOfTheProgram() throws IOException {
    TwoTimescalesFigures figures = new TwoTimescalesFigures(RUN);
    requireSame(FIGURES.resolve("two-timescales.svg"), figures.reversal().file(Chart.WIDE));
    requireSame(FIGURES.resolve("two-timescales-read-outs.svg"), figures.onset().file(Chart.WIDE));
  }

  /// Rounded as the check values are, ours are the same: the learners have no randomness.
  @Test
  void everyNumberIsTheCheckValue() {
    for (Row row : RUN.rows()) {
      assertEquals(numbers(row.check()), numbers(row.ours()), row.learner());
    }
  }

  /// The sentence of the report about which learner is best at what.
  @Test
  void theGainTurnsFurthestAndThePairOfWeightsHasTheSmallestError() {
    Numbers slow = RUN.rows().get(0).ours();
    Numbers pair = RUN.rows().get(1).ours();
    Numbers gain = RUN.rows().get(2).ours();
    assertTrue(gain.last() < pair.last() && pair.last() < slow.last());
    assertTrue(pair.error() < gain.error() && gain.error() < slow.error());
  }

  /// Why, as report and page have it: one step after the reversal the gain has doubled and the
  /// weight has not turned, and that step is more than half of what separates the two errors.
  @Test
  void theGainRisesBeforeTheWeightHasTurned() {
    int next = TwoTimescales.REVERSAL + 1;
    double away = RUN.gained().output()[next];
    assertEquals(1.70, away, 0.005);
    assertTrue(RUN.gained().gain()[next] > 2);
    double there = Math.pow(-1 - away, 2) - Math.pow(-1 - RUN.fastAndSlow().output()[next], 2);
    Numbers pair = RUN.rows().get(1).ours();
    Numbers gain = RUN.rows().get(2).ours();
    assertTrue(there > (gain.error() - pair.error()) * (200 - TwoTimescales.REVERSAL) / 2);
  }

  /// A run leaves every step of both panels.
  @Test
  void theFilesHaveEveryStep() {
    assertEquals(1 + TwoTimescales.STEPS, RUN.tracesCsv().lines().count());
    // Four quantities in each of 100 steps.
    assertEquals(1 + 4 * 100, RUN.readOutsCsv().lines().count());
    assertEquals("0,1,0,0,1,1,1", RUN.tracesCsv().lines().skip(1).findFirst().orElseThrow());
  }

  private static void requireSame(Path file, String made) throws IOException {
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(file, made);
    }
    assertEquals(made, Files.readString(file));
  }

  private static String table() {
    StringBuilder text = new StringBuilder("\n| learner | output at step 150 | at step 153");
    text.append(" | mean squared error, steps 144 to 199 | highest gain (its step) |\n");
    text.append("|---|---|---|---|---|\n");
    for (Row row : RUN.rows()) {
      Numbers ours = row.ours();
      Numbers check = row.check();
      text.append("| ").append(row.learner());
      text.append(pair(ours.amidst(), check.amidst(), 3));
      text.append(pair(ours.last(), check.last(), 3));
      text.append(pair(ours.error(), check.error(), 4));
      text.append(" | ").append(peak(ours));
      text.append(Double.isNaN(check.peak()) ? "" : " (" + peak(check) + ")").append(" |\n");
    }
    return text.append('\n').toString();
  }

  private static String pair(double ours, double check, int digits) {
    return " | "
        + TwoTimescalesRun.text(ours, digits)
        + " ("
        + TwoTimescalesRun.text(check, digits)
        + ")";
  }

  private static String peak(Numbers numbers) {
    return Double.isNaN(numbers.peak())
        ? "-"
        : TwoTimescalesRun.text(numbers.peak(), 2)
            + " at "
            + TwoTimescalesRun.text(numbers.peakAt(), 0);
  }

  private static String numbers(Numbers numbers) {
    return TwoTimescalesRun.text(numbers.amidst(), 3)
        + " "
        + TwoTimescalesRun.text(numbers.last(), 3)
        + " "
        + TwoTimescalesRun.text(numbers.error(), 4)
        + " "
        + peak(numbers);
  }
}
