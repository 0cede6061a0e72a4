package cerulean.studies.gap;

import cerulean.studies.report.Cell;
import cerulean.studies.statistics.Interval;
import cerulean.studies.statistics.PairedTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One metric of several methods against another method's, in pairs of seeds.
final class Differences {

  /// What the cells are.
  static final String TEXT =
      "intervals are by Student's t, p-values of paired t-tests and of exact Wilcoxon"
          + " signed-rank tests, two-sided, corrected for the number of methods after Holm. With five"
          + " seeds the rank test cannot give less than 0.0625.";

  private static final double LEVEL = 0.95;

  private final List<double[]> differences = new ArrayList<>();
  private final double[] byT;
  private final double[] byRanks;
  private final int digits;

  /// - `reference`: the metric by seed
  /// - `others`: that of each other method, by seed
  Differences(double[] reference, List<double[]> others, int digits) {
    this.digits = digits;
    double[] t = new double[others.size()];
    double[] ranks = new double[others.size()];
    for (int i = 0; i < others.size(); i++) {
      double[] own = others.get(i);
      differences.add(
          IntStream.range(0, own.length).mapToDouble(j -> own[j] - reference[j]).toArray());
      t[i] = PairedTest.t(own, reference).p();
      ranks[i] = PairedTest.wilcoxon(own, reference).p();
    }
    byT = PairedTest.holm(t);
    byRanks = PairedTest.holm(ranks);
  }

  /// Of other method `i`: mean and interval of the difference, and the two probabilities.
  List<Cell> cells(int i) {
    Interval interval = Interval.ofMean(differences.get(i), LEVEL);
    double mean = (interval.low() + interval.high()) / 2;
    return List.of(
        Cell.of(
            number(mean) + " [" + number(interval.low()) + ", " + number(interval.high()) + "]"),
        Cell.of(probability(byT[i])),
        Cell.of(probability(byRanks[i])));
  }

  private String number(double value) {
    return String.format(Locale.ROOT, "%+." + digits + "f", value);
  }

  private static String probability(double p) {
    if (Double.isNaN(p)) {
      return "-";
    }
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
