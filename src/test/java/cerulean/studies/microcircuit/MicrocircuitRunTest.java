package cerulean.studies.microcircuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// A whole run with all experiments at a size at which they mean nothing.
@Tag("once")
class MicrocircuitRunTest {

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

  private static MicrocircuitSettings tiny() {
    PlasticityProtocol p = PlasticityProtocol.RECONSTRUCTION;
    PlasticityProtocol shorter =
        new PlasticityProtocol(
            p.aPlus(),
            p.ratio(),
            p.tauMs(),
            p.start(),
            0.51,
            p.noiseSd(),
            6,
            p.prePa(),
            p.postPa(),
            p.pairNs(),
            1000,
            p.ring(),
            p.ringPa(),
            p.ringSd(),
            p.ringJ0(),
            p.ringWidth(),
            100,
            p.excitationMs(),
            p.somNs());
    return new MicrocircuitSettings(
        List.of(1L, 2L),
        true,
        CellProtocol.RECONSTRUCTION.reduced(1, 200),
        RingProtocol.OPEN,
        shorter,
        new PulseProtocol(100, 100, 400, 2, 50, 300, 300),
        MicrocircuitSettings.DENDRITE,
        MicrocircuitSettings.COUPLINGS);
  }

  private StudyResults run(int onThreads) throws IOException {
    Parallel.configure(onThreads);
    MicrocircuitSettings settings = tiny();
    AtomicInteger done = new AtomicInteger();
    MicrocircuitStudy study = MicrocircuitStudy.run(settings, done::incrementAndGet);
    assertEquals(MicrocircuitStudy.tasks(settings), done.get());
    Path target = home.resolve("on" + onThreads);
    try (StudyRun run = StudyRun.start("microcircuit", target, List.of("microcircuit"))) {
      run.settings(settings.asMap());
      MicrocircuitReport report = new MicrocircuitReport(settings, study, run);
      report.write();
      assertTrue(report.table().contains("two timescales"));
      run.finish();
    }
    return StudyResults.read(target.resolve("results.json"));
  }

  @Test
  void theReportHasNoFaultInABrowser() throws Exception {
    Browser browser = Browser.required();
    run(2);
    browser.requireFaultless(home.resolve("on2/report.html"), home.resolve("browser"), 12);
  }

  @Test
  void numbersAreTheSameOnOneToThreeThreadsAndThePageHasEverything() throws IOException {
    StudyResults one = run(1);
    StudyResults three = run(3);
    assertEquals(one.measures(), three.measures());
    assertEquals(one.details(), three.details());
    for (String name : List.of("responses.csv", "pulse.csv", "learning.csv")) {
      assertEquals(
          Files.readString(home.resolve("on1").resolve(name)),
          Files.readString(home.resolve("on3").resolve(name)));
    }
    String page = Files.readString(home.resolve("on1/report.html"));
    assertFalse(page.contains("NaN"));
    assertFalse(page.contains("Infinity"));
    // A figure is drawn wide and narrow, and in a file of its own.
    assertEquals(12, page.split("<div class=\"wide\">", -1).length - 1);
    for (String name :
        List.of(
            "traces",
            "dendrite",
            "coupling",
            "gain-map",
            "som",
            "pv",
            "gains",
            "raster",
            "plasticity",
            "pulse",
            "learning",
            "bridge")) {
      assertTrue(Files.size(home.resolve("on1").resolve(name + ".svg")) > 0, name);
    }
    for (StudyParameter parameter : StudyParameter.of(tiny())) {
      assertTrue(one.configuration().containsKey(parameter.key()), parameter.key());
    }
    assertTrue(page.contains("reconstructed"));
    assertEquals(List.of(1, 2), one.configuration().get("seeds"));
  }
}
