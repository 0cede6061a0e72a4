package cerulean.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the page says of one suite.
///
/// @param title the suite's name
/// @param source where it comes from
/// @param run what of it is run, and how
/// @param results what became of its cases
/// @param table a table in Markdown
record SuiteSection(
    String title, String source, String run, List<SuiteResult> results, String table) {

  SuiteSection {
    results = List.copyOf(results);
  }

  /// A section with a table of operations: cases, those that pass, and why others do not.
  static SuiteSection byOp(String title, String source, String run, List<SuiteResult> results) {
    return new SuiteSection(title, source, run, results, tableByOp(results));
  }

  /// The number of cases with an outcome.
  long count(Outcome outcome) {
    return count(results, outcome);
  }

  private static long count(List<SuiteResult> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static String tableByOp(List<SuiteResult> results) {
    Map<String, List<SuiteResult>> ops = new TreeMap<>();
    for (SuiteResult result : results) {
      ops.computeIfAbsent(result.op(), op -> new ArrayList<>()).add(result);
    }
    StringBuilder table = new StringBuilder();
    table.append("| operation | cases | pass | not applicable | fail | why |\n");
    table.append("|---|---:|---:|---:|---:|---|\n");
    ops.forEach((op, cases) -> {
      Set<String> reasons = new TreeSet<>();
      cases.forEach(result -> reasons.add(result.reason()));
      reasons.remove("");
      table.append("| ").append(op).append(" | ").append(cases.size());
      for (Outcome outcome : Outcome.values()) {
        long count = count(cases, outcome);
        table.append(" | ").append(count == 0 ? "" : count);
      }
      table.append(" | ").append(String.join("; ", reasons)).append(" |\n");
    });
    return table.toString();
  }

  /// The section in Markdown.
  String markdown() {
    return "## "
        + title
        + "\n\nSource: "
        + source
        + "\n\nRun: "
        + run
        + "\n\n**"
        + count(Outcome.PASS)
        + " of "
        + results.size()
        + " pass**, "
        + count(Outcome.NOT_APPLICABLE)
        + " are not applicable, "
        + count(Outcome.FAIL)
        + " fail.\n\n"
        + table;
  }
}
