package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.Nd;
import cerulean.testing.OpRow;
import cerulean.testing.OpTable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every row of the op table against its double-precision oracle, on contiguous tensors and on
/// views.
class OpForwardTest {

  static List<OpRow> rows() {
    return OpTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void equalsTheOracle(OpRow row) {
    check(row, inputs(row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void equalsTheOracleOnTransposedViews(OpRow row) {
    check(row, inputs(row).stream().map(OpForwardTest::columnMajor).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void equalsTheOracleOnSlices(OpRow row) {
    check(row, inputs(row).stream().map(OpForwardTest::slice).toList());
  }

  @Test
  void everyTensorOperationHasARow() {
    Set<String> rows = OpTable.rows().stream().map(OpRow::op).collect(Collectors.toSet());
    Set<String> missing =
        Stream.of(Tensor.class.getDeclaredMethods())
            .filter(
                m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
            .filter(m -> m.getReturnType() == Tensor.class)
            .map(Method::getName)
            .filter(name -> !rows.contains(name))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), missing);
  }

  private static void check(OpRow row, List<Tensor> inputs) {
    List<Nd> before = inputs.stream().map(Nd::of).toList();
    Tensor result = row.tensor().apply(inputs);
    Nd expected = row.oracle().apply(before);
    assertArrayEquals(expected.shape(), result.shape().dims());
    float[] got = result.toArray();
    double scale = Arrays.stream(expected.values()).map(Math::abs).max().orElse(0);
    for (int i = 0; i < got.length; i++) {
      double allowed = row.relativeError() * scale;
      double error = Math.abs(got[i] - expected.values()[i]);
      assertTrue(
          error <= allowed,
          row + " element " + i + ": " + got[i] + " is not " + expected.values()[i]);
    }
    for (int i = 0; i < inputs.size(); i++) {
      assertArrayEquals(before.get(i).values(), Nd.of(inputs.get(i)).values(), "input changed");
    }
  }

  private static List<Tensor> inputs(OpRow row) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Tensor> inputs = new ArrayList<>();
    for (int[] shape : row.shapes()) {
      inputs.add(Tensor.uniform(random, (float) row.low(), (float) row.high(), shape));
    }
    return inputs;
  }

  /// The same elements with the axes stored in reverse order.
  private static Tensor columnMajor(Tensor a) {
    int[] reverse = new int[a.rank()];
    for (int i = 0; i < reverse.length; i++) {
      reverse[i] = reverse.length - 1 - i;
    }
    return a.permute(reverse).copy().permute(reverse);
  }

  /// The same elements in the middle of a larger tensor full of NaN.
  private static Tensor slice(Tensor a) {
    int[] larger = Arrays.stream(a.shape().dims()).map(d -> d + 3).toArray();
    Tensor view = Tensor.full(Float.NaN, larger);
    for (int axis = 0; axis < a.rank(); axis++) {
      view = view.narrow(axis, 1, a.dim(axis));
    }
    view.copyFromInPlace(a);
    return view;
  }
}
