package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Reductions over axes.
final class ReductionRows extends Rows {

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
  }
}
