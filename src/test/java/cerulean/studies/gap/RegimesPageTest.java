package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.results.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The tables of `docs/results/regimes.md` are made from the tables that sweeps left, which are
/// committed beside it. `-Dcerulean.update=true` writes them anew.
@Tag("once")
class RegimesPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/results/regimes.md");

  private static final List<String> MEASURES =
      List.of("avgAcc", "minAcc", "avgSg", "acc", "learned", "forgetting");

  /// A run of one method: the value of the grid, method, seed, and what was measured, in the order
  /// of [#MEASURES].
  private record Run(String point, String method, String seed, List<Double> values) {}

  /// The runs in the table of a sweep with one name in its grid.
  private static List<Run> runs(String sweep) throws IOException {
    Path file = PAGE.resolveSibling("stability-gap").resolve(sweep + ".csv");
    List<String> lines = Files.readAllLines(file);
    assertEquals(
        "of,seed," + String.join(",", MEASURES) + ",run",
        lines.getFirst().substring(lines.getFirst().indexOf(',') + 1));
    List<Run> runs = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < MEASURES.size(); i++) {
        values.add(Double.valueOf(fields[3 + i]));
      }
      runs.add(new Run(fields[0], fields[1], fields[2], values));
    }
    assertFalse(runs.isEmpty());
    return runs;
  }

  private static Spread spread(List<Run> runs, String point, Method method, String measure) {
    int at = MEASURES.indexOf(measure);
    return Spread.of(of(runs, point, method).stream().map(run -> run.values().get(at)).toList());
  }

  /// The runs of three seeds.
  private static List<Run> of(List<Run> runs, String point, Method method) {
    List<Run> found =
        runs.stream()
            .filter(run -> run.point().equals(point) && run.method().equals(method.key()))
            .toList();
    assertEquals(3, found.size(), point + " " + method.key());
    return found;
  }

  @Test
  void theTableOfAblationsIsThatOfTheSweep() throws IOException {
    List<Run> runs = runs("ablations");
    StringBuilder text = head("method | ablation");
    for (Method method : List.of(Method.NGM, Method.MSGD, Method.ADAM)) {
      // A run in which another method is ablated has this one as it is.
      String whole = (method == Method.NGM ? Ablation.ORACLE_RESET : Ablation.GAIN_FROZEN).key();
      row(text, method.title() + " | none", runs, whole, method);
      for (Ablation ablation : Ablation.values()) {
        if ((ablation == Ablation.ORACLE_RESET) == method.hasState()) {
          row(text, method.title() + " | " + ablation.key(), runs, ablation.key(), method);
        }
      }
    }
    requireOnPage("ablations", text);
  }

  /// What an ablation does not touch is the same to the last digit, whichever it is.
  @Test
  void ablationsLeaveTheOtherMethodsAlone() throws IOException {
    Map<String, Set<List<Double>>> seen = new LinkedHashMap<>();
    for (Run run : runs("ablations")) {
      boolean ofState = run.point().equals(Ablation.ORACLE_RESET.key());
      if (ofState == run.method().equals(Method.NGM.key())) {
        seen.computeIfAbsent(run.method() + " " + run.seed(), key -> new LinkedHashSet<>())
            .add(run.values());
      }
    }
    assertEquals(9, seen.size(), "three methods with three seeds");
    seen.forEach((run, values) -> assertEquals(1, values.size(), run));
  }

  /// Whether a measure is lower in one run than in the other with the same seed, with every seed.
  private static boolean always(List<Run> lower, List<Run> higher, String measure) {
    assertEquals(lower.stream().map(Run::seed).toList(), higher.stream().map(Run::seed).toList());
    int at = MEASURES.indexOf(measure);
    return IntStream.range(0, lower.size())
        .allMatch(i -> lower.get(i).values().get(at) < higher.get(i).values().get(at));
  }

  private static boolean always(
      List<Run> runs, Method method, String measure, String low, String high) {
    return always(of(runs, low, method), of(runs, high, method), measure);
  }

  @Test
  void whatThePageSaysOfAblationsIsSo() throws IOException {
    List<Run> runs = runs("ablations");
    String frozen = Ablation.GAIN_FROZEN.key();
    String rate = Ablation.ENTROPY_RATE.key();
    String reset = Ablation.ORACLE_RESET.key();
    assertTrue(always(runs, Method.NGM, "avgSg", frozen, reset));
    for (String accuracy : List.of("avgAcc", "minAcc", "acc", "learned")) {
      assertTrue(always(runs, Method.NGM, accuracy, frozen, reset), accuracy);
    }
    assertTrue(always(runs, Method.ADAM, "avgSg", reset, frozen));
    assertTrue(always(runs, Method.MSGD, "avgSg", frozen, reset));
    double whole = spread(runs, reset, Method.NGM, "avgSg").mean();
    double largest = spread(runs, rate, Method.NGM, "avgSg").mean();
    assertTrue(whole < largest);
    assertFalse(always(runs, Method.NGM, "avgSg", reset, rate));
    for (Method other : List.of(Method.MSGD, Method.ADAM)) {
      assertTrue(whole < spread(runs, reset, other, "avgSg").mean() / 2, other.title());
      assertTrue(largest < spread(runs, frozen, other, "avgSg").mean() / 2, other.title());
    }
    assertTrue(always(runs, Method.NGM, "learned", rate, reset));
    for (String measure : List.of("avgSg", "avgAcc", "acc", "learned")) {
      double head = spread(runs, Ablation.HEAD_ONLY.key(), Method.NGM, measure).mean();
      assertTrue(head > spread(runs, frozen, Method.NGM, measure).mean(), measure);
      assertTrue(head < spread(runs, reset, Method.NGM, measure).mean(), measure);
    }
  }

  @Test
  void theTableOfRegimesIsThatOfTheSweeps() throws IOException {
    List<Run> regimes = runs("regimes");
    List<Run> protections = runs("protections");
    StringBuilder text = head("method | tasks | protection");
    for (Method method : List.of(Method.NGM, Method.MSGD)) {
      for (Training training : Training.values()) {
        String key = training.key();
        row(text, method.title() + " | " + key + " | none", regimes, key, method);
      }
      for (Protection protection : Protection.values()) {
        if (protection != Protection.NONE) {
          String key = protection.key();
          row(text, method.title() + " | sequential | " + key, protections, key, method);
        }
      }
    }
    requireOnPage("regimes", text);
  }

  @Test
  void whatThePageSaysOfRegimesIsSo() throws IOException {
    List<Run> runs = runs("regimes");
    for (Training training : List.of(Training.JOINT, Training.REPLAY)) {
      List<Run> ngm = of(runs, training.key(), Method.NGM);
      List<Run> msgd = of(runs, training.key(), Method.MSGD);
      assertEquals(training == Training.REPLAY, always(ngm, msgd, "avgSg"));
      for (String accuracy : List.of("avgAcc", "acc", "learned")) {
        assertTrue(always(msgd, ngm, accuracy), training + " " + accuracy);
      }
    }
    assertTrue(
        always(
            of(runs, Training.REPLAY.key(), Method.MSGD),
            of(runs, Training.REPLAY.key(), Method.NGM),
            "minAcc"));
    for (Method method : List.of(Method.NGM, Method.MSGD)) {
      List<Run> sequential = of(runs, Training.SEQUENTIAL.key(), method);
      assertTrue(always(sequential, of(runs, Training.REPLAY.key(), method), "acc"));
      for (Run run : sequential) {
        assertEquals(54, run.values().get(MEASURES.indexOf("forgetting")), 8);
      }
    }
    // Ten classes: as good as no answer.
    assertEquals(1, broken(of(runs, Training.SEQUENTIAL.key(), Method.NGM)));
  }

  @Test
  void whatThePageSaysOfProtectionsIsSo() throws IOException {
    List<Run> regimes = runs("regimes");
    List<Run> runs = runs("protections");
    assertEquals(3, broken(of(runs, Protection.EWC.key(), Method.NGM)));
    assertEquals(3, broken(of(runs, Protection.LWF.key(), Method.NGM)));
    assertEquals(1, broken(of(runs, Protection.AGEM.key(), Method.NGM)));
    assertEquals(0, broken(of(runs, Protection.SI.key(), Method.NGM)));
    for (Protection protection : Protection.values()) {
      if (protection != Protection.NONE) {
        for (Method method : List.of(Method.NGM, Method.MSGD)) {
          List<Run> protectedRuns = of(runs, protection.key(), method);
          List<Run> replay = of(regimes, Training.REPLAY.key(), method);
          assertTrue(always(protectedRuns, replay, "acc"), protection + " " + method);
        }
      }
    }
    List<Run> unprotected = of(regimes, Training.SEQUENTIAL.key(), Method.MSGD);
    List<Run> lwf = of(runs, Protection.LWF.key(), Method.MSGD);
    for (Protection other : List.of(Protection.EWC, Protection.AGEM)) {
      List<Run> kept = of(runs, other.key(), Method.MSGD);
      assertTrue(always(unprotected, kept, "avgAcc"), other.key());
      assertTrue(ofTaskOne(kept) < ofTaskOne(lwf), other.key());
      assertTrue(always(lwf, kept, "learned"), other.key());
    }
    assertEquals(
        ofTaskOne(unprotected), ofTaskOne(of(runs, Protection.SI.key(), Method.MSGD)), 0.1);
  }

  private static double ofTaskOne(List<Run> runs) {
    return runs.stream().mapToDouble(run -> run.values().getFirst()).average().orElseThrow();
  }

  /// How many of the runs end with no more than one answer for all images gets right.
  private static long broken(List<Run> runs) {
    return runs.stream().filter(run -> run.values().get(MEASURES.indexOf("acc")) < 11).count();
  }

  private static StringBuilder head(String names) {
    return new StringBuilder("\n| ")
        .append(names)
        .append(" | avg-ACC | min-ACC | avg-SG | ACC of all | when learned | forgetting |\n|")
        .append("---|".repeat(names.split("\\|", -1).length + MEASURES.size()))
        .append('\n');
  }

  private static void row(
      StringBuilder text, String name, List<Run> runs, String point, Method method) {
    text.append("| ").append(name);
    for (String measure : MEASURES) {
      Spread spread = spread(runs, point, method, measure);
      String form = " | %." + (measure.equals("avgSg") ? 3 : 1) + "f";
      text.append(String.format(Locale.ROOT, form, spread.mean())).append(" \u00b1");
      text.append(String.format(Locale.ROOT, form.substring(2), spread.sd()));
    }
    text.append(" |\n");
  }

  private static void requireOnPage(String name, StringBuilder table) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + name + ": begin -->\n";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- " + name + ": end -->");
    String made = page.substring(0, from) + table + '\n' + page.substring(to);
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }
}
