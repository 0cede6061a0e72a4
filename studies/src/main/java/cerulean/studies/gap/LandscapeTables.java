package cerulean.studies.gap;

import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The words and numbers of a [Landscape].
final class LandscapeTables {

  private final Landscape landscape;
  private final List<Method> methods;

  LandscapeTables(Landscape landscape) {
    this.landscape = landscape;
    this.methods = List.copyOf(landscape.walks().keySet());
  }

  /// What is asked.
  String text() {
    return "The paper explains the smaller gap by flatter curvature: where weights act as `W = g w`,"
        + " eigenvalues of the Hessian in `W` are those in `w` over the square of the gain. The"
        + " identity is exact and tested; whether curvature is the cause is another matter, which the"
        + " numbers here let a reader judge: the largest eigenvalue limits the step that descends,"
        + " the trace says how sharp all directions are together, both in `W` and on the joint loss,"
        + " while the second task joins.";
  }

  /// Curvature after the switch, by method.
  ReportTable curvature() {
    ReportTable table =
        ReportTable.of(
            "Curvature in the 60 iterations after the switch, mean \u00b1 standard deviation over "
                + landscape.seeds().size()
                + " seeds",
            "method",
            "largest eigenvalue, highest",
            "largest eigenvalue, mean",
            "trace, mean");
    for (Method method : methods) {
      table =
          table.row(
              method.title(),
              spread(landscape.highestAfter(method, Landscape.Walk::largest)),
              spread(landscape.meanAfter(method, Landscape.Walk::largest)),
              spread(landscape.meanAfter(method, Landscape.Walk::trace)));
    }
    return table;
  }

  /// Whether there are pairs to compare.
  boolean hasPairs() {
    return methods.size() > 1 && landscape.seeds().size() > 1;
  }

  /// Differences of every method from the first, seed by seed.
  ReportTable pairs() {
    List<Method> others = methods.subList(1, methods.size());
    Differences highest =
        new Differences(
            landscape.highestAfter(methods.getFirst(), Landscape.Walk::largest),
            others.stream()
                .map(method -> landscape.highestAfter(method, Landscape.Walk::largest))
                .toList(),
            1);
    Differences mean =
        new Differences(
            landscape.meanAfter(methods.getFirst(), Landscape.Walk::largest),
            others.stream()
                .map(method -> landscape.meanAfter(method, Landscape.Walk::largest))
                .toList(),
            1);
    ReportTable table =
        ReportTable.of(
            "Difference of curvature from "
                + methods.getFirst().title()
                + ", mean and 95 % interval over "
                + landscape.seeds().size()
                + " pairs",
            "method",
            "highest",
            "p (t)",
            "p (ranks)",
            "mean",
            "p (t)",
            "p (ranks)");
    for (int i = 0; i < others.size(); i++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(others.get(i).title())));
      row.addAll(highest.cells(i));
      row.addAll(mean.cells(i));
      table = table.row(row);
    }
    return table;
  }

  /// A row for each method, seed and look.
  String csv() {
    CsvRows csv =
        new CsvRows("method", "seed", "since", "largest", "largestBound", "trace", "gain");
    for (Method method : methods) {
      for (int run = 0; run < landscape.seeds().size(); run++) {
        Landscape.Walk walk = landscape.walks(method).get(run);
        for (int i = 0; i < landscape.since().size(); i++) {
          csv.row(
              method.key(),
              landscape.seeds().get(run),
              landscape.since().get(i),
              walk.largest().get(i),
              walk.bound().get(i),
              walk.trace().get(i),
              walk.gain().get(i));
        }
      }
    }
    return csv.toString();
  }

  private static String spread(double[] values) {
    return GapTables.text(Spread.of(Arrays.stream(values).boxed().toList()), 1);
  }
}
