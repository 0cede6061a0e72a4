package cerulean.studies.heterogeneity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.studies.heterogeneity.HeterogeneitySettings.Tasks;
import cerulean.studies.report.Browser;
import cerulean.studies.results.StudyResults;
import cerulean.studies.run.StudyRun;
import cerulean.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole run of all conditions at a size at which it means nothing.
class HeterogeneityRunTest {

  @TempDir private Path home = Path.of("");

  private int threads;

  @BeforeEach
  void remember() {
    threads = Parallel.threads();
  }

  @AfterEach
  void restore() {
    Parallel.configure(threads);
  }

  private static HeterogeneitySettings tiny() {
    return new HeterogeneitySettings(
        Tasks.BOTH,
        List.of(Condition.values()),
        List.of(1L, 2L),
        CellPlan.USUAL.withCells(6, 2),
        IntervalProtocol.USUAL.withLength(3, 40),
        new StreamProtocol(2, 4, 0.01, 5, 200, 60, 6, 1, 0.9));
  }

  private StudyResults run(int onThreads) throws IOException {
    Parallel.configure(onThreads);
    HeterogeneitySettings settings = tiny();
    AtomicInteger done = new AtomicInteger();
    DigitStream digits = new DigitStream(settings.stream(), HeterogeneitySettings.DIGITS_SEED);
    HeterogeneityStudy study = HeterogeneityStudy.run(settings, digits, done::incrementAndGet);
    assertEquals(settings.iterations(), done.get());
    Path target = home.resolve("on" + onThreads);
    try (StudyRun run = StudyRun.start("heterogeneity", target, List.of("heterogeneity"))) {
      run.settings(settings.asMap());
      HeterogeneityReport report = new HeterogeneityReport(settings, study, run);
      report.write();
      assertTrue(report.table().contains("different + NA on all"));
      run.finish();
    }
    return StudyResults.read(target.resolve("results.json"));
  }

  @Test
  @Tag("once")
  void theReportHasNoFaultInABrowser() throws Exception {
    Browser browser = Browser.required();
    run(2);
    browser.requireFaultless(home.resolve("on2/report.html"), home.resolve("browser"), 10);
  }

  @Test
  void numbersAreTheSameOnOneToThreeThreadsAndThePageHasEverything() throws IOException {
    StudyResults one = run(1);
    for (int more = 2; more <= 3; more++) {
      StudyResults other = run(more);
      assertEquals(one.measures(), other.measures());
      assertEquals(one.details(), other.details());
      for (String name : List.of("curves.csv", "cells.csv")) {
        assertEquals(
            Files.readString(home.resolve("on1").resolve(name)),
            Files.readString(home.resolve("on" + more).resolve(name)));
      }
    }
    // Five levels of the tutorial's cell; 11 conditions, 2 seeds, 4 + 7 quantities.
    assertEquals(2 * 5 + 11 * 2 * (4 + 7), one.measures().size());
    String page = Files.readString(home.resolve("on1/report.html"));
    assertFalse(page.contains("NaN"));
    assertFalse(page.contains("Infinity"));
    assertEquals(10, page.split("<div class=\"wide\">", -1).length - 1);
    for (String name :
        List.of(
            "fi",
            "intervals",
            "learning",
            "by-interval",
            "pairs",
            "time-constants",
            "levels",
            "stream",
            "stream-numbers",
            "stream-pairs")) {
      assertTrue(Files.size(home.resolve("on1").resolve(name + ".svg")) > 0, name);
    }
    for (StudyParameter parameter : StudyParameter.of(tiny())) {
      assertTrue(one.configuration().containsKey(parameter.key()), parameter.key());
    }
    assertEquals(List.of(1, 2), one.configuration().get("seeds"));
    assertTrue(page.contains("could not be read"));
  }

  @Test
  void cellsWithoutSpreadAreEqualCellsToTheBit() {
    IntervalProtocol protocol = IntervalProtocol.USUAL.withLength(6, 30);
    CellPlan flat = CellPlan.USUAL.withCells(6, 2).withSpreads(0, 0, 0);
    IntervalRun equal = IntervalRun.of(protocol, flat, Condition.EQUAL, 3, () -> {});
    for (Condition condition : List.of(Condition.DIFFERENT, Condition.DIFFERENT_LOG_NORMAL)) {
      IntervalRun different = IntervalRun.of(protocol, flat, condition, 3, () -> {});
      assertSame(equal, different);
    }
    CellPlan spread = CellPlan.USUAL.withCells(6, 2);
    assertSame(equal, IntervalRun.of(protocol, spread, Condition.EQUAL, 3, () -> {}));
    IntervalRun other = IntervalRun.of(protocol, spread, Condition.DIFFERENT, 3, () -> {});
    assertFalse(java.util.Arrays.equals(equal.tauMs(), other.tauMs()));
  }

  private static void assertSame(IntervalRun a, IntervalRun b) {
    org.junit.jupiter.api.Assertions.assertArrayEquals(a.learning(), b.learning());
    org.junit.jupiter.api.Assertions.assertArrayEquals(a.tauMs(), b.tauMs());
    assertEquals(a.test(), b.test());
    assertEquals(a.noisy(), b.noisy());
    assertEquals(a.pyramidal(), b.pyramidal());
    assertEquals(a.all(), b.all());
  }

  @Test
  void theStreamIsTheSameForAllConditionsAndClassesJoinInPairs() {
    StreamProtocol protocol = new StreamProtocol(2, 40, 0.01, 5, 300, 100, 10, 1, 0.9);
    DigitStream stream = new DigitStream(protocol, 1);
    for (int context = 0; context < StreamProtocol.CONTEXTS; context++) {
      double[] labels =
          stream
              .draw(context, 200, cerulean.tensor.Philox.of(1))
              .labels()
              .to(cerulean.tensor.DType.F64)
              .toDoubleArray();
      boolean[] seen = new boolean[10];
      for (double label : labels) {
        seen[(int) label] = true;
      }
      for (int k = 0; k < 10; k++) {
        assertEquals(k < 2 * (context + 1), seen[k], "class " + k + " in context " + context);
      }
    }
    StreamRun run =
        StreamRun.of(
            protocol, CellPlan.USUAL.withCells(6, 2), stream, Condition.EQUAL_NA, 1, () -> {});
    assertEquals(10, run.accuracy().length);
    for (double level : run.level()) {
      assertTrue(level > 0 && level < 1);
    }
  }
}
