package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.assertShape;
import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.longs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Edges that the suite of ONNX leaves out.
class IndexOperatorsTest {

  @Test
  void gatherTakesIndicesOfAnyShapeAndWidth() {
    Tensor index = Tensor.of(new long[] {0, -1, 1, 1}, 2, 2).to(DType.I32);
    Tensor taken = first(13, "Gather", Map.of("axis", 1), counted(2, 3), index);
    assertShape(taken, 2, 2, 2);
    assertElements(taken, 1, 3, 2, 2, 4, 6, 5, 5);
    Tensor halves = floats(1, 2).to(DType.F16);
    assertEquals(DType.F16, first(13, "Gather", Map.of(), halves, longs(1)).dtype());
  }

  @Test
  void scatteredNumbersReplaceOrCombine() {
    Tensor x = floats(1, 2, 3);
    Tensor at = longs(1, 1);
    Tensor by = floats(10, 20);
    assertElements(first(18, "ScatterElements", Map.of("reduction", "add"), x, at, by), 1, 32, 3);
    assertElements(first(18, "ScatterElements", Map.of("reduction", "mul"), x, at, by), 1, 400, 3);
    assertElements(first(18, "ScatterElements", Map.of("reduction", "min"), x, at, by), 1, 2, 3);
    assertElements(
        first(18, "ScatterND", Map.of("reduction", "add"), x, at.reshape(2, 1), by), 1, 32, 3);
    assertEquals(
        "ScatterElements: reduction mean is unknown",
        assertThrows(
                IllegalArgumentException.class,
                () -> first(18, "ScatterElements", Map.of("reduction", "mean"), x, at, by))
            .getMessage());
  }

  @Test
  void anIndexBeyondTheDepthMarksNothing() {
    Tensor rows =
        first(11, "OneHot", Map.of(), longs(1, -1, 3, -4), Tensor.scalar(3L), longs(5, 8));
    assertElements(rows, 5, 8, 5, 5, 5, 8, 5, 5, 5, 5, 5, 5);
    assertEquals(DType.I64, rows.dtype());
  }

  @Test
  void conditionsMayBeShorterThanTheAxis() {
    Tensor condition = Tensor.of(new boolean[] {false, true}, 2);
    assertElements(first(11, "Compress", Map.of(), counted(2, 3), condition), 2);
    assertElements(first(11, "Compress", Map.of("axis", 1), counted(2, 3), condition), 2, 5);
  }

  @Test
  void aCacheIsWrittenFromItsStartWithoutIndices() {
    Tensor cache = Tensor.zeros(2, 3, 1);
    Tensor update = counted(2, 1, 1);
    assertElements(first(24, "TensorScatter", Map.of(), cache, update, null), 1, 0, 0, 2, 0, 0);
    Map<String, Object> ring = Map.of("mode", "circular", "axis", 1);
    assertElements(
        first(24, "TensorScatter", ring, cache, counted(2, 2, 1), longs(2, 0)), 2, 0, 1, 3, 4, 0);
  }

  @Test
  void placesOfWhatIsNotZeroComeAxisByAxis() {
    Tensor x = Tensor.of(new float[] {0, 1, 2, 0}, 2, 2);
    Tensor places = first(13, "NonZero", Map.of(), x);
    assertShape(places, 2, 2);
    assertElements(places, 0, 1, 1, 0);
  }
}
