package cerulean.studies.microcircuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.ProjectFiles;
import cerulean.studies.results.MachineInfo;
import cerulean.studies.results.StudyJson;
import cerulean.studies.results.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The tables of `docs/results/microcircuit.md` are made from the committed results file, and the
/// claims of the study are checked on it. `-Dcerulean.update=true` writes the tables anew.
@Tag("once")
class MicrocircuitPageTest {

  private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/results/microcircuit.md");

  private static final String BEGIN = "<!-- tables: begin -->\n";

  private static final String END = "<!-- tables: end -->";

  /// What the page needs of a results file.
  record Document(
      String command, String created, MachineInfo machine, Versions versions, Details details) {}

  record Details(List<Claim> claims, List<Map<String, String>> bridge, List<Finding> findings) {}

  private static Document read() throws IOException {
    return StudyJson.read(
        "results", PAGE.resolveSibling("microcircuit").resolve("results.json"), Document.class);
  }

  @Test
  void tablesAreThoseOfTheCommittedResults() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String made = page.substring(0, from) + tables(read()) + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("cerulean.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(made, Files.readString(PAGE));
  }

  /// All but the limit on the shift under SOM cells, of which the page says why.
  @Test
  void thePapersStatementsHold() throws IOException {
    for (Claim claim : read().details().claims()) {
      assertEquals(!claim.key().equals("SOM, threshold"), claim.holds(), claim.key());
    }
  }

  private static String tables(Document document) {
    StringBuilder text = new StringBuilder("\n`");
    text.append(document.command()).append("`, ").append(document.created());
    text.append(", commit ").append(document.versions().gitCommit()).append(", Java ");
    text.append(document.versions().java()).append(", ").append(document.machine().cores());
    text.append(" cores, ").append(document.machine().kernels()).append(".\n");
    text.append("\n## The paper's statements\n\n");
    text.append("| | the paper says | tested here by | found, mean and 95 % interval | holds |\n");
    text.append("|---|---|---|---|---|\n");
    for (Claim claim : document.details().claims()) {
      text.append("| ").append(claim.key()).append(" | ").append(claim.paper()).append(" | ");
      text.append(claim.test()).append(" | ").append(claim.result()).append(" | ");
      text.append(claim.holds() ? "yes" : "**no**").append(" |\n");
    }
    text.append("\nRemarks:\n\n");
    for (Claim claim : document.details().claims()) {
      if (!claim.remark().isEmpty()) {
        text.append("- ").append(claim.key()).append(": ").append(claim.remark()).append('\n');
      }
    }
    for (FindingTable table : FindingTable.values()) {
      List<Finding> own = table.of(document.details().findings());
      if (!own.isEmpty()) {
        text.append("\n## ").append(table.caption()).append("\n\n");
        table(text, own);
      }
    }
    text.append("\nDifferences with the same tasks, weights and batches:\n\n");
    text.append("| difference | avg-SG | p | avg-ACC (%) | p |\n|---|---|---|---|---|\n");
    for (Map<String, String> row : document.details().bridge()) {
      text.append("| ").append(String.join(" | ", row.values())).append(" |\n");
    }
    return text.append('\n').toString();
  }

  private static void table(StringBuilder text, List<Finding> own) {
    List<String> names = own.stream().map(Finding::name).distinct().toList();
    text.append("| condition |");
    for (String name : names) {
      Finding first = own.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
      String unit = first.unit().isEmpty() ? "" : " (" + first.unit() + ")";
      text.append(' ').append(name).append(unit).append(" |");
    }
    text.append("\n|---|").append("---|".repeat(names.size())).append('\n');
    for (String condition : own.stream().map(Finding::of).distinct().toList()) {
      text.append("| ").append(condition).append(" |");
      for (String name : names) {
        String cell =
            own.stream()
                .filter(f -> f.of().equals(condition) && f.name().equals(name))
                .map(f -> f.text() + (f.prototype() == null ? "" : " (" + f.prototypeText() + ")"))
                .findFirst()
                .orElse("-");
        text.append(' ').append(cell).append(" |");
      }
      text.append('\n');
    }
  }

  @Test
  void thePageSaysWhatIsReconstruction() throws IOException {
    String page = Files.readString(PAGE);
    assertTrue(page.contains("reconstruction"));
    assertTrue(page.contains("The paper's numbers are not known"));
  }
}
