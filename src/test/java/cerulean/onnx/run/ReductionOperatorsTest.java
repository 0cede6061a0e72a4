package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.assertShape;
import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.longs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Versions, types and attributes that the suite of ONNX leaves out.
class ReductionOperatorsTest {

  @Test
  void axesAreAnAttributeOrAnInput() {
    Tensor x = counted(2, 3);
    Map<String, Object> attribute = Map.of("axes", Nodes.ints(-1), "keepdims", 0);
    assertElements(first(11, "ReduceSum", attribute, x), 6, 15);
    assertElements(first(13, "ReduceSum", Map.of("keepdims", 0), x, longs(-1)), 6, 15);
    assertShape(first(13, "ReduceSum", Map.of(), x), 1, 1);
  }

  @Test
  void noAxesMeansNoSumIfAskedSoButStillTheFunctionAroundIt() {
    Map<String, Object> noop = Map.of("noop_with_empty_axes", 1);
    Tensor x = floats(-1, 2);
    assertElements(first(18, "ReduceSum", noop, x), -1, 2);
    assertElements(first(18, "ReduceL1", noop, x, longs()), 1, 2);
    assertElements(first(18, "ReduceSumSquare", noop, x), 1, 4);
    assertElements(first(18, "ReduceLogSumExp", noop, x), -1, 2);
  }

  @Test
  void integersStayIntegers() {
    Tensor x = longs(3, 4).to(DType.I32);
    for (String operator : List.of("ReduceSum", "ReduceMean", "ReduceL2", "ReduceMax")) {
      assertEquals(DType.I32, first(18, operator, Map.of(), x).dtype(), operator);
    }
    assertElements(first(18, "ReduceL2", Map.of(), x), 5);
    assertElements(first(18, "ReduceMean", Map.of(), x), 3);
  }

  @Test
  void typesForStorageAreWidenedAndNarrowedAgain() {
    Tensor half = floats(1.5, 2.5).to(DType.F16);
    Tensor sum = first(18, "ReduceSum", Map.of("keepdims", 0), half);
    assertEquals(DType.F16, sum.dtype());
    assertElements(sum.to(DType.F32), 4);
    Tensor bytes = longs(7, 9, 9).to(DType.U8);
    assertEquals(DType.U8, first(20, "ReduceMax", Map.of(), bytes).dtype());
    assertEquals(DType.I64, first(13, "ArgMax", Map.of(), bytes).dtype());
  }

  @Test
  void extremesOfNothingAreTheEndsOfTheType() {
    Map<String, Object> flat = Map.of("keepdims", 0);
    Tensor none = Tensor.zeros(0);
    assertElements(first(20, "ReduceMax", flat, none), Double.NEGATIVE_INFINITY);
    assertElements(first(20, "ReduceMin", flat, none), Double.POSITIVE_INFINITY);
    assertEquals(Long.MIN_VALUE, first(20, "ReduceMax", flat, none.to(DType.I64)).itemLong());
    assertEquals(Integer.MAX_VALUE, first(20, "ReduceMin", flat, none.to(DType.I32)).itemLong());
    assertEquals(false, first(20, "ReduceMax", flat, none.to(DType.BOOL)).itemBoolean());
    assertEquals(true, first(20, "ReduceMin", flat, none.to(DType.BOOL)).itemBoolean());
  }

  @Test
  void theMaximumOfTruthValuesIsTrueIfOneIs() {
    Tensor x = Tensor.of(new boolean[] {true, false, false, false}, 2, 2);
    assertElements(first(20, "ReduceMax", Map.of("keepdims", 0), x, longs(1)), 1, 0);
    assertElements(first(20, "ReduceMin", Map.of("keepdims", 0), x, longs(0)), 0, 0);
  }

  @Test
  void theLastOfEqualElementsIsFoundOnRequest() {
    Tensor x = floats(1, 5, 5, 0);
    assertElements(first(13, "ArgMax", Map.of(), x), 1);
    assertElements(first(13, "ArgMax", Map.of("select_last_index", 1), x), 2);
  }

  @Test
  void hardmaxOfEarlyVersionsTakesAllAxesFromOneOn() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 8, 7, 6, 5}, 2, 2, 2);
    assertElements(first(11, "Hardmax", Map.of(), x), 0, 0, 0, 1, 1, 0, 0, 0);
    assertElements(first(13, "Hardmax", Map.of(), x), 0, 1, 0, 1, 1, 0, 1, 0);
  }

  @Test
  void runningSumsMayLeaveOutTheElementItselfAndGoBackwards() {
    Tensor x = longs(1, 2, 3);
    Tensor axis = Tensor.scalar(0L);
    assertElements(first(14, "CumSum", Map.of("exclusive", 1), x, axis), 0, 1, 3);
    assertElements(first(14, "CumSum", Map.of("reverse", 1), x, axis), 6, 5, 3);
    assertElements(first(26, "CumProd", Map.of("reverse", 1, "exclusive", 1), x, axis), 6, 3, 1);
    assertShape(first(14, "CumSum", Map.of("exclusive", 1), longs(), axis), 0);
  }

  @Test
  void theNumberOfLargestIsAnAttributeInVersion1() {
    List<Tensor> top = Nodes.run(1, "TopK", Map.of("k", 2), floats(3, 9, 5));
    assertElements(top.get(0), 9, 5);
    assertElements(top.get(1), 1, 2);
    assertElements(first(11, "TopK", Map.of("largest", 0), floats(3, 9, 5), longs(1)), 3);
  }

  @Test
  void differentElementsComeInOrderOrAsTheyStand() {
    Tensor x = floats(2, 1, 1, 3, 2);
    List<Tensor> unsorted = Nodes.run(11, "Unique", Map.of("sorted", 0), x);
    assertElements(unsorted.get(0), 2, 1, 3);
    assertElements(unsorted.get(1), 0, 1, 3);
    assertElements(unsorted.get(2), 0, 1, 1, 2, 0);
    assertElements(unsorted.get(3), 2, 2, 1);
    assertElements(first(11, "Unique", Map.of(), x), 1, 2, 3);
    Tensor rows = Tensor.of(new float[] {2, 2, 1, 1, 2, 2}, 3, 2);
    assertElements(first(11, "Unique", Map.of("axis", 0, "sorted", 0), rows), 2, 2, 1, 1);
  }
}
