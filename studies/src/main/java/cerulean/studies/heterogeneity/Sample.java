package cerulean.studies.heterogeneity;

import cerulean.studies.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The runs of one condition, in the order of the seeds.
record Sample<T>(Condition condition, List<T> runs) {

  static final double LEVEL = 0.95;

  /// A curve: the mean over runs and its 95 % limits.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
  record Band(double[] mean, double[] low, double[] high) {}

  double[] values(ToDoubleFunction<T> number) {
    return runs.stream().mapToDouble(number).toArray();
  }

  double mean(ToDoubleFunction<T> number) {
    return Arrays.stream(values(number)).sum() / runs.size();
  }

  Interval interval(ToDoubleFunction<T> number) {
    return Interval.ofMean(values(number), LEVEL);
  }

  /// Half the width of the interval; NaN for one run.
  double half(ToDoubleFunction<T> number) {
    Interval interval = interval(number);
    return (interval.high() - interval.low()) / 2;
  }

  /// Mean and limits of a curve, cut to `least` and `most`; for one run the limits are the curve.
  Band band(Function<T, double[]> curve, double least, double most) {
    List<double[]> curves = runs.stream().map(curve).toList();
    int n = curves.getFirst().length;
    Band band = new Band(new double[n], new double[n], new double[n]);
    for (int i = 0; i < n; i++) {
      int at = i;
      double[] column = curves.stream().mapToDouble(one -> one[at]).toArray();
      double mean = Arrays.stream(column).sum() / column.length;
      Interval limits = Interval.ofMean(column, LEVEL);
      boolean one = Double.isNaN(limits.low());
      band.mean[i] = mean;
      band.low[i] = one ? mean : Math.max(least, limits.low());
      band.high[i] = one ? mean : Math.min(most, limits.high());
    }
    return band;
  }
}
