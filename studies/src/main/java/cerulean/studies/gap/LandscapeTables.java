package cerulean.studies.gap;

import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.Measure;
import cerulean.studies.results.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The words and numbers of a [Landscape].
final class LandscapeTables {

  /// The last iteration of the dip: by then accuracy on task 1 has been at its lowest.
  private static final int DIP = 20;

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
        + " numbers here let a reader judge. The largest eigenvalue limits the step that descends,"
        + " the trace says how sharp all directions are together, both in `W` and on the joint loss,"
        + " while the second task joins. Methods learn at different speeds, so that at the same"
        + " iteration they are at different stages.";
  }

  /// Every parameter of the walks, which are the study's own and follow no option but methods and
  /// seeds.
  String methods() {
    Protocol protocol = SynthSplit.protocol();
    return String.format(
        Locale.ROOT,
        "Curvature. Ten Gaussian clouds in 64 dimensions, perceptron 64-100-100-10 with rectifiers and"
            + " without biases, contexts of two clouds more, %d iterations before the switch and %d"
            + " after it, batches of %d, learning rate %s, momentum %s, eta %s; no other option of"
            + " the run applies. The Hessian is that of the mean cross-entropy on %d examples of both"
            + " tasks, drawn once for each seed, with the gain held. Its largest eigenvalue is by the"
            + " method of Lanczos from a random vector, every vector made orthogonal to all before,"
            + " until the residual bounds the distance to an eigenvalue by %.0f %%; the trace by %d"
            + " vectors of random signs (Hutchinson).",
        protocol.iterations(),
        Landscape.AFTER,
        protocol.batch(),
        protocol.lr(),
        Method.MOMENTUM,
        protocol.gain().eta(),
        Landscape.EXAMPLES,
        100 * Landscape.TOLERANCE,
        Landscape.SAMPLES);
  }

  /// Curvature at and after the switch, by method, and the dip of accuracy.
  ReportTable curvature() {
    ReportTable table =
        ReportTable.of(
            "Largest eigenvalue and trace of the Hessian, and the dip, by iterations since the"
                + " switch; mean \u00b1 standard deviation over "
                + landscape.seeds().size()
                + " seeds",
            "method",
            "eigenvalue at 0",
            "mean 2-" + DIP,
            "mean " + (DIP + 2) + "-" + Landscape.AFTER,
            "highest",
            "highest at",
            "trace, mean 2-" + Landscape.AFTER,
            "lowest accuracy (%)",
            "lowest at");
    for (Method method : methods) {
      List<Landscape.Look> sharpest = landscape.highest(method, Landscape.Look::largest);
      List<Landscape.Look> lowest = landscape.highest(method, look -> -look.accuracy());
      table =
          table.row(
              method.title(),
              spread(atSwitch(method), 1),
              spread(inDip(method), 1),
              spread(afterDip(method), 1),
              spread(of(sharpest, Landscape.Look::largest), 1),
              spread(of(sharpest, Landscape.Look::since), 0),
              spread(landscape.mean(method, 1, Landscape.AFTER, Landscape.Look::trace), 0),
              spread(of(lowest, Landscape.Look::accuracy), 1),
              spread(of(lowest, Landscape.Look::since), 0));
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
    ReportTable table =
        ReportTable.of(
            "Difference of the largest eigenvalue from "
                + methods.getFirst().title()
                + ", mean and 95 % interval over "
                + landscape.seeds().size()
                + " pairs",
            "method",
            "iterations",
            "difference",
            "p (t)",
            "p (ranks)");
    List<String> windows = List.of("0", "2-" + DIP, DIP + 2 + "-" + Landscape.AFTER, "highest");
    List<Differences> differences =
        List.of(
            differences(others, this::atSwitch),
            differences(others, this::inDip),
            differences(others, this::afterDip),
            differences(others, this::highest));
    for (int i = 0; i < others.size(); i++) {
      for (int j = 0; j < windows.size(); j++) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(others.get(i).title()));
        row.add(Cell.of(windows.get(j)));
        row.addAll(differences.get(j).cells(i));
        table = table.row(row);
      }
    }
    return table;
  }

  private Differences differences(List<Method> others, Function<Method, double[]> values) {
    return new Differences(
        values.apply(methods.getFirst()), others.stream().map(values).toList(), 1);
  }

  /// The largest eigenvalue at the switch, before the first step on both tasks.
  double[] atSwitch(Method method) {
    return landscape.mean(method, 0, 0, Landscape.Look::largest);
  }

  /// The mean of the largest eigenvalue while accuracy falls and recovers.
  double[] inDip(Method method) {
    return landscape.mean(method, 1, DIP, Landscape.Look::largest);
  }

  /// The mean of the largest eigenvalue from then on.
  double[] afterDip(Method method) {
    return landscape.mean(method, DIP + 1, Landscape.AFTER, Landscape.Look::largest);
  }

  /// The highest of the largest eigenvalues after the switch.
  double[] highest(Method method) {
    return of(landscape.highest(method, Landscape.Look::largest), Landscape.Look::largest);
  }

  private static double[] of(List<Landscape.Look> looks, ToDoubleFunction<Landscape.Look> measure) {
    return looks.stream().mapToDouble(measure).toArray();
  }

  private static String spread(double[] values, int digits) {
    return GapTables.text(Spread.of(Arrays.stream(values).boxed().toList()), digits);
  }

  /// The numbers of the table for each seed.
  List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (Method method : methods) {
      add(measures, "sharpnessAtSwitch", method, atSwitch(method));
      add(measures, "sharpnessInDip", method, inDip(method));
      add(measures, "sharpnessAfterDip", method, afterDip(method));
      add(measures, "sharpnessHighest", method, highest(method));
    }
    return measures;
  }

  private void add(List<Measure> measures, String name, Method method, double[] values) {
    for (int i = 0; i < values.length; i++) {
      measures.add(Measure.of(name, method.key(), landscape.seeds().get(i), values[i]));
    }
  }

  /// A row for each method, seed and look.
  String looks() {
    CsvRows csv =
        new CsvRows(
            "method",
            "seed",
            "since",
            "largest",
            "largestBound",
            "trace",
            "gain",
            "accuracy",
            "loss");
    for (Method method : methods) {
      for (int run = 0; run < landscape.seeds().size(); run++) {
        for (Landscape.Look look : landscape.walks(method).get(run).looks()) {
          csv.row(
              method.key(),
              landscape.seeds().get(run),
              look.since(),
              look.largest(),
              look.bound(),
              look.trace(),
              look.gain(),
              look.accuracy(),
              look.loss());
        }
      }
    }
    return csv.toString();
  }

  /// A row for each method, seed and place on the line.
  String line() {
    CsvRows csv = new CsvRows("method", "seed", "place", "lossOnFirst", "lossOnBoth");
    for (Method method : methods) {
      for (int run = 0; run < landscape.seeds().size(); run++) {
        for (Landscape.Place place : landscape.walks(method).get(run).line()) {
          csv.row(
              method.key(), landscape.seeds().get(run), place.at(), place.first(), place.joint());
        }
      }
    }
    return csv.toString();
  }
}
