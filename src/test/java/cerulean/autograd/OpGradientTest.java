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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every differentiable row of the op table: gradients, and gradients of gradients, against
/// differences.
class OpGradientTest {

  /// Central differences in float32 with steps of 2^-7 on inputs of size 1 are good to three
  /// digits.
  private static final double TOLERANCE = 4e-3;

  /// Results that are indices or truth values, constant in pieces, or only looked at.
  private static final String WITHOUT_GRADIENT =
      "sign contiguous copy to argmax argmin oneHot nonZero"
          + " any all countNonZero argsort topKIndices lowerMedianIndices unique uniqueInOrder searchSorted bincount"
          + " eq ne lt le gt ge isNaN isInfinite isFinite isClose signBit"
          + " logicalNot logicalAnd logicalOr logicalXor and or xor not reinterpret"
          + " shiftLeft shiftRight matrixRank"
          + " floor ceil round trunc floorDivide nextAfter";

  static List<OpRow> differentiable() {
    return OpTable.rows().stream().filter(row -> row.variable() != null).toList();
  }

  static List<OpRow> twiceDifferentiable() {
    return differentiable().stream().filter(OpRow::smooth).toList();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientEqualsDifferences(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    double error = GradientCheck.relativeError(row.variable(), inputs(row, random), 3, random);
    assertTrue(error < TOLERANCE, row + ": relative error " + error);
  }

  @ParameterizedTest
  @MethodSource("twiceDifferentiable")
  void gradientOfGradientEqualsDifferences(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Tensor> inputs = inputs(row, random);
    // Squared, so that the gradient of a linear operation depends on its input too.
    double error =
        GradientCheck.relativeError(
            in -> {
              Variable out = row.variable().apply(in);
              return together(out.mul(out).sum().gradients(in));
            },
            inputs,
            2,
            random);
    assertTrue(error < 3 * TOLERANCE, row + ": relative error " + error);
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void forwardModeAgreesWithReverseMode(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Variable> x = constants(inputs(row, random));
    List<Variable> v = new ArrayList<>();
    for (Variable input : x) {
      v.add(Variable.constant(Tensor.normal(random, 0f, 1f, input.shape().dims())));
    }
    var forward = Grad.jvp(in -> List.of(row.variable().apply(in)), x, v);
    Variable y = forward.values().getFirst();
    Variable weights = Variable.constant(Tensor.normal(random, 0f, 1f, y.shape().dims()));
    double tangent = sum(forward.tangents().getFirst().mul(weights));
    double gradient = 0;
    double size = 0;
    List<Variable> gradients =
        Grad.ofAll(in -> row.variable().apply(in).mul(weights).sum()).apply(x);
    for (int i = 0; i < x.size(); i++) {
      gradient += sum(gradients.get(i).mul(v.get(i)));
      size += sum(gradients.get(i).mul(v.get(i)).abs());
    }
    // Both are sums of the same products in another order, in float32.
    assertEquals(gradient, tangent, 2e-5 * Math.max(1, size), row.toString());
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void linearizeAgreesWithForwardMode(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Variable> x = constants(inputs(row, random));
    List<Variable> v = new ArrayList<>();
    for (Variable input : x) {
      v.add(Variable.constant(Tensor.normal(random, 0f, 1f, input.shape().dims())));
    }
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
    return x.value().to(DType.F64).sum().itemDouble();
  }

  /// Up to the rounding of sums in another order, in float32.
  private static void assertClose(Tensor expected, Tensor actual, OpRow row) {
    assertEquals(expected.shape(), actual.shape(), row.toString());
    double[] a = expected.toDoubleArray();
    double[] b = actual.toDoubleArray();
    double largest = 1e-6;
    for (double value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[i], 1e-4 * largest, row + " at " + i);
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

  private static Variable together(List<Variable> gradients) {
    Variable sum = gradients.getFirst().mul(gradients.getFirst()).sum();
    for (Variable gradient : gradients.subList(1, gradients.size())) {
      sum = sum.add(gradient.mul(gradient).sum());
    }
    return sum;
  }

  /// Evenly spaced numbers in random order: no two so close that a step could change which is
  /// larger.
  private static List<Tensor> inputs(OpRow row, Philox random) {
    List<Tensor> inputs = new ArrayList<>();
    for (int[] shape : row.shapes()) {
      int n = Shape.of(shape).size();
      Tensor places = Tensor.permutation(random, n).to(DType.F32).add(0.5f);
      float step = (float) ((row.high() - row.low()) / Math.max(1, n));
      inputs.add(places.mul(step).add((float) row.low()).reshape(shape));
    }
    return inputs;
  }
}
