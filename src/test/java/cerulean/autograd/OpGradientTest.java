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
          + " any all countNonZero argsort unique uniqueInOrder searchSorted bincount"
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

  @Test
  void everyDifferentiableRowIsAMethodOfVariable() {
    Set<String> methods =
        Stream.of(Variable.class.getMethods()).map(m -> m.getName()).collect(Collectors.toSet());
    Set<String> missing =
        differentiable().stream()
            .map(OpRow::op)
            .filter(op -> !methods.contains(op))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), missing);
  }

  @Test
  void onlyNamedOperationsHaveNoGradient() {
    Set<String> without =
        OpTable.rows().stream()
            .filter(row -> row.slope() == OpRow.Slope.NONE)
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
