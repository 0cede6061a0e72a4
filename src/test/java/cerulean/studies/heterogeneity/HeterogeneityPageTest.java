package cerulean.studies.heterogeneity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.Measure;
import cerulean.studies.results.StudyJson;
import cerulean.studies.results.Versions;
import cerulean.studies.run.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The tables of `docs/results/heterogeneity.md` are made from the committed results file.
/// `-Dcerulean.update=true` writes the tables anew.
@Tag("once")
class HeterogeneityPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/results/heterogeneity.md");

  private static final String BEGIN = "<!-- tables: begin -->\n";

  private static final String END = "<!-- tables: end -->";

  /// What the page needs of a results file.
  record Document(
      String command,
      String created,
      Map<String, Object> configuration,
      MachineInfo machine,
      Versions versions,
      List<Measure> measures,
      Details details) {}

  record Details(
      String summary,
      List<Quantity.Outcome> intervalOutcomes,
      List<Comparison> intervalComparisons,
      List<Quantity.Outcome> streamOutcomes,
      List<Comparison> streamComparisons) {}

  private static Document read(String name) throws IOException {
    return StudyJson.read(
        "results", PAGE.resolveSibling("heterogeneity").resolve(name), Document.class);
  }

  @Test
  void tablesAreThoseOfTheCommittedResults() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String made =
        page.substring(0, from)
            + tables(read("results.json"), read("time-constants.json"))
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }

  /// The command's settings now are those of the committed run, so that it can be made again.
  @Test
  void theCommittedRunIsThatOfTheCommandWithoutOptions() throws IOException {
    Document document = read("results.json");
    assertEquals("./cerulean heterogeneity", document.command());
    HeterogeneitySettings usual =
        new HeterogeneitySettings(
            HeterogeneitySettings.Tasks.BOTH,
            Condition.USUAL,
            List.of(42L, 43L, 44L, 45L, 46L),
            CellPlan.USUAL,
            IntervalProtocol.USUAL,
            StreamProtocol.USUAL);
    assertEquals(usual.asMap().toString(), document.configuration().toString());
  }

  /// Both files have equal and different cells with the same seeds: the same numbers, made twice.
  @Test
  void theControlHasTheSameNumbersWhereItHasTheSameConditions() throws IOException {
    List<Quantity.Outcome> all = read("results.json").details().intervalOutcomes();
    List<Quantity.Outcome> again =
        read("time-constants.json").details().intervalOutcomes().stream()
            .filter(one -> one.condition().equals("equal") || one.condition().equals("different"))
            .toList();
    assertEquals(2 * Quantity.OF_INTERVALS.size(), again.size());
    assertTrue(all.containsAll(again));
  }

  @Test
  void thePageSaysThatThePapersBodyWasNotRead() throws IOException {
    String page = Files.readString(PAGE);
    assertTrue(page.contains("could not be read"));
    assertTrue(page.contains("no number of the paper"));
  }

  private static String tables(Document document, Document control) {
    StringBuilder text = new StringBuilder();
    origin(text, document);
    text.append(document.details().summary()).append("\n\n## Noradrenaline on one cell\n\n");
    text.append(
        "| NA | slope, 3 to 6 nA (Hz/nA) | last interval / first at 6 nA |\n|---|---|---|\n");
    for (double level : TutorialCell.LEVELS) {
      text.append("| ").append(level).append(" | ");
      text.append(Quantity.number(measure(document, "slope", "NA " + level), 1)).append(" | ");
      text.append(Quantity.number(measure(document, "lengthening", "NA " + level), 2));
      text.append(" |\n");
    }
    text.append("\n## Intervals\n\n");
    outcomes(text, Quantity.OF_INTERVALS, document.details().intervalOutcomes());
    comparisons(text, document.details().intervalComparisons());
    text.append("\n## Stream\n\n");
    outcomes(text, Quantity.OF_STREAM, document.details().streamOutcomes());
    comparisons(text, document.details().streamComparisons());
    text.append("\n## Control: equal cells with other time constants, on intervals\n");
    origin(text, control);
    outcomes(text, Quantity.OF_INTERVALS, control.details().intervalOutcomes());
    comparisons(text, control.details().intervalComparisons());
    return text.append('\n').toString();
  }

  private static void origin(StringBuilder text, Document document) {
    text.append("\n`").append(document.command()).append("`, ").append(document.created());
    String commit = document.versions().gitCommit();
    text.append(commit == null ? "" : ", commit " + commit).append(", Java ");
    text.append(document.versions().java()).append(", ").append(document.machine().cores());
    text.append(" cores, ").append(document.machine().kernels()).append(".\n\n");
  }

  private static double measure(Document document, String name, String of) {
    return document.measures().stream()
        .filter(one -> one.name().equals(name) && one.of().equals(of))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static <T> void outcomes(
      StringBuilder text, List<Quantity<T>> quantities, List<Quantity.Outcome> outcomes) {
    text.append("Mean over seeds [95 % interval].\n\n| condition |");
    quantities.forEach(quantity -> text.append(' ').append(quantity.label()).append(" |"));
    text.append("\n|---|").append("---|".repeat(quantities.size())).append('\n');
    for (String key : outcomes.stream().map(Quantity.Outcome::condition).distinct().toList()) {
      text.append("| ").append(Choice.of("conditions", Condition.class, key).title()).append(" |");
      for (Quantity<T> quantity : quantities) {
        Quantity.Outcome one =
            outcomes.stream()
                .filter(o -> o.condition().equals(key) && o.quantity().equals(quantity.key()))
                .findFirst()
                .orElseThrow();
        text.append(' ').append(Quantity.number(one.mean(), quantity.digits())).append(" [");
        text.append(Quantity.number(one.low(), quantity.digits())).append(", ");
        text.append(Quantity.number(one.high(), quantity.digits())).append("] |");
      }
      text.append('\n');
    }
  }

  private static void comparisons(StringBuilder text, List<Comparison> all) {
    text.append("\nDifferences of the same seeds, mean [95 % interval]; p-values after Holm.\n\n");
    text.append("| quantity | question | conditions | difference | p (t) | p (ranks) |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Comparison one : all) {
      String difference = one.clear() ? "**" + one.difference() + "**" : one.difference();
      text.append("| ").append(one.quantity()).append(" | ").append(one.question());
      text.append(" | ").append(one.a()).append(" \u2212 ").append(one.b()).append(" | ");
      text.append(difference).append(" | ").append(Quantity.p(one.p())).append(" | ");
      text.append(Quantity.p(one.pRanks())).append(" |\n");
    }
  }
}
