package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Versions and types that the suite of ONNX leaves out.
class ElementwiseOperatorsTest {

  @Test
  void upToVersion6TheSecondOperandMayStandAtAnAxis() {
    Tensor x = Tensor.zeros(2, 3);
    Map<String, Object> atFirst = Map.of("broadcast", 1, "axis", 0);
    assertElements(first(6, "Add", atFirst, x, floats(1, 2)), 1, 1, 1, 2, 2, 2);
    Map<String, Object> atLast = Map.of("broadcast", 1, "axis", -1);
    assertElements(first(6, "Sub", atLast, x, floats(1, 2, 3)), -1, -2, -3, -1, -2, -3);
    assertElements(first(6, "Pow", atFirst, counted(2, 2), floats(1, 2)), 1, 2, 9, 16);
  }

  @Test
  void typesForStorageAreWidenedAndNarrowedAgain() {
    Tensor halves = floats(1, 2).to(DType.BF16);
    Tensor sum = first(14, "Add", Map.of(), halves, halves);
    assertEquals(DType.BF16, sum.dtype());
    assertElements(sum.to(DType.F32), 2, 4);
    Tensor less = first(13, "Less", Map.of(), halves, floats(2, 2).to(DType.BF16));
    assertEquals(DType.BOOL, less.dtype());
    Tensor bytes = Tensor.of(new long[] {200, 100}, 2).to(DType.U8);
    Tensor wrapped = first(14, "Add", Map.of(), bytes, bytes);
    assertEquals(DType.U8, wrapped.dtype());
    assertElements(wrapped.to(DType.I64), 144, 200);
    assertEquals(DType.BF16, first(15, "CastLike", Map.of(), floats(1), halves).dtype());
  }
}
