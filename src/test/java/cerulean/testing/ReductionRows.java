package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/// Reductions over axes.
final class ReductionRows extends Rows {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  ReductionRows() {
    for (int[] axes : new int[][] {{}, {0}, {1}, {-1}, {0, 1}, {0, 2}, {1, 2}, {2, 0, 1}}) {
      boolean keep = axes.length == 1;
      String label = Arrays.toString(axes);
      reduction("sum", label, a -> Arrays.stream(a).sum(), keep, axes, Tensor::sum, Variable::sum);
      reduction(
          "mean",
          label,
          a -> Arrays.stream(a).average().orElse(Double.NaN),
          keep,
          axes,
          Tensor::mean,
          Variable::mean);
      reduction(
          "amax",
          label,
          a -> Arrays.stream(a).max().orElseThrow(),
          keep,
          axes,
          Tensor::amax,
          Variable::amax);
      reduction(
          "amin",
          label,
          a -> Arrays.stream(a).min().orElseThrow(),
          keep,
          axes,
          Tensor::amin,
          Variable::amin);
    }
    row(
        "sumTo",
        "[3, 4] of [2, 3, 4]",
        shapes(s(2, 3, 4)),
        a -> a.get(0).sumTo(Shape.of(3, 4)),
        a -> a.get(0).reduce(v -> Arrays.stream(v).sum(), false, 0),
        a -> a.get(0).sumTo(Shape.of(3, 4)));
    row(
        "sumTo",
        "[2, 1, 4] of [2, 3, 4]",
        shapes(s(2, 3, 4)),
        a -> a.get(0).sumTo(Shape.of(2, 1, 4)),
        a -> a.get(0).reduce(v -> Arrays.stream(v).sum(), true, 1),
        a -> a.get(0).sumTo(Shape.of(2, 1, 4)));
    row(
        "argmax",
        "",
        shapes(s(3, 4)),
        a -> a.get(0).argmax(1).to(a.get(0).dtype()),
        a ->
            a.get(0)
                .reduce(
                    v -> {
                      int best = 0;
                      for (int i = 0; i < v.length; i++) {
                        best = v[i] > v[best] ? i : best;
                      }
                      return best;
                    },
                    false,
                    1),
        null);
    row(
        "argmin",
        "",
        shapes(s(3, 4)),
        a -> a.get(0).argmin(1).to(a.get(0).dtype()),
        a ->
            a.get(0)
                .reduce(
                    v -> {
                      int best = 0;
                      for (int i = 0; i < v.length; i++) {
                        best = v[i] < v[best] ? i : best;
                      }
                      return best;
                    },
                    false,
                    1),
        null);
    for (int[] axes : new int[][] {{}, {0}, {1}, {-1}, {0, 2}, {1, 2}}) {
      moments(axes);
    }
    runs();
    for (int[] axes : new int[][] {{}, {0}, {1}, {-1}, {0, 2}}) {
      counts(axes);
    }
  }

  private void moments(int... axes) {
    boolean keep = axes.length == 1;
    String label = Arrays.toString(axes);
    reduction("prod", label, ReductionRows::prod, keep, axes, Tensor::prod, Variable::prod);
    for (int correction : new int[] {0, 1}) {
      reduction(
          "var",
          label + " correction " + correction,
          a -> variance(a, correction),
          keep,
          axes,
          (a, k, x) -> a.var(correction, k, x),
          (a, k, x) -> a.var(correction, k, x));
      reduction(
          "std",
          label + " correction " + correction,
          a -> Math.sqrt(variance(a, correction)),
          keep,
          axes,
          (a, k, x) -> a.std(correction, k, x),
          (a, k, x) -> a.std(correction, k, x));
    }
    for (double order : new double[] {0, 0.5, 1, 2, 3, -1, -2.5, INFINITY, -INFINITY}) {
      reduction(
          "norm",
          label + " order " + order,
          a -> norm(a, order),
          keep,
          axes,
          (a, k, x) -> a.norm(order, k, x),
          (a, k, x) -> a.norm(order, k, x));
    }
    reduction(
        "logSumExp",
        label,
        a -> Math.log(Arrays.stream(a).map(Math::exp).sum()),
        keep,
        axes,
        Tensor::logSumExp,
        Variable::logSumExp);
    reduction("median", label, ReductionRows::median, keep, axes, Tensor::median, Variable::median);
    reduction(
        "lowerMedian",
        label,
        a -> Arrays.stream(a).sorted().toArray()[(a.length - 1) / 2],
        keep,
        axes,
        Tensor::lowerMedian,
        Variable::lowerMedian);
  }

  private void counts(int... axes) {
    boolean keep = axes.length == 1;
    String label = Arrays.toString(axes);
    // One in four of the inputs becomes 0, then three in four.
    reduction(
        "all",
        label,
        a -> Arrays.stream(a).allMatch(x -> x > 0) ? 1 : 0,
        keep,
        axes,
        (a, k, x) -> a.relu().all(k, x),
        null);
    reduction(
        "any",
        label,
        a -> Arrays.stream(a).anyMatch(x -> x > 2) ? 1 : 0,
        keep,
        axes,
        (a, k, x) -> a.sub(2).relu().any(k, x),
        null);
    reduction(
        "countNonZero",
        label,
        a -> Arrays.stream(a).filter(x -> x > 0).count(),
        keep,
        axes,
        (a, k, x) -> a.relu().countNonZero(k, x),
        null);
  }

  private void runs() {
    for (int axis = 0; axis < 3; axis++) {
      run("cumsum", axis, Tensor::cumsum, Variable::cumsum, (before, x) -> before + x);
      run("cumprod", axis, Tensor::cumprod, Variable::cumprod, (before, x) -> before * x);
      run("cummax", axis, Tensor::cummax, Variable::cummax, Math::max);
      run("cummin", axis, Tensor::cummin, Variable::cummin, Math::min);
      run(
          "logCumSumExp",
          axis,
          Tensor::logCumSumExp,
          Variable::logCumSumExp,
          (before, x) -> Math.log(Math.exp(before) + Math.exp(x)));
      int chosen = axis;
      for (int n = 0; n < 3; n++) {
        int times = n;
        row(
            "diff",
            n + " times, axis " + axis,
            shapes(s(3, 5, 4)),
            a -> a.get(0).diff(times, chosen),
            a -> a.get(0).along(chosen, v -> differences(v, times)),
            a -> a.get(0).diff(times, chosen));
      }
    }
  }

  private interface Scan {
    Tensor apply(Tensor a, int axis);
  }

  private interface VariableScan {
    Variable apply(Variable a, int axis);
  }

  private void run(
      String op, int axis, Scan tensor, VariableScan variable, DoubleBinaryOperator oracle) {
    row(
        op,
        "axis " + axis,
        shapes(s(3, 5, 4)),
        a -> tensor.apply(a.get(0), axis),
        a ->
            a.get(0)
                .along(
                    axis,
                    v -> {
                      double[] out = v.clone();
                      for (int i = 1; i < v.length; i++) {
                        out[i] = oracle.applyAsDouble(out[i - 1], v[i]);
                      }
                      return out;
                    }),
        a -> variable.apply(a.get(0), axis));
  }

  private static double[] differences(double[] v, int times) {
    double[] d = v;
    for (int t = 0; t < times; t++) {
      double[] next = new double[d.length - 1];
      for (int i = 0; i < next.length; i++) {
        next[i] = d[i + 1] - d[i];
      }
      d = next;
    }
    return d;
  }

  private static double prod(double... a) {
    return Arrays.stream(a).reduce(1, (x, y) -> x * y);
  }

  private static double variance(double[] a, int correction) {
    double mean = Arrays.stream(a).average().orElseThrow();
    return Arrays.stream(a).map(x -> (x - mean) * (x - mean)).sum() / (a.length - correction);
  }

  private static double norm(double[] a, double order) {
    if (order == 0) {
      return a.length;
    }
    if (Double.isInfinite(order)) {
      var sizes = Arrays.stream(a).map(Math::abs);
      return (order > 0 ? sizes.max() : sizes.min()).orElseThrow();
    }
    return Math.pow(Arrays.stream(a).map(x -> Math.pow(Math.abs(x), order)).sum(), 1 / order);
  }

  private static double median(double... a) {
    double[] sorted = Arrays.stream(a).sorted().toArray();
    int n = sorted.length;
    return (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
  }
}
