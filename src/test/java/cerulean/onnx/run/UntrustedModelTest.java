package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.counted;
import static cerulean.onnx.run.Nodes.floats;
import static cerulean.onnx.run.Nodes.ints;
import static cerulean.onnx.run.Nodes.longs;
import static cerulean.onnx.run.Nodes.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.onnx.ElementType;
import cerulean.onnx.Graph;
import cerulean.onnx.Model;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.onnx.ValueInfo;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What a model from a stranger may hold: numbers beyond all sizes, divisors of 0, lists of other
/// lengths and work without end. `OperatorRefusalTest` draws such models; here are the sentences.
@Tag("once")
class UntrustedModelTest {

  private static final long FAR = 1L << 31;

  private static final GraphRunner.Limits SMALL = new GraphRunner.Limits(1000, 10);

  private static void assertRefused(
      String sentence, long opset, String operator, Map<String, Object> attributes, Tensor... x) {
    assertSentence(sentence, () -> Nodes.run(opset, operator, attributes, x));
  }

  private static IllegalArgumentException assertSentence(String sentence, Executable call) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, call);
    assertEquals(sentence, refusal.getMessage());
    return refusal;
  }

  @Test
  void axesThatAreNotThereAreRefused() {
    assertRefused(
        "Add: attribute axis is -2147483648; must be between -2 and 1",
        6,
        "Add",
        Map.of("broadcast", 1, "axis", Integer.MIN_VALUE),
        counted(2, 3),
        floats(1, 2));
    for (int axis : new int[] {99, -99}) {
      assertRefused(
          "Flatten: attribute axis is " + axis + "; must be between -2 and 1",
          13,
          "Flatten",
          Map.of("axis", axis),
          counted(2, 3));
    }
    assertRefused(
        "LayerNormalization: attribute axis is 3; must be between -2 and 1",
        17,
        "LayerNormalization",
        Map.of("axis", 3),
        counted(2, 3),
        floats(1, 1, 1));
    assertRefused(
        "Tile: input 2 is 5; must be between -1 and 0",
        1,
        "Tile",
        Map.of(),
        floats(1, 2),
        longs(2),
        longs(5));
  }

  @Test
  void numbersBeyond32BitsAreRefused() {
    assertRefused(
        "Concat: attribute axis is 2147483648; must be between -2^31 and 2^31 - 1",
        13,
        "Concat",
        Map.of("axis", FAR),
        floats(1));
    assertRefused(
        "Transpose: attribute perm is 2147483648; must be between -2^31 and 2^31 - 1",
        13,
        "Transpose",
        Map.of("perm", ints(FAR)),
        floats(1));
    assertRefused(
        "Reshape: input 1 is -2147483649; must be between -2^31 and 2^31 - 1",
        14,
        "Reshape",
        Map.of(),
        floats(1),
        longs(-FAR - 1));
    assertRefused(
        "HannWindow: input 0 is 2147483648; must be between -2^31 and 2^31 - 1",
        17,
        "HannWindow",
        Map.of(),
        Tensor.scalar(FAR));
  }

  @Test
  void divisorsAreAtLeast1() {
    Tensor image = counted(1, 4, 2, 2);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("DepthToSpace", "blocksize");
    attributes.put("SpaceToDepth", "blocksize");
    attributes.put("GroupNormalization", "num_groups");
    attributes.put("Split", "num_outputs");
    attributes.put("LRN", "size");
    attributes.put("LinearAttention", "q_num_heads");
    attributes.put("RoiAlign", "output_height");
    attributes.forEach((operator, attribute) -> {
      Tensor boxes = Tensor.zeros(1, 4);
      assertRefused(
          operator + ": attribute " + attribute + " is 0; must be at least 1",
          18,
          operator,
          Map.of(attribute, 0),
          operator.equals("Split") ? new Tensor[] {image} : new Tensor[] {image, boxes, longs(0)});
    });
    assertRefused(
        "Attention: attribute kv_num_heads is 0; must be at least 1",
        23,
        "Attention",
        Map.of("q_num_heads", 2, "kv_num_heads", 0),
        counted(1, 2, 4),
        counted(1, 2, 4),
        counted(1, 2, 4));
    assertRefused(
        "MaxPool: attribute strides has 0; must be at least 1",
        12,
        "MaxPool",
        Map.of("kernel_shape", ints(2, 2), "strides", ints(1, 0), "auto_pad", "SAME_UPPER"),
        image);
  }

  @Test
  void listsOfOtherLengthsAreRefused() {
    Tensor image = counted(1, 1, 4, 4);
    assertRefused(
        "MaxPool: attribute pads: 2 numbers; must be 4",
        12,
        "MaxPool",
        Map.of("kernel_shape", ints(2, 2), "pads", ints(1, 1)),
        image);
    assertRefused(
        "Slice: ends: 2 numbers; must be 1", 13, "Slice", Map.of(), image, longs(0), longs(1, 2));
    assertRefused("Resize: scales: 1 numbers; must be 4", 10, "Resize", Map.of(), image, floats(2));
    assertRefused(
        "RoiAlign: input 1 has shape [1, 3]; must have [1, 4]",
        16,
        "RoiAlign",
        Map.of(),
        image,
        counted(1, 3),
        longs(0));
    assertRefused(
        "RoiAlign: a region is in image 7 of 1",
        16,
        "RoiAlign",
        Map.of(),
        image,
        counted(1, 4),
        longs(7));
    assertRefused(
        "GlobalMaxPool: input 0 has shape [2]; must have at least 3 axes",
        1,
        "GlobalMaxPool",
        Map.of(),
        floats(1, 2));
  }

  @Test
  void aShapeHasOneSizeToBeFound() {
    assertRefused(
        "Reshape: shape [-1, 2, -1] has more than one -1; only one can be found",
        14,
        "Reshape",
        Map.of(),
        counted(2, 4),
        longs(-1, 2, -1));
  }

  private static ValueInfo value(String name) {
    return new ValueInfo(name, ElementType.FLOAT, Optional.empty());
  }

  private static Graph graph(List<String> inputs, List<String> outputs, Node... nodes) {
    return new Graph(
        "body",
        Arrays.asList(nodes),
        Map.of(),
        inputs.stream().map(UntrustedModelTest::value).toList(),
        outputs.stream().map(UntrustedModelTest::value).toList());
  }

  /// A graph of one node, of inputs `x0`, `x1`, ..., within limits.
  private static Tensor run(GraphRunner.Limits limits, Node node, Tensor... inputs) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    IntStream.range(0, inputs.length).forEach(i -> named.put("x" + i, inputs[i]));
    Graph graph = graph(List.copyOf(named.keySet()), List.of(node.outputs().getFirst()), node);
    try {
      return GraphRunner.of(new Model(8, "", "", Map.of("", 17L), graph), limits)
          .run(named)
          .get(node.outputs().getFirst());
    } catch (OnnxFormatException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static void assertTooLarge(
      String shape, String operator, Map<String, Object> attributes, Tensor... inputs) {
    assertSentence(
        operator
            + ": a tensor of shape "
            + shape
            + " has more than 1000 elements, the limit of this runner",
        () -> run(SMALL, node(operator, attributes, inputs.length, 1), inputs));
  }

  @Test
  void tensorsLargerThanTheLimitAreNotMade() {
    Tensor image = counted(1, 1, 4, 4);
    assertTooLarge("[2147483647, 2]", "ConstantOfShape", Map.of(), longs(FAR - 1, 2));
    assertTooLarge("[7, 11, 13]", "Expand", Map.of(), floats(1), longs(7, 11, 13));
    assertTooLarge("[1002]", "Tile", Map.of(), floats(1, 2), longs(501));
    Tensor zero = Tensor.scalar(0L);
    Tensor one = Tensor.scalar(1L);
    assertTooLarge("[1001]", "Range", Map.of(), zero, Tensor.scalar(1001L), one);
    assertTooLarge("[1001]", "Pad", Map.of(), floats(1), longs(600, 400));
    assertTooLarge(
        "[500, 4]", "Resize", Map.of(), image, leftOut(), leftOut(), longs(1, 1, 500, 4));
    assertTooLarge("[2, 501]", "OneHot", Map.of(), longs(0, 1), longs(501), floats(0, 1));
    assertTooLarge("[1001]", "HammingWindow", Map.of(), Tensor.scalar(1001L));
    assertTooLarge(
        "[1, 1, 1004, 4]",
        "AveragePool",
        Map.of("kernel_shape", ints(2, 2), "pads", ints(1000, 0, 0, 0)),
        image);
    Tensor hertz = Tensor.scalar(0f);
    assertTooLarge(
        "[101, 10]",
        "MelWeightMatrix",
        Map.of(),
        Tensor.scalar(10L),
        Tensor.scalar(200L),
        Tensor.scalar(8000L),
        hertz,
        hertz);
  }

  /// An empty list, which stands for an input that is left out.
  private static Tensor leftOut() {
    return Tensor.zeros(0);
  }

  @Test
  void aTensorOfTheLimitIsMade() {
    assertEquals(1000, run(SMALL, node("ConstantOfShape", Map.of(), 1, 1), longs(10, 100)).size());
  }

  private static Node loop() {
    Graph body =
        graph(
            List.of("i", "go", "s"),
            List.of("on", "t"),
            node("Identity", Map.of(), List.of("go"), List.of("on")),
            node("Identity", Map.of(), List.of("s"), List.of("t")));
    return node("Loop", Map.of("body", body), List.of("x0", "", "x1"), List.of("last"));
  }

  @Test
  void aLoopEndsAtTheLimit() {
    assertEquals(3, run(SMALL, loop(), Tensor.scalar(10L), Tensor.scalar(3f)).item());
    assertSentence(
        "Loop: round 11 would be more than 10, the limit of this runner",
        () -> run(SMALL, loop(), Tensor.scalar(Long.MAX_VALUE), Tensor.scalar(3f)));
  }

  @Test
  void bodiesHaveAnOutputForEachState() {
    Graph body = graph(List.of("i", "go", "s"), List.of("go"));
    Node loop = node("Loop", Map.of("body", body), List.of("x0", "", "x1"), List.of("last"));
    assertSentence(
        "Loop: the body has 1 outputs; must have at least 2",
        () -> run(SMALL, loop, Tensor.scalar(1L), Tensor.scalar(3f)));
  }

  @Test
  void limitsAreNotNegative() {
    assertSentence(
        "onnx: limits must be at least 0; got -1 elements, 5 rounds",
        () -> new GraphRunner.Limits(-1, 5));
  }

  @Test
  void whatNoOperatorForesawIsASentenceWithItsCause() {
    // With no limit on elements the 2^32 numbers of the matrix overflow the size of an array.
    GraphRunner.Limits none = new GraphRunner.Limits(Long.MAX_VALUE, 10);
    Tensor mels = Tensor.scalar(65536L);
    Tensor length = Tensor.scalar(131070L);
    Tensor rate = Tensor.scalar(8000L);
    IllegalArgumentException refusal =
        assertSentence(
            "onnx: node melweightmatrix (MelWeightMatrix) cannot run: its attributes or inputs do"
                + " not fit: Index 0 out of bounds for length 0",
            () ->
                run(
                    none,
                    node("MelWeightMatrix", Map.of(), 5, 1),
                    mels,
                    length,
                    rate,
                    Tensor.scalar(0f),
                    Tensor.scalar(4000f)));
    assertInstanceOf(ArrayIndexOutOfBoundsException.class, refusal.getCause());
  }
}
