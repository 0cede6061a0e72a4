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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every row of the op table against its double-precision oracle, on contiguous tensors and on
/// views.
class OpForwardTest {

  /// Every row in both types.
  static List<Arguments> rows() {
    return OpTable.rows().stream()
        .flatMap(row -> Stream.of(DType.F32, DType.F64).map(type -> Arguments.of(row, type)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void equalsTheOracle(OpRow row, DType type) {
    check(row, inputs(row, type));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void equalsTheOracleOnTransposedViews(OpRow row, DType type) {
    check(row, inputs(row, type).stream().map(OpForwardTest::columnMajor).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void equalsTheOracleOnSlices(OpRow row, DType type) {
    check(row, inputs(row, type).stream().map(OpForwardTest::slice).toList());
  }

  @Test
  void everyTensorOperationHasARow() {
    Set<String> rows = OpTable.rows().stream().map(OpRow::op).collect(Collectors.toSet());
    Set<String> missing =
        OpTable.DOORS.stream()
            .flatMap(door -> Stream.of(door.getDeclaredMethods()))
            .filter(m -> Modifier.isPublic(m.getModifiers()) && !isCreation(m))
            .filter(m -> isOfTensors(m.getReturnType()))
            .map(Method::getName)
            .filter(name -> !rows.contains(name) && !OpTable.KERNELS.contains(name))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), missing);
  }

  private static boolean isOfTensors(Class<?> type) {
    return type == Tensor.class
        || type == Tensor[].class
        || Stream.ofNullable(type.getRecordComponents())
            .flatMap(Stream::of)
            .anyMatch(component -> component.getType() == Tensor.class);
  }

  /// A static method without a tensor among its arguments makes a tensor out of nothing.
  private static boolean isCreation(Method method) {
    return Modifier.isStatic(method.getModifiers())
        && Stream.of(method.getParameterTypes())
            .noneMatch(type -> type == Tensor.class || type == Tensor[].class);
  }

  private static void check(OpRow row, List<Tensor> inputs) {
    List<Nd> before = inputs.stream().map(Nd::of).toList();
    Tensor result = row.tensor().apply(inputs);
    Nd expected = row.oracle().apply(before);
    assertArrayEquals(expected.shape(), result.shape().dims());
    double[] got = result.toDoubleArray();
    double scale = Arrays.stream(expected.values()).map(Math::abs).max().orElse(0);
    boolean f64 = !inputs.isEmpty() && inputs.get(0).dtype() == DType.F64;
    // An oracle in double precision is no better than a few units in the last place itself.
    double allowed = (f64 ? 4 * (row.ulps() + 1) * 0x1p-52 : row.ulps() * 0x1p-23) * scale;
    for (int i = 0; i < got.length; i++) {
      double error = Math.abs(got[i] - expected.values()[i]);
      assertTrue(
          error <= allowed || got[i] == expected.values()[i],
          row + " element " + i + ": " + got[i] + " is not " + expected.values()[i]);
    }
    for (int i = 0; i < inputs.size(); i++) {
      assertArrayEquals(before.get(i).values(), Nd.of(inputs.get(i)).values(), "input changed");
    }
  }

  private static List<Tensor> inputs(OpRow row, DType type) {
    Philox random = Philox.of(row.toString().hashCode());
    List<Tensor> inputs = new ArrayList<>();
    for (int[] shape : row.shapes()) {
      Tensor drawn = Tensor.uniform(random, (float) row.low(), (float) row.high(), shape);
      // In double precision with more digits than a float has.
      inputs.add(type == DType.F32 ? drawn : drawn.to(type).mul(1 - 0x1p-40));
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
    Tensor view = Tensor.full(a.dtype(), Double.NaN, larger);
    for (int axis = 0; axis < a.rank(); axis++) {
      view = view.narrow(axis, 1, a.dim(axis));
    }
    view.copyFromInPlace(a);
    return view;
  }
}
