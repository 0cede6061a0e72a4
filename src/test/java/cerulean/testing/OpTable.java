package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// Every operation, a row or more each. A method of `Tensor` that returns a tensor and has no row
/// here fails the build, and so does a row with a gradient that `Variable` does not have.
public final class OpTable {

  private static final double ULP = 0x1p-23;

  private static final Tensor INDEX = Tensor.of(new long[] {2, 0, 2, -1}, 4);

  private static final Tensor TARGETS = Tensor.of(new long[] {3, 0, 2, 2, 1}, 5);

  private static final List<OpRow> ROWS = new ArrayList<>();

  static {
    unary("neg", -3, 3, 0, x -> -x, Tensor::neg, Variable::neg);
    unary("abs", 0.1, 3, 0, Math::abs, Tensor::abs, Variable::abs);
    unary("abs", -3, -0.1, 0, Math::abs, Tensor::abs, Variable::abs);
    unary("sign", -3, 3, 0, Math::signum, Tensor::sign, null);
    unary("sqrt", 0.5, 9, 1, Math::sqrt, Tensor::sqrt, Variable::sqrt);
    unary("exp", -3, 3, 2, Math::exp, Tensor::exp, Variable::exp);
    unary("log", 0.5, 9, 2, Math::log, Tensor::log, Variable::log);
    unary("tanh", -3, 3, 4, Math::tanh, Tensor::tanh, Variable::tanh);
    unary("sigmoid", -5, 5, 4, x -> 1 / (1 + Math.exp(-x)), Tensor::sigmoid, Variable::sigmoid);
    unary("relu", 0.1, 3, 0, x -> Math.max(x, 0), Tensor::relu, Variable::relu);
    unary("relu", -3, -0.1, 0, x -> Math.max(x, 0), Tensor::relu, Variable::relu);
    unary("add", -3, 3, 1, x -> x + 1.5, a -> a.add(1.5f), a -> a.add(1.5f));
    unary("mul", -3, 3, 1, x -> x * 1.5, a -> a.mul(1.5f), a -> a.mul(1.5f));
    unary("div", -3, 3, 1, x -> x / 1.5, a -> a.div(1.5f), a -> a.div(1.5f));

    binary("add", (x, y) -> x + y, Tensor::add, Variable::add, 1);
    binary("sub", (x, y) -> x - y, Tensor::sub, Variable::sub, 1);
    binary("mul", (x, y) -> x * y, Tensor::mul, Variable::mul, 1);
    binary("div", (x, y) -> x / y, Tensor::div, Variable::div, 1);
    binary("maximum", Math::max, Tensor::maximum, Variable::maximum, 0);
    binary("minimum", Math::min, Tensor::minimum, Variable::minimum, 0);
    binary(
        "wherePositive",
        (x, y) -> y > 0 ? x : 0,
        Tensor::wherePositive,
        Variable::wherePositive,
        0);

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

    for (int axis : new int[] {0, 1, -1}) {
      row(
          "softmax",
          "axis " + axis,
          shapes(s(3, 4, 5)),
          a -> a.get(0).softmax(axis),
          a -> softmax(a.get(0), axis),
          a -> a.get(0).softmax(axis));
      row(
          "logSoftmax",
          "axis " + axis,
          shapes(s(3, 4, 5)),
          a -> a.get(0).logSoftmax(axis),
          a -> softmax(a.get(0), axis).map(Math::log),
          a -> a.get(0).logSoftmax(axis));
    }
    row(
        "crossEntropy",
        "",
        shapes(s(5, 4)),
        a -> a.get(0).crossEntropy(TARGETS),
        a -> {
          Nd p = softmax(a.get(0), 1);
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            sum -= Math.log(p.at(i, (int) TARGETS.getLong(i))) / 5;
          }
          return new Nd(new int[0], new double[] {sum});
        },
        a -> a.get(0).crossEntropy(TARGETS));

    for (int[] mnk : new int[][] {{2, 3, 4}, {1, 7, 5}, {17, 33, 65}, {40, 10, 50}, {3, 4, 0}}) {
      row(
          "matmul",
          Arrays.toString(mnk),
          shapes(s(mnk[0], mnk[2]), s(mnk[2], mnk[1])),
          a -> a.get(0).matmul(a.get(1)),
          a -> a.get(0).matmul(a.get(1)),
          a -> a.get(0).matmul(a.get(1)));
    }

    row(
        "reshape",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).reshape(4, -1),
        a -> new Nd(s(4, 6), a.get(0).values()),
        a -> a.get(0).reshape(4, -1));
    row(
        "transpose",
        "",
        shapes(s(3, 5)),
        a -> a.get(0).transpose(),
        a -> Nd.fill(s(5, 3), p -> a.get(0).at(p[1], p[0])),
        a -> a.get(0).transpose());
    row(
        "permute",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).permute(2, 0, -2),
        a -> Nd.fill(s(4, 2, 3), p -> a.get(0).at(p[1], p[2], p[0])),
        a -> a.get(0).permute(2, 0, -2));
    row(
        "expand",
        "",
        shapes(s(3, 1)),
        a -> a.get(0).expand(Shape.of(2, 3, 4)),
        a -> Nd.fill(s(2, 3, 4), p -> a.get(0).at(p[1], 0)),
        a -> a.get(0).expand(Shape.of(2, 3, 4)));
    row(
        "narrow",
        "",
        shapes(s(3, 5, 2)),
        a -> a.get(0).narrow(1, 1, 3),
        a -> Nd.fill(s(3, 3, 2), p -> a.get(0).at(p[0], p[1] + 1, p[2])),
        a -> a.get(0).narrow(1, 1, 3));
    row(
        "select",
        "",
        shapes(s(3, 5, 2)),
        a -> a.get(0).select(1, -2),
        a -> Nd.fill(s(3, 2), p -> a.get(0).at(p[0], 3, p[1])),
        a -> a.get(0).select(1, -2));
    row(
        "squeeze",
        "",
        shapes(s(3, 1, 2)),
        a -> a.get(0).squeeze(1),
        a -> new Nd(s(3, 2), a.get(0).values()),
        a -> a.get(0).squeeze(1));
    row(
        "unsqueeze",
        "",
        shapes(s(3, 2)),
        a -> a.get(0).unsqueeze(-1),
        a -> new Nd(s(3, 2, 1), a.get(0).values()),
        a -> a.get(0).unsqueeze(-1));
    row(
        "pad",
        "",
        shapes(s(3, 2)),
        a -> a.get(0).pad(0, 1, 2),
        a -> Nd.fill(s(6, 2), p -> p[0] < 1 || p[0] > 3 ? 0 : a.get(0).at(p[0] - 1, p[1])),
        a -> a.get(0).pad(0, 1, 2));
    for (int axis = 0; axis < 2; axis++) {
      int chosen = axis;
      row(
          "indexSelect",
          "axis " + axis,
          shapes(s(3, 4)),
          a -> a.get(0).indexSelect(chosen, INDEX),
          a ->
              Nd.fill(
                  chosen == 0 ? s(4, 4) : s(3, 4),
                  p -> {
                    int[] q = p.clone();
                    int n = a.get(0).shape()[chosen];
                    q[chosen] = Math.floorMod((int) INDEX.getLong(p[chosen]), n);
                    return a.get(0).at(q);
                  }),
          a -> a.get(0).indexSelect(chosen, INDEX));
    }
    row(
        "indexAdd",
        "",
        shapes(s(3, 2), s(4, 2)),
        a -> a.get(0).indexAdd(0, INDEX, a.get(1)),
        a ->
            Nd.fill(
                s(3, 2),
                p -> {
                  double sum = a.get(0).at(p);
                  for (int i = 0; i < 4; i++) {
                    if (Math.floorMod((int) INDEX.getLong(i), 3) == p[0]) {
                      sum += a.get(1).at(i, p[1]);
                    }
                  }
                  return sum;
                }),
        a -> a.get(0).indexAdd(0, INDEX, a.get(1)));
    row("contiguous", "", shapes(s(3, 4)), a -> a.get(0).contiguous(), a -> a.get(0), null);
    row("copy", "", shapes(s(3, 4)), a -> a.get(0).copy(), a -> a.get(0), null);
    row("to", "", shapes(s(3, 4)), a -> a.get(0).to(a.get(0).dtype()), a -> a.get(0), null);
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
        "oneHot",
        "",
        shapes(s(4)),
        a -> TARGETS.narrow(0, 1, 4).oneHot(3),
        a -> Nd.fill(s(4, 3), p -> TARGETS.getLong(p[0] + 1) == p[1] ? 1 : 0),
        null);
  }

  private OpTable() {}

  public static List<OpRow> rows() {
    return ROWS;
  }

  private static int[] s(int... shape) {
    return shape;
  }

  private static int[][] shapes(int[]... shapes) {
    return shapes;
  }

  private static void row(
      String op,
      String label,
      int[][] shapes,
      Function<List<Tensor>, Tensor> tensor,
      Function<List<Nd>, Nd> oracle,
      Function<List<Variable>, Variable> variable) {
    ROWS.add(new OpRow(op, label, shapes, -2, 2, 8 * ULP, tensor, oracle, variable, true));
  }

  private static void unary(
      String op,
      double low,
      double high,
      double ulps,
      DoubleUnaryOperator oracle,
      Function<Tensor, Tensor> tensor,
      Function<Variable, Variable> variable) {
    for (int[] shape : new int[][] {{3, 4}, {0}, {}, {2, 0, 3}, {67}}) {
      ROWS.add(
          new OpRow(
              op,
              Arrays.toString(shape),
              shapes(shape),
              low,
              high,
              ulps * ULP,
              a -> tensor.apply(a.get(0)),
              a -> a.get(0).map(oracle),
              variable == null ? null : a -> variable.apply(a.get(0)),
              true));
    }
  }

  private interface TensorPair {
    Tensor apply(Tensor a, Tensor b);
  }

  private interface VariablePair {
    Variable apply(Variable a, Variable b);
  }

  private static void binary(
      String op,
      DoubleBinaryOperator oracle,
      TensorPair tensor,
      VariablePair variable,
      double ulps) {
    int[][][] pairs = {
      {{3, 4}, {3, 4}}, {{3, 4}, {4}}, {{4}, {3, 4}}, {{3, 1}, {3, 4}}, {{3, 4}, {3, 1}},
      {{3, 1}, {1, 4}}, {{}, {3, 4}}, {{3, 4}, {}}, {{2, 3, 4}, {3, 1}}, {{2, 1, 4}, {3, 1}},
      {{}, {}}, {{0, 4}, {4}}, {{65}, {65}}, {{5, 33}, {5, 1}}, {{5, 33}, {33}},
    };
    boolean smooth = !op.equals("maximum") && !op.equals("minimum");
    for (int[][] pair : pairs) {
      // Among many pairs some are too close for differences: whose turn it is changes on the way.
      if (!smooth && Nd.size(pair[0]) > 100) {
        continue;
      }
      ROWS.add(
          new OpRow(
              op,
              Arrays.toString(pair[0]) + Arrays.toString(pair[1]),
              pair,
              0.5,
              2,
              ulps * ULP,
              a -> tensor.apply(a.get(0), a.get(1)),
              a -> a.get(0).zip(a.get(1), oracle),
              a -> variable.apply(a.get(0), a.get(1)),
              smooth));
    }
  }

  private interface TensorReduction {
    Tensor apply(Tensor a, boolean keepDims, int... axes);
  }

  private interface VariableReduction {
    Variable apply(Variable a, boolean keepDims, int... axes);
  }

  private static void reduction(
      String op,
      String label,
      java.util.function.ToDoubleFunction<double[]> oracle,
      boolean keepDims,
      int[] axes,
      TensorReduction tensor,
      VariableReduction variable) {
    ROWS.add(
        new OpRow(
            op,
            label,
            shapes(s(3, 5, 4)),
            -1,
            3,
            8 * ULP,
            a -> tensor.apply(a.get(0), keepDims, axes),
            a -> a.get(0).reduce(oracle, keepDims, axes),
            a -> variable.apply(a.get(0), keepDims, axes),
            op.equals("sum") || op.equals("mean")));
  }

  private static Nd softmax(Nd a, int axis) {
    Nd e = a.map(Math::exp);
    return e.zip(e.reduce(v -> Arrays.stream(v).sum(), true, axis), (x, y) -> x / y);
  }
}
