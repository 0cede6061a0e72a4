package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.testing.OpRow;
import cerulean.testing.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every differentiable row of the op table: gradients, and gradients of gradients, against
/// differences.
class OpGradientTest {

  /// Central differences with steps of 2^-17 are good to nine digits; of large sums two are lost.
  private static final double TOLERANCE = 1e-7;

  /// Of F32 against F64, relative to the largest gradient: numbers of 24 bits, and cancellation.
  private static final double SINGLE = 2e-5;

  /// Of sums in another order, in F64.
  private static final double ROUNDING = 1e-12;

  /// Its multiples are far from all fractions, so that numbers of two inputs do not coincide.
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /// Results that are indices or truth values, constant in pieces, or only looked at.
  private static final String WITHOUT_GRADIENT =
      "sign contiguous copy to argmax argmin oneHot nonZero"
          + " any all countNonZero argsort topKIndices lowerMedianIndices unique uniqueInOrder searchSorted"
          + " eq ne lt le gt ge isNaN isInfinite isFinite isClose signBit"
          + " logicalNot logicalAnd logicalOr logicalXor and or xor not reinterpret"
          + " shiftLeft shiftRight matrixRank"
          + " floor ceil round trunc floorDivide nextAfter";

  static List<OpRow> differentiable() {
    return OpTable.rows().stream().filter(row -> row.variable() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientEqualsDifferences(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    double error = GradientCheck.relativeError(row.variable(), inputs(row, random), 3, random);
    assertTrue(error < TOLERANCE, row + ": relative error " + error);
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientOfGradientEqualsDifferences(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Tensor> inputs = inputs(row, random);
    Variable weights = like(row.variable().apply(constants(inputs)), random);
    // Two powers, so that linear operations and roots have a second derivative too, and weighted,
    // since the squares of some results add up to a constant.
    double error =
        GradientCheck.relativeError(
            in ->
                together(
                    Grad.ofAll(
                            x -> {
                              Variable y = row.variable().apply(x);
                              return y.mul(y).mul(y.add(1)).mul(weights).sum();
                            })
                        .apply(in)),
            inputs,
            2,
            random);
    assertTrue(error < 10 * TOLERANCE, row + ": relative error " + error);
  }

  /// What is recorded comes from the formulas, what is not may come from kernels.
  @ParameterizedTest
  @MethodSource("differentiable")
  void kernelsOfGradientsAgreeWithFormulas(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Tensor> inputs = inputs(row, random);
    Variable weights = like(row.variable().apply(constants(inputs)), random);
    List<Variable> formulas =
        Grad.ofAll(in -> row.variable().apply(in).mul(weights).sum()).apply(constants(inputs));
    double largest = 1e-6;
    for (Variable formula : formulas) {
      largest = Math.max(largest, largest(formula.value()));
    }
    for (DType type : List.of(DType.F64, DType.F32)) {
      for (boolean columns : new boolean[] {false, true}) {
        UnaryOperator<Tensor> laid = x -> columns ? columnMajor(x.to(type)) : x.to(type);
        List<Variable> leaves = inputs.stream().map(laid).map(Variable::leaf).toList();
        Variable y = row.variable().apply(leaves);
        if (y.requiresGrad()) {
          y.backward(Variable.constant(laid.apply(weights.value()).to(y.dtype())), false);
        }
        double most = (type == DType.F64 ? 1e-12 : SINGLE) * largest;
        for (int i = 0; i < leaves.size(); i++) {
          Tensor own = leaves.get(i).grad();
          Tensor got = own == null ? leaves.get(i).zerosLike().value() : own;
          String where = row + ", input " + i + ", " + type + (columns ? ", by columns" : "");
          assertClose(formulas.get(i).value(), got, most, where);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void forwardModeAgreesWithReverseMode(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Variable> x = constants(inputs(row, random));
    List<Variable> v = x.stream().map(input -> like(input, random)).toList();
    var forward = Grad.jvp(in -> List.of(row.variable().apply(in)), x, v);
    Variable weights = like(forward.values().getFirst(), random);
    double tangent = sum(forward.tangents().getFirst().mul(weights));
    double gradient = 0;
    double size = 0;
    List<Variable> gradients =
        Grad.ofAll(in -> row.variable().apply(in).mul(weights).sum()).apply(x);
    for (int i = 0; i < x.size(); i++) {
      gradient += sum(gradients.get(i).mul(v.get(i)));
      size += sum(gradients.get(i).mul(v.get(i)).abs());
    }
    // Both are sums of the same products in another order.
    assertEquals(gradient, tangent, ROUNDING * Math.max(1, size), row.toString());
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void linearizeAgreesWithForwardMode(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Variable> x = constants(inputs(row, random));
    List<Variable> v = x.stream().map(input -> like(input, random)).toList();
    var forward = Grad.jvp(in -> List.of(row.variable().apply(in)), x, v);
    var linear = Grad.linearize(in -> List.of(row.variable().apply(in)), x);
    assertClose(
        forward.tangents().getFirst().value(), linear.map().apply(v).getFirst().value(), row);
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void vmapComputesWhatALoopDoes(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<List<Variable>> examples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      examples.add(constants(inputs(row, random)));
    }
    UnaryOperator<List<Variable>> values = in -> List.of(row.variable().apply(in));
    UnaryOperator<List<Variable>> gradients =
        Grad.ofAll(in -> {
          Variable y = row.variable().apply(in);
          return y.mul(y).sum();
        });
    agrees(values, examples, row);
    agrees(gradients, examples, row);
  }

  /// All arguments mapped, then each alone.
  private static void agrees(
      UnaryOperator<List<Variable>> f, List<List<Variable>> examples, OpRow row) {
    int arguments = examples.getFirst().size();
    for (int only = -1; only < (arguments == 1 ? 0 : arguments); only++) {
      List<Variable> in = new ArrayList<>();
      int[] axes = new int[arguments];
      for (int i = 0; i < arguments; i++) {
        boolean mapped = only < 0 || only == i;
        int place = i;
        axes[i] = mapped ? 0 : Vmap.NOT_MAPPED;
        in.add(
            mapped
                ? Variable.stack(
                    0, examples.stream().map(e -> e.get(place)).toArray(Variable[]::new))
                : examples.getFirst().get(i));
      }
      List<Variable> together = Vmap.ofAll(f, axes).apply(in);
      for (int e = 0; e < examples.size(); e++) {
        List<Variable> one = new ArrayList<>(examples.getFirst());
        for (int i = 0; i < arguments; i++) {
          if (axes[i] == 0) {
            one.set(i, examples.get(e).get(i));
          }
        }
        List<Variable> alone = f.apply(one);
        for (int k = 0; k < alone.size(); k++) {
          assertClose(alone.get(k).value(), together.get(k).select(0, e).value(), row);
        }
      }
    }
  }

  private static List<Variable> constants(List<Tensor> tensors) {
    return tensors.stream().map(Variable::constant).toList();
  }

  private static double sum(Variable x) {
    return x.value().sum().itemDouble();
  }

  /// Random numbers in the shape of a variable.
  private static Variable like(Variable x, Philox random) {
    return Variable.constant(Tensor.normal(random, 0f, 1f, x.shape().dims()).to(DType.F64));
  }

  /// The same elements, the first axis running fastest.
  private static Tensor columnMajor(Tensor x) {
    int[] reversed = IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray();
    return x.permute(reversed).copy().permute(reversed);
  }

  private static double largest(Tensor x) {
    return x.size() == 0 ? 0 : x.abs().amax(false).itemDouble();
  }

  private static void assertClose(Tensor expected, Tensor actual, OpRow row) {
    double most = ROUNDING * Math.max(1, largest(expected));
    assertClose(expected, actual, most, row.toString());
  }

  private static void assertClose(Tensor expected, Tensor actual, double most, String where) {
    assertEquals(expected.shape(), actual.shape(), where);
    double[] a = expected.toDoubleArray();
    double[] b = actual.toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[i], most, where + " at " + i);
    }
  }

  @Test
  void everyDifferentiableRowIsAMethodOfVariable() {
    Set<String> methods =
        Stream.of(Variable.class.getMethods()).map(m -> m.getName()).collect(Collectors.toSet());
    Set<String> missing =
        differentiable().stream()
            .map(row -> row.op().equals("of") ? "einsum" : row.op())
            .filter(op -> !methods.contains(op))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), missing);
  }

  @Test
  void onlyNamedOperationsHaveNoGradient() {
    Set<String> without =
        OpTable.rows().stream()
            .filter(row -> row.variable() == null)
            .map(OpRow::op)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(List.of(WITHOUT_GRADIENT.split(" ", -1))), without);
  }

  /// All of them behind one another.
  private static Variable together(List<Variable> gradients) {
    return Variable.concat(
        0, gradients.stream().map(g -> g.reshape(g.shape().size())).toArray(Variable[]::new));
  }

  /// Evenly spaced numbers in random order, other ones in each input and none the negative of
  /// another: no two are so close that a step could change which is larger.
  static List<Tensor> inputs(OpRow row, Philox random) {
    List<Tensor> inputs = new ArrayList<>();
    for (int[] shape : row.shapes()) {
      int n = Shape.of(shape).size();
      double first = GOLDEN * (1 + inputs.size()) % 1;
      Tensor places = Tensor.permutation(random, n).to(DType.F64).add(first);
      double step = (row.high() - row.low()) / Math.max(1, n);
      // Numbers of F32, so that both types start from the same.
      inputs.add(places.mul(step).add(row.low()).to(DType.F32).to(DType.F64).reshape(shape));
    }
    return inputs;
  }
}
