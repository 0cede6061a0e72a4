package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// The rows of one family of operations, and the usual ways to write one.
abstract class Rows {

  private final List<OpRow> rows = new ArrayList<>();

  List<OpRow> list() {
    return rows;
  }

  static int[] s(int... shape) {
    return shape;
  }

  static int[][] shapes(int[]... shapes) {
    return shapes;
  }

  void row(
      String op,
      String label,
      int[][] shapes,
      Function<List<Tensor>, Tensor> tensor,
      Function<List<Nd>, Nd> oracle,
      Function<List<Variable>, Variable> variable) {
    row(op, label, shapes, -2, 2, tensor, oracle, variable);
  }

  /// With inputs from another range than -2 to 2, in which they are spread evenly.
  void row(
      String op,
      String label,
      int[][] shapes,
      double low,
      double high,
      Function<List<Tensor>, Tensor> tensor,
      Function<List<Nd>, Nd> oracle,
      Function<List<Variable>, Variable> variable) {
    rows.add(new OpRow(op, label, shapes, low, high, 8, tensor, oracle, variable));
  }

  void unary(
      String op,
      double low,
      double high,
      double ulps,
      DoubleUnaryOperator oracle,
      Function<Tensor, Tensor> tensor,
      Function<Variable, Variable> variable) {
    for (int[] shape : new int[][] {{3, 4}, {0}, {}, {2, 0, 3}, {67}}) {
      rows.add(
          new OpRow(
              op,
              Arrays.toString(shape),
              shapes(shape),
              low,
              high,
              ulps,
              a -> tensor.apply(a.get(0)),
              a -> a.get(0).map(oracle),
              variable == null ? null : a -> variable.apply(a.get(0))));
    }
  }

  interface TensorPair {
    Tensor apply(Tensor a, Tensor b);
  }

  interface VariablePair {
    Variable apply(Variable a, Variable b);
  }

  void binary(
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
    for (int[][] pair : pairs) {
      rows.add(
          new OpRow(
              op,
              Arrays.toString(pair[0]) + Arrays.toString(pair[1]),
              pair,
              0.5,
              2,
              ulps,
              a -> tensor.apply(a.get(0), a.get(1)),
              a -> a.get(0).zip(a.get(1), oracle),
              variable == null ? null : a -> variable.apply(a.get(0), a.get(1))));
    }
  }

  interface TensorReduction {
    Tensor apply(Tensor a, boolean keepDims, int... axes);
  }

  interface VariableReduction {
    Variable apply(Variable a, boolean keepDims, int... axes);
  }

  void reduction(
      String op,
      String label,
      java.util.function.ToDoubleFunction<double[]> oracle,
      boolean keepDims,
      int[] axes,
      TensorReduction tensor,
      VariableReduction variable) {
    rows.add(
        new OpRow(
            op,
            label,
            shapes(s(3, 5, 4)),
            -1,
            3,
            8,
            a -> tensor.apply(a.get(0), keepDims, axes),
            a -> a.get(0).reduce(oracle, keepDims, axes),
            variable == null ? null : a -> variable.apply(a.get(0), keepDims, axes)));
  }

  interface Comparison {
    boolean holds(double a, double b);
  }

  /// A comparison, on numbers of which some are equal.
  void compare(String op, Comparison oracle, TensorPair tensor) {
    for (int[][] pair : new int[][][] {{{3, 4}, {3, 4}}, {{3, 1}, {4}}, {{}, {70}}, {{0}, {1}}}) {
      rows.add(
          new OpRow(
              op,
              Arrays.toString(pair[0]) + Arrays.toString(pair[1]),
              pair,
              -1,
              1,
              0,
              a -> tensor.apply(a.get(0).sign(), a.get(1).sign()),
              a ->
                  a.get(0)
                      .zip(
                          a.get(1), (x, y) -> oracle.holds(Math.signum(x), Math.signum(y)) ? 1 : 0),
              null));
    }
  }
}
