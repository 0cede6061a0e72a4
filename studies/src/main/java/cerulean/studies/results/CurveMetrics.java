package cerulean.studies.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is read off a curve of task-1 accuracy.
///
/// With `f_k` the accuracy at the end of context `k` of `K` and `m_k` the lowest inside it:
///
/// - `avgAcc`: mean of all `f_k`, percent
/// - `minAcc`: mean of `m_2 .. m_K`, percent
/// - `wcAcc`: `f_K / K + (1 - 1/K) minAcc`, percent
/// - `minAccFromFirst`, `wcAccFromFirst`: the same with `m_1 .. m_(K-1)`, which count the untrained
///   start of the first task: the definition of the paper's first version
/// - `sgPerSwitch`: stability gap `SG_k = (f_(k-1) - m_k) / f_(k-1)` for `k = 2 .. K`
/// - `avgSg`: mean of `sgPerSwitch`
///
/// A single context has no switch: its means over switches are NaN.
public record CurveMetrics(
    double avgAcc,
    double minAcc,
    double wcAcc,
    double minAccFromFirst,
    double wcAccFromFirst,
    double avgSg,
    List<Double> sgPerSwitch) {

  /// Keeps an unmodifiable copy of the gaps.
  public CurveMetrics {
    sgPerSwitch = List.copyOf(sgPerSwitch);
  }

  /// Reads the metrics off a curve.
  ///
  /// - `context`: the context of each evaluation, ascending from 1
  /// - `accuracy`: percent
  public static CurveMetrics of(int[] context, double[] accuracy) {
    int contexts = context[context.length - 1];
    double[] last = new double[contexts];
    double[] lowest = new double[contexts];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < context.length; i++) {
      int k = context[i] - 1;
      last[k] = accuracy[i];
      lowest[k] = Math.min(lowest[k], accuracy[i]);
    }
    List<Double> gaps = new ArrayList<>();
    for (int k = 1; k < contexts; k++) {
      gaps.add((last[k - 1] - lowest[k]) / last[k - 1]);
    }
    double min = mean(lowest, 1, contexts);
    double minFromFirst = mean(lowest, 0, contexts - 1);
    return new CurveMetrics(
        mean(last, 0, contexts),
        min,
        worstCase(last, min),
        minFromFirst,
        worstCase(last, minFromFirst),
        gaps.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
        gaps);
  }

  private static double worstCase(double[] last, double min) {
    int contexts = last.length;
    return last[contexts - 1] / contexts + (1 - 1.0 / contexts) * min;
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return to > from ? sum / (to - from) : Double.NaN;
  }
}
