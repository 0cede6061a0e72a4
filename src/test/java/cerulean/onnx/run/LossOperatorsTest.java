package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.assertElements;
import static cerulean.onnx.run.Nodes.first;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.longs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Edges that the suite of ONNX leaves out.
class LossOperatorsTest {

  private static final String LOSS = "NegativeLogLikelihoodLoss";

  private static final Tensor SCORES = Tensor.of(new float[] {-1, -2, -3, -4}, 2, 2);

  @Test
  void theMeanIsWeighedByWhatTookPart() {
    Tensor classes = longs(0, 1);
    assertElements(first(13, LOSS, Map.of(), SCORES, classes), 2.5);
    // (3 * 1 + 1 * 4) / (3 + 1)
    assertElements(first(13, LOSS, Map.of(), SCORES, classes, floats(3, 1)), 1.75);
    assertElements(first(13, LOSS, Map.of("ignore_index", 0), SCORES, classes), 4);
    assertElements(
        first(13, LOSS, Map.of("ignore_index", 0, "reduction", "sum"), SCORES, classes), 4);
  }

  @Test
  void whatIsIgnoredNeedNotBeAClass() {
    Tensor classes = longs(-100, 1).to(DType.I32);
    Map<String, Object> ignore = Map.of("ignore_index", -100, "reduction", "none");
    assertElements(first(13, LOSS, ignore, SCORES, classes), 0, 4);
    Tensor certain = Tensor.of(new float[] {Float.NEGATIVE_INFINITY, 0, -3, -4}, 2, 2);
    assertElements(first(13, LOSS, ignore, certain, classes), 0, 4);
  }

  @Test
  void logProbabilitiesAreTheSecondOutput() {
    Tensor equal = Tensor.zeros(1, 4, 2);
    Tensor classes = Tensor.of(new long[] {3, 0}, 1, 2);
    List<Tensor> outputs = Nodes.run(13, "SoftmaxCrossEntropyLoss", Map.of(), equal, classes);
    assertEquals(Math.log(4), outputs.get(0).itemDouble(), 1e-6);
    assertEquals(-Math.log(4), outputs.get(1).getDouble(0, 2, 1), 1e-6);
  }

  @Test
  void anUnknownReductionIsNamed() {
    assertEquals(
        LOSS + ": reduction median is unknown",
        assertThrows(
                IllegalArgumentException.class,
                () -> first(13, LOSS, Map.of("reduction", "median"), SCORES, longs(0, 1)))
            .getMessage());
  }
}
