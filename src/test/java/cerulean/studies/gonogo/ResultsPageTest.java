package cerulean.studies.gonogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.results.Measure;
import cerulean.studies.results.StudyResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The tables of `docs/results/go-nogo.md` are made from the committed results file.
/// `-Dcerulean.update=true` writes the tables anew.
@Tag("once")
class ResultsPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/results/go-nogo.md");

  private static final String BEGIN = "<!-- tables: begin -->\n";

  private static final String END = "<!-- tables: end -->";

  @Test
  void tablesAreThoseOfTheCommittedResults() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String made = page.substring(0, from) + tables() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }

  @Test
  void theSpikingLevelLearnsOnlyWithBothChanges() throws IOException {
    StudyResults results = read();
    assertTrue(value(results, "spiking da", "meanBefore") > 0.85);
    // Half of the answers are right by chance.
    assertTrue(value(results, "spiking to-the-letter", "meanBefore") < 0.6);
    assertTrue(value(results, "spiking only-window", "meanBefore") < 0.6);
    assertTrue(value(results, "spiking only-efference", "meanBeforeHigh") < 0.5);
    assertTrue(value(results, "spiking only-efference", "eligibility") < 0);
    assertTrue(value(results, "spiking da", "eligibility") > 0);
  }

  /// The page says so: the transient of entropy is there without noradrenaline, too.
  @Test
  void entropyOfTheSpikingLevelRisesWithoutNoradrenalineToo() throws IOException {
    StudyResults results = read();
    for (SpikingCondition condition : List.of(SpikingCondition.DA, SpikingCondition.DA_NA)) {
      String of = GoNoGoMeasures.SPIKING + condition.key();
      assertTrue(value(results, of, "entropyShiftLow") > value(results, of, "entropyBeforeHigh"));
    }
    assertEquals(
        value(results, "spiking da", "entropyShift"),
        value(results, "spiking da-na", "entropyShift"),
        0.1);
  }

  private static StudyResults read() throws IOException {
    return StudyResults.read(PAGE.resolveSibling("go-nogo").resolve("results.json"));
  }

  private static Measure measure(StudyResults results, String of, String name) {
    return results.measures().stream()
        .filter(m -> m.of().equals(of) && m.name().equals(name) && m.seed() == null)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " of " + of));
  }

  private static double value(StudyResults results, String of, String name) {
    return measure(results, of, name).value();
  }

  private static String tables() throws IOException {
    StudyResults results = read();
    StringBuilder text = new StringBuilder();
    text.append("\n`").append(results.command()).append("`, ").append(results.created());
    text.append(", commit ").append(results.versions().gitCommit()).append(", Java ");
    text.append(results.versions().java()).append(", ").append(results.machine().cores());
    text.append(" cores, ").append(results.machine().kernels()).append(".\n");
    text.append("\n### Rate level, ");
    text.append(number(value(results, "da", "runs"), 0)).append(" runs\n\n");
    text.append("| condition | from | correct before | at the end | solved [95 %]");
    text.append(" | trials to 90 % |\n|---|---|---|---|---|---|\n");
    for (Condition condition : Condition.values()) {
      String key = condition.key();
      text.append("| ").append(condition.title()).append(" | ").append(condition.origin().word());
      text.append(beside(results, key, "meanBefore", 3));
      text.append(beside(results, key, "meanLast", 3));
      text.append(beside(results, key, "solved", 2)).append(range(results, key, "solved"));
      text.append(beside(results, key, "medianTrials", 0)).append(" |\n");
    }
    text.append("\n| condition | correct 0-50 | 50-100 | 100-200 trials after");
    text.append(
        " | entropy before (bit) | at the shift | at the end |\n|---|---|---|---|---|---|---|\n");
    for (Condition condition : Condition.values()) {
      text.append("| ").append(condition.title());
      for (String name :
          new String[] {"to50", "to100", "to200", "entropyBefore", "entropyShift", "entropyLast"}) {
        text.append(beside(results, condition.key(), name, 2));
      }
      text.append(" |\n");
    }
    text.append("\n### Spiking level, ");
    text.append(number(value(results, "spiking da", "runs"), 0)).append(" seeds\n\n");
    text.append("| condition | correct before [95 %] | 0-50 | 50-100 | 100-200 trials after");
    text.append(
        " | at the end [95 %] | solved | eligibility (mV) |\n|---|---|---|---|---|---|---|---|\n");
    for (SpikingCondition condition : SpikingCondition.values()) {
      String of = GoNoGoMeasures.SPIKING + condition.key();
      text.append("| ").append(condition.title());
      text.append(beside(results, of, "meanBefore", 2)).append(range(results, of, "meanBefore"));
      for (String name : new String[] {"to50", "to100", "to200"}) {
        text.append(beside(results, of, name, 2));
      }
      text.append(beside(results, of, "meanLast", 2)).append(range(results, of, "meanLast"));
      double runs = value(results, of, "runs");
      text.append(" | ").append(Math.round(value(results, of, "solved") * runs));
      text.append(" of ").append(number(runs, 0));
      text.append(beside(results, of, "eligibility", 2)).append(" |\n");
    }
    text.append("\n| condition | entropy before (bit) [95 %] | at the shift [95 %]");
    text.append(" | at the end [95 %] |\n|---|---|---|---|\n");
    for (SpikingCondition condition : SpikingCondition.values()) {
      String of = GoNoGoMeasures.SPIKING + condition.key();
      text.append("| ").append(condition.title());
      for (String name : new String[] {"entropyBefore", "entropyShift", "entropyLast"}) {
        text.append(beside(results, of, name, 2)).append(range(results, of, name));
      }
      text.append(" |\n");
    }
    return text.append('\n').toString();
  }

  private static String beside(StudyResults results, String of, String name, int digits) {
    Measure measure = measure(results, of, name);
    String reference =
        Double.isNaN(measure.reference()) ? "" : " (" + number(measure.reference(), digits) + ")";
    return " | " + number(measure.value(), digits) + reference;
  }

  private static String range(StudyResults results, String of, String name) {
    return " ["
        + number(value(results, of, name + "Low"), 2)
        + ", "
        + number(value(results, of, name + "High"), 2)
        + "]";
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
