package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Variable;
import cerulean.testing.OpRow;
import cerulean.testing.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every row of the op table in workspaces whose arrays are full of NaN before they are handed out:
/// values and gradients are those computed outside, bit for bit, so nothing relies on memory that
/// begins with zeros.
class WorkspacePoisonTest {

  static List<Arguments> rows() {
    return OpTable.rows().stream()
        .flatMap(row -> Stream.of(DType.F32, DType.F64).map(type -> Arguments.of(row, type)))
        .toList();
  }

  static List<OpRow> differentiable() {
    return OpTable.rows().stream().filter(row -> row.variable() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void valuesAreThoseComputedOutside(OpRow row, DType type) {
    List<Tensor> inputs = inputs(row, type);
    assertSameInside(() -> List.of(row.tensor().apply(inputs).toDoubleArray()));
    List<Tensor> views = inputs.stream().map(WorkspacePoisonTest::columnMajor).toList();
    assertSameInside(() -> List.of(row.tensor().apply(views).toDoubleArray()));
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void leafGradientsAreThoseComputedOutside(OpRow row) {
    List<Tensor> inputs = inputs(row, DType.F32);
    assertSameInside(() -> {
      List<Variable> leaves = inputs.stream().map(Variable::leaf).toList();
      Variable out = row.variable().apply(leaves);
      Variable squares = out.mul(out).sum();
      if (squares.requiresGrad()) {
        squares.backward();
      }
      return leaves.stream()
          .map(leaf -> leaf.grad() == null ? new double[0] : leaf.grad().toDoubleArray())
          .toList();
    });
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void secondGradientsAreThoseComputedOutside(OpRow row) {
    List<Tensor> inputs = inputs(row, DType.F32);
    assertSameInside(() -> {
      List<Variable> leaves = inputs.stream().map(Variable::leaf).toList();
      Variable out = row.variable().apply(leaves);
      Variable squares = out.mul(out).sum();
      if (!squares.requiresGrad()) {
        return List.of();
      }
      Variable slope = squares.gradients(leaves).getFirst();
      Variable norm = slope.mul(slope).sum();
      if (!norm.requiresGrad()) {
        return List.of();
      }
      return norm.gradients(leaves).stream().map(g -> g.value().toDoubleArray()).toList();
    });
  }

  /// Twice: the first workspace allocates, the second recycles.
  private static void assertSameInside(Supplier<List<double[]>> body) {
    List<double[]> outside = body.get();
    for (int i = 0; i < 2; i++) {
      try (Workspace _ = Workspace.openPoisoned()) {
        List<double[]> inside = body.get();
        assertEquals(outside.size(), inside.size());
        for (int k = 0; k < outside.size(); k++) {
          assertArrayEquals(outside.get(k), inside.get(k));
        }
      }
    }
  }

  private static List<Tensor> inputs(OpRow row, DType type) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Tensor> inputs = new ArrayList<>();
    for (int[] shape : row.shapes()) {
      inputs.add(Tensor.uniform(random, (float) row.low(), (float) row.high(), shape).to(type));
    }
    return inputs;
  }

  private static Tensor columnMajor(Tensor a) {
    int[] reverse = new int[a.rank()];
    for (int i = 0; i < reverse.length; i++) {
      reverse[i] = reverse.length - 1 - i;
    }
    return a.permute(reverse).copy().permute(reverse);
  }
}
