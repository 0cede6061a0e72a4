package cerulean.studies.heterogeneity;

import cerulean.studies.statistics.Interval;
import cerulean.studies.statistics.PairedTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// A difference between two conditions with the same weights, batches and trials, seed by seed;
/// `question` says why it is looked at. Which ones are looked at was written down before the runs.
///
/// - `low`, `high`: 95 % interval of the mean difference `a - b` by Student's t
/// - `p`, `pRanks`: of the paired t-test and of Wilcoxon's signed-rank test, two-sided, corrected
///   after Holm over the comparisons of the same quantity
/// - `effect`: Cohen's d of the differences
record Comparison(
    String question,
    String quantity,
    String unit,
    String a,
    String b,
    double mean,
    double low,
    double high,
    double p,
    double pRanks,
    double effect,
    int pairs) {

  private record Pair(String question, Condition a, Condition b) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("do different cells help?", Condition.DIFFERENT, Condition.EQUAL),
          new Pair(
              "and where time constants are learned?",
              Condition.DIFFERENT_LEARNED,
              Condition.EQUAL_LEARNED),
          new Pair(
              "does learning them help equal cells?", Condition.EQUAL_LEARNED, Condition.EQUAL),
          new Pair(
              "does learning them help different cells?",
              Condition.DIFFERENT_LEARNED,
              Condition.DIFFERENT),
          new Pair("does NA help equal cells?", Condition.EQUAL_NA, Condition.EQUAL),
          new Pair("does NA help different cells?", Condition.DIFFERENT_NA, Condition.DIFFERENT),
          new Pair(
              "does it matter that NA is specific?",
              Condition.DIFFERENT_NA,
              Condition.DIFFERENT_NA_ALL),
          new Pair("or is it that some are faster?", Condition.DIFFERENT, Condition.EQUAL_HALF),
          new Pair("or is it that some are slower?", Condition.DIFFERENT, Condition.EQUAL_DOUBLE));

  /// Those whose conditions were run.
  static <T> List<Comparison> of(
      Map<Condition, Sample<T>> samples, String quantity, String unit, ToDoubleFunction<T> number) {
    List<Pair> present =
        PAIRS.stream()
            .filter(pair -> samples.containsKey(pair.a) && samples.containsKey(pair.b))
            .toList();
    double[] p = new double[present.size()];
    double[] ranks = new double[present.size()];
    double[] effects = new double[present.size()];
    List<double[]> differences = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      double[] a = Objects.requireNonNull(samples.get(present.get(i).a)).values(number);
      double[] b = Objects.requireNonNull(samples.get(present.get(i).b)).values(number);
      PairedTest test = PairedTest.t(a, b);
      p[i] = test.p();
      effects[i] = test.effect();
      ranks[i] = PairedTest.wilcoxon(a, b).p();
      differences.add(IntStream.range(0, a.length).mapToDouble(k -> a[k] - b[k]).toArray());
    }
    double[] corrected = PairedTest.holm(p);
    double[] correctedRanks = PairedTest.holm(ranks);
    List<Comparison> all = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      double[] d = differences.get(i);
      Interval interval = Interval.ofMean(d, Sample.LEVEL);
      all.add(
          new Comparison(
              present.get(i).question,
              quantity,
              unit,
              present.get(i).a.title(),
              present.get(i).b.title(),
              IntStream.range(0, d.length).mapToDouble(k -> d[k]).sum() / d.length,
              interval.low(),
              interval.high(),
              corrected[i],
              correctedRanks[i],
              effects[i],
              d.length));
    }
    return all;
  }

  /// Whether the interval holds no 0 and the corrected test rejects at 5 %.
  boolean clear() {
    return p < 1 - Sample.LEVEL && (low > 0 || high < 0);
  }

  /// Mean and limits, as in `+2.1 [0.5, 3.7]`.
  String difference() {
    int digits = unit.isEmpty() ? 3 : 1;
    return Quantity.signed(mean, digits)
        + " ["
        + Quantity.signed(low, digits)
        + ", "
        + Quantity.signed(high, digits)
        + "]";
  }
}
