package cerulean.studies.gap;

import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.AllTasks;
import cerulean.studies.results.MethodResults;
import cerulean.studies.results.ResultsDocument;
import cerulean.studies.results.SeedMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// The tables that compare methods: all tasks at the end, and differences in pairs of seeds.
final class GapComparisons {

  private final GapSettings settings;
  private final ResultsDocument document;

  GapComparisons(GapSettings settings, ResultsDocument document) {
    this.settings = settings;
    this.document = document;
  }

  /// Accuracy on every task, and how much of it was lost.
  ReportTable allTasks() {
    ReportTable table =
        ReportTable.of(
            "All tasks after the last context, mean \u00b1 standard deviation over seeds",
            "method",
            "ACC (%)",
            "when learned (%)",
            "forgetting (%)",
            "from the best (%)");
    for (Method method : settings.methods()) {
      AllTasks tasks = results(method).allTasks();
      if (tasks != null) {
        table =
            table.row(
                method.title(),
                GapTables.text(tasks.acc(), 2),
                GapTables.text(tasks.learned(), 2),
                GapTables.text(tasks.forgetting(), 2),
                GapTables.text(tasks.forgettingFromBest(), 2));
      }
    }
    return table;
  }

  /// Whether there are pairs to compare: two methods, two seeds and a switch.
  boolean hasPairs() {
    return settings.methods().size() > 1
        && settings.seeds().size() > 1
        && settings.benchmark().contexts() > 1;
  }

  /// Differences of every method from the first, seed by seed.
  ReportTable pairs() {
    Method first = settings.methods().getFirst();
    ReportTable table =
        ReportTable.of(
            "Difference from "
                + first.title()
                + " with the same weights and batches, mean and 95 % interval over "
                + settings.seeds().size()
                + " pairs",
            "method",
            "avg-ACC (%)",
            "p (t)",
            "p (ranks)",
            "avg-SG",
            "p (t)",
            "p (ranks)");
    List<Method> others = settings.methods().stream().skip(1).toList();
    Differences accuracy = differences(first, others, SeedMetrics::avgAcc, 2);
    Differences gap = differences(first, others, SeedMetrics::avgSg, 3);
    for (int i = 0; i < others.size(); i++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(others.get(i).title())));
      row.addAll(accuracy.cells(i));
      row.addAll(gap.cells(i));
      table = table.row(row);
    }
    return table;
  }

  private double[] values(Method method, ToDoubleFunction<SeedMetrics> metric) {
    return results(method).perSeed().stream().mapToDouble(metric).toArray();
  }

  private Differences differences(
      Method first, List<Method> others, ToDoubleFunction<SeedMetrics> metric, int digits) {
    return new Differences(
        values(first, metric),
        others.stream().map(method -> values(method, metric)).toList(),
        digits);
  }

  /// What the tables mean.
  String text() {
    return "After each context every task is tested. ACC is the mean accuracy on all tasks after the"
        + " last; forgetting the mean fall from when a task was learned, or from its best before the"
        + " last context, to the end (all tasks but the last). Differences are of runs with the same"
        + " seed, which start from the same weights and, where the data are the same, see the same"
        + " batches; "
        + Differences.TEXT;
  }

  private MethodResults results(Method method) {
    return Objects.requireNonNull(document.methods().get(method.key()));
  }
}
