package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.assertShape;
import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.ints;
import static cerulean.onnx.run.Nodes.longs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Versions, attributes and edges that the suite of ONNX leaves out.
class ShapeOperatorsTest {

  @Test
  void reshapeKeepsSizesAtZeroUnlessZeroIsMeant() {
    assertShape(first(14, "Reshape", Map.of(), counted(2, 3), longs(0, -1, 1)), 2, 3, 1);
    Tensor none = Tensor.zeros(3, 0);
    assertShape(first(14, "Reshape", Map.of("allowzero", 1), none, longs(0, 5)), 0, 5);
    assertShape(first(1, "Reshape", Map.of("shape", ints(3, 2)), counted(2, 3)), 3, 2);
  }

  @Test
  void axesOfEarlyVersionsAreAttributes() {
    assertShape(first(11, "Squeeze", Map.of("axes", ints(0, -1)), counted(1, 2, 1)), 2);
    assertShape(first(11, "Squeeze", Map.of(), counted(1, 2, 1)), 2);
    assertShape(first(11, "Unsqueeze", Map.of("axes", ints(-1, 0)), counted(2)), 1, 2, 1);
  }

  @Test
  void expandBroadcastsBothWays() {
    assertShape(first(13, "Expand", Map.of(), counted(3, 1), longs(1, 4)), 3, 4);
    assertShape(first(13, "Expand", Map.of(), counted(2, 3), longs(1)), 2, 3);
  }

  @Test
  void splitTakesSizesFromAttributeOrInput() {
    List<Tensor> parts = Nodes.run(11, "Split", Map.of("split", ints(1, 3)), counted(4));
    assertElements(parts.get(1), 2, 3, 4);
    parts = Nodes.run(13, "Split", Map.of(), counted(4), longs(3, 1));
    assertElements(parts.get(1), 4);
    parts = Nodes.run(18, "Split", Map.of("num_outputs", 4), counted(5));
    assertShape(parts.get(2), 1);
    assertShape(parts.get(3), 0);
  }

  @Test
  void sliceCutsBoundsBeyondTheAxis() {
    Tensor x = counted(4);
    long far = Long.MAX_VALUE;
    assertElements(
        first(13, "Slice", Map.of(), x, longs(-1), longs(-far), longs(0), longs(-1)), 4, 3, 2, 1);
    assertElements(first(13, "Slice", Map.of(), x, longs(1), longs(far)), 2, 3, 4);
    assertElements(first(1, "Slice", Map.of("starts", ints(1), "ends", ints(-1)), x), 2, 3);
  }

  @Test
  void tileOfVersion1RepeatsOneAxis() {
    Tensor x = counted(1, 2);
    assertElements(first(1, "Tile", Map.of(), x, Tensor.scalar(2L), Tensor.scalar(1L)), 1, 2, 1, 2);
  }

  @Test
  void padsMirrorRepeatWrapAndTakeAway() {
    Tensor x = floats(1, 2, 3);
    assertElements(first(19, "Pad", Map.of("mode", "wrap"), x, longs(2, 1)), 2, 3, 1, 2, 3, 1);
    assertElements(first(13, "Pad", Map.of("mode", "reflect"), x, longs(2, 1)), 3, 2, 1, 2, 3, 2);
    assertElements(first(13, "Pad", Map.of("mode", "edge"), x, longs(1, -1)), 1, 1, 2);
    assertElements(first(2, "Pad", Map.of("pads", ints(0, 1), "value", 7f), x), 1, 2, 3, 7);
    assertElements(first(1, "Pad", Map.of("paddings", ints(1, 0)), x), 0, 1, 2, 3);
    assertSentence(
        "Pad: mode mirror is unknown",
        () -> first(13, "Pad", Map.of("mode", "mirror"), x, longs(1, 1)));
  }

  @Test
  void theOddEntryIsCutOrAddedAtTheEnd() {
    Tensor x = floats(1, 2, 3);
    assertElements(first(18, "CenterCropPad", Map.of(), x, longs(2)), 1, 2);
    assertElements(first(18, "CenterCropPad", Map.of(), x, longs(6)), 0, 1, 2, 3, 0, 0);
  }

  @Test
  void depthAndSpaceAreExchangedWithoutLoss() {
    Tensor x = counted(2, 12, 2, 3);
    Tensor space = first(13, "DepthToSpace", Map.of("blocksize", 2), x);
    assertShape(space, 2, 3, 4, 6);
    assertElements(first(13, "SpaceToDepth", Map.of("blocksize", 2), space), x.toDoubleArray());
  }

  @Test
  void sequencesAreReversedUpToTheirLengths() {
    Tensor x = counted(3, 2);
    assertElements(first(10, "ReverseSequence", Map.of(), x, longs(2, 3)), 3, 6, 1, 4, 5, 2);
    assertElements(
        first(10, "ReverseSequence", Map.of("batch_axis", 0, "time_axis", 1), x, longs(1, 2, 0)),
        1,
        2,
        4,
        3,
        5,
        6);
  }

  @Test
  void constantsAreNumbersOrListsOfNumbers() {
    assertEquals(DType.I64, first(13, "Constant", Map.of("value_int", 4)).dtype());
    assertElements(first(13, "Constant", Map.of("value_float", 0.5f)), 0.5);
    assertElements(first(13, "Constant", Map.of("value_ints", ints(1, 2))), 1, 2);
    assertElements(first(13, "Constant", Map.of("value_floats", new float[] {1, 2})), 1, 2);
    assertSentence(
        "Constant: no number among the attributes [value_string]",
        () -> first(13, "Constant", Map.of("value_string", "a")));
  }

  @Test
  void rangesOfIntegersKeepTheirType() {
    Tensor range =
        first(
            11,
            "Range",
            Map.of(),
            Tensor.scalar(5L).to(DType.I32),
            Tensor.scalar(0L).to(DType.I32),
            Tensor.scalar(-2L).to(DType.I32));
    assertEquals(DType.I32, range.dtype());
    assertElements(range, 5, 3, 1);
  }

  @Test
  void shapesOfNothingAndOfScalars() {
    assertShape(first(13, "Shape", Map.of(), Tensor.scalar(1f)), 0);
    assertElements(first(13, "Size", Map.of(), Tensor.scalar(1f)), 1);
    assertShape(first(13, "Flatten", Map.of("axis", 0), Tensor.scalar(1f)), 1, 1);
    assertShape(first(9, "ConstantOfShape", Map.of(), longs()));
  }

  @Test
  void bitsAreReadAsOfAnotherType() {
    Tensor one = floats(1);
    assertElements(first(26, "BitCast", Map.of("to", 6), one), 0x3f800000);
    assertSentence(
        "reinterpret: bits of F32 are not those of I64; convert with to(DType.I64)",
        () -> first(26, "BitCast", Map.of("to", 7), one));
  }

  private static void assertSentence(
      String sentence, org.junit.jupiter.api.function.Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
