package cerulean.onnx;

import static cerulean.onnx.WireWriter.attribute;
import static cerulean.onnx.WireWriter.message;
import static cerulean.onnx.WireWriter.model;
import static cerulean.onnx.WireWriter.modelOf;
import static cerulean.onnx.WireWriter.node;
import static cerulean.onnx.WireWriter.tensor;
import static cerulean.onnx.WireWriter.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models by hand, and what is refused in them.
@Tag("once")
class OnnxReaderTest {

  @TempDir Path folder;

  /// `y = relu(x w)`, with every field of a model that is read and some that are not.
  static WireWriter smallModel() {
    WireWriter shape =
        message()
            .message(1, message().text(2, "batch"))
            .message(1, message().number(1, 3))
            .message(1, message())
            .message(1, message().number(1, -1));
    WireWriter x =
        message()
            .text(1, "x")
            .message(2, message().message(1, message().number(1, 1).message(2, shape)))
            .text(3, "the input");
    WireWriter product =
        node("MatMul")
            .text(1, "x")
            .text(1, "")
            .text(1, "w")
            .text(2, "h")
            .text(3, "product")
            .text(6, "no attributes");
    WireWriter relu =
        node("Relu")
            .text(1, "h")
            .text(2, "y")
            .text(7, "ai.onnx")
            .message(5, attribute("axis", 2).number(3, -2))
            .message(5, attribute("alpha", 1).float32(2, 0.5f))
            .message(5, attribute("mode", 3).text(4, "linear"))
            .message(5, attribute("pads", 7).packed(8, 1, -1).number(8, 1L << 40))
            .message(5, attribute("scales", 6).floats(7, 1, 2).float32(7, 3))
            .message(5, attribute("names", 8).text(9, "a").text(9, ""))
            .message(5, attribute("value", 4).message(5, tensor(ElementType.INT64).number(7, 9)))
            .message(5, attribute("body", 5).message(6, message().text(2, "inner")))
            .message(5, attribute("values", 9).message(10, tensor(ElementType.FLOAT, 0)))
            .message(5, attribute("bodies", 10).message(11, message()).message(11, message()));
    WireWriter graph =
        message()
            .text(2, "small")
            .message(1, product)
            .message(1, relu)
            .message(5, tensor(ElementType.FLOAT, 1, 2).text(8, "w").floats(4, 1, 2))
            .message(11, x)
            .message(11, value("w", ElementType.FLOAT))
            .message(12, message().text(1, "y"))
            .message(13, value("h", ElementType.FLOAT));
    return message()
        .number(1, 9)
        .text(2, "by hand")
        .text(3, "1.2")
        .text(6, "documentation")
        .message(7, graph)
        .message(8, message().text(1, "ai.onnx").number(2, 17))
        .message(8, message().text(1, "com.example").number(2, 1))
        .message(14, message().text(1, "key").text(2, "value"));
  }

  @Test
  void modelIsRead() throws OnnxFormatException {
    Model model = OnnxReader.read(smallModel().toByteArray());
    assertEquals(9, model.irVersion());
    assertEquals("by hand", model.producer());
    assertEquals("1.2", model.producerVersion());
    assertEquals(17, model.opset());
    assertEquals(Map.of("", 17L, "com.example", 1L), model.opsets());
    Graph graph = model.graph();
    assertEquals("small", graph.name());
    assertEquals("[x: FLOAT [batch, 3, ?, ?], w: FLOAT]", graph.inputs().toString());
    assertEquals("[y: UNDEFINED]", graph.outputs().toString());
    assertEquals(List.of(graph.inputs().get(0)), graph.requiredInputs());
    assertEquals("w: FLOAT [1, 2]", graph.initializers().get("w").toString());
    Node product = graph.nodes().get(0);
    assertEquals("MatMul", product.opType());
    assertEquals("product", product.name());
    assertEquals(List.of("x", "", "w"), product.inputs());
    assertEquals(List.of("h"), product.outputs());
    assertEquals(Map.of(), product.attributes());
    assertEquals("", graph.nodes().get(1).domain());
  }

  @Test
  void attributesOfAllKindsAreRead() throws OnnxFormatException {
    Node relu = OnnxReader.read(smallModel().toByteArray()).graph().nodes().get(1);
    assertEquals(10, relu.attributes().size());
    assertEquals(Optional.of(new Attribute.Int(-2)), relu.attribute("axis"));
    assertEquals(-2, relu.intOr("axis", 1));
    assertEquals(0.5f, relu.floatOr("alpha", 1));
    assertEquals("linear", relu.textOr("mode", "nearest"));
    assertArrayEquals(new long[] {1, -1, 1L << 40}, relu.ints("pads"));
    assertArrayEquals(new float[] {1, 2, 3}, relu.floatsOr("scales"));
    assertEquals(List.of("a", ""), relu.textsOr("names"));
    assertEquals("[9] I64 []", shown(relu.tensor("value")));
    assertEquals("inner", relu.graph("body").name());
    Attribute.Tensors tensors = (Attribute.Tensors) relu.attribute("values").orElseThrow();
    assertEquals("[: FLOAT [0]]", tensors.values().toString());
    Attribute.Graphs graphs = (Attribute.Graphs) relu.attribute("bodies").orElseThrow();
    assertEquals(2, graphs.values().size());
  }

  private static String shown(TensorData data) throws OnnxFormatException {
    var tensor = data.toTensor();
    return java.util.Arrays.toString(tensor.toLongArray())
        + " "
        + tensor.dtype()
        + " "
        + tensor.shape();
  }

  @Test
  void attributesWithoutKindAreKnownByTheirField() throws OnnxFormatException {
    WireWriter old = node("Concat").message(5, message().text(1, "axis").number(3, 1));
    assertEquals(1, onlyNode(old).intOr("axis", 0));
    assertFault(
        "onnx: attribute 'axis' has no kind that ONNX knows: 0; byte 16 of the given bytes",
        modelOf(node("Concat").message(5, message().text(1, "axis"))));
  }

  @Test
  void valuesThatAreNotThereAreZeroOrEmpty() throws OnnxFormatException {
    Node node =
        nodeWith(
            attribute("i", 2),
            attribute("f", 1),
            attribute("s", 3),
            attribute("is", 7),
            attribute("fs", 6),
            attribute("ss", 8));
    assertEquals(0, node.integer("i"));
    assertEquals(0, node.floatOr("f", 1));
    assertEquals("", node.textOr("s", "x"));
    assertEquals(0, node.ints("is").length);
    assertEquals(0, node.floatsOr("fs", 1).length);
    assertEquals(List.of(), node.textsOr("ss", "x"));
  }

  private static Node nodeWith(WireWriter... attributes) throws OnnxFormatException {
    WireWriter node = node("Op");
    for (WireWriter attribute : attributes) {
      node.message(5, attribute);
    }
    return onlyNode(node);
  }

  private static Node onlyNode(WireWriter node) throws OnnxFormatException {
    return OnnxReader.read(modelOf(node).toByteArray()).graph().nodes().getFirst();
  }

  @Test
  void attributesThatAreNotReadAreNamed() {
    assertBadAttribute("'a' is a sparse tensor, which is not read", attribute("a", 11));
    assertBadAttribute("'a' is types, which is not read", attribute("a", 14));
    assertBadAttribute("'a' has no kind that ONNX knows: 15", attribute("a", 15));
    assertBadAttribute("'a' has no kind that ONNX knows: -1", attribute("a", -1));
    assertBadAttribute("'a' has no value", attribute("a", 4));
    assertBadAttribute("'a' has no value", attribute("a", 5));
    assertBadAttribute(
        "'a' is both an integer and integers", attribute("a", 2).number(3, 1).number(8, 1));
    assertBadAttribute("'a' is both integers and a float", attribute("a", 7).float32(2, 1));
    assertFault(
        "onnx: attribute has no name; byte 12 of the given bytes",
        modelOf(node("Op").message(5, message().number(20, 2))));
    assertFault(
        "onnx: attribute refers to one of a function, which is not read; byte 18 of the given bytes",
        modelOf(node("Op").message(5, attribute("a", 2).text(21, "b"))));
    assertFault(
        "onnx: field 3 is given twice; byte 20 of the given bytes",
        modelOf(node("Op").message(5, attribute("a", 2).number(3, 1).number(3, 1))));
    assertFault(
        "onnx: field 3 has wire type 2 where wire type 0 is needed; byte 18 of the given bytes",
        modelOf(node("Op").message(5, attribute("a", 2).text(3, "1"))));
  }

  private static void assertBadAttribute(String rule, WireWriter attribute) {
    assertFault(
        "onnx: attribute " + rule + "; byte 12 of the given bytes",
        modelOf(node("Op").message(5, attribute)));
  }

  @Test
  void whatStandsOnceIsNotGivenTwice() {
    WireWriter twice =
        node("Op")
            .message(5, attribute("a", 2).number(3, 1))
            .message(5, attribute("a", 2).number(3, 2));
    assertFault("onnx: attribute 'a' is given twice; byte 22 of the given bytes", modelOf(twice));
    assertFault(
        "onnx: field 7 is given twice; byte 8 of the given bytes",
        model(message()).message(7, message()));
    assertFault(
        "onnx: operator set '' is given twice; byte 10 of the given bytes",
        model(message()).message(8, message().text(1, "").number(2, 14)));
    assertFault(
        "onnx: graph input 'x' is given twice; byte 4 of the given bytes",
        model(message().message(11, message().text(1, "x")).message(11, message().text(1, "x"))));
    WireWriter weight = tensor(ElementType.FLOAT, 0).text(8, "w");
    assertFault(
        "onnx: initializer 'w' is given twice; byte 14 of the given bytes",
        model(message().message(5, weight).message(5, weight)));
  }

  @Test
  void whatAModelNeedsIsThere() {
    assertFault(
        "onnx: not an ONNX model: it has no IR version; byte 0 of the given bytes", message());
    assertFault("onnx: model has no graph; byte 0 of the given bytes", message().number(1, 8));
    assertFault(
        "onnx: model does not say which operator sets it uses; byte 0 of the given bytes",
        message().number(1, 3).message(7, message()));
    assertFault(
        "onnx: operator set 'd' has version 0; byte 6 of the given bytes",
        message().number(1, 8).message(7, message()).message(8, message().text(1, "d")));
    assertFault(
        "onnx: node 'n' has no operator; byte 6 of the given bytes",
        modelOf(node("").text(3, "n")));
    assertFault(
        "onnx: initializer has no name; byte 4 of the given bytes",
        model(message().message(5, tensor(ElementType.FLOAT, 0))));
    assertFault(
        "onnx: input or output of a graph has no name; byte 6 of the given bytes",
        model(message().message(12, message())));
  }

  @Test
  void oldModelsMeanTheFirstOperatorSet() throws OnnxFormatException {
    Model old = OnnxReader.read(message().number(1, 2).message(7, message()).toByteArray());
    assertEquals(1, old.opset());
  }

  @Test
  void partsThatAreNotReadAreNamed() {
    assertFault(
        "onnx: model has functions of its own, which are not read; inline them;"
            + " byte 8 of the given bytes",
        model(message()).message(25, message()));
    assertFault(
        "onnx: graph has a sparse initializer, which is not read; byte 4 of the given bytes",
        model(message().message(15, message())));
    String[] kinds = {
      "",
      "",
      "",
      "",
      "a sequence",
      "a map",
      "",
      "of a type of its own",
      "a sparse tensor",
      "an optional"
    };
    for (int field : new int[] {4, 5, 7, 8, 9}) {
      assertFault(
          "onnx: input or output of a graph is %s, only tensors are read; byte 11 of the given bytes"
              .formatted(kinds[field]),
          model(
              message()
                  .message(
                      11, message().text(1, "x").message(2, message().message(field, message())))));
    }
  }

  @Test
  void declaredShapesHaveAtMost64Axes() throws OnnxFormatException {
    WireWriter shape = message();
    for (int i = 0; i < 64; i++) {
      shape.message(1, message());
    }
    assertEquals(
        64,
        OnnxReader.read(declared(shape).toByteArray())
            .graph()
            .inputs()
            .getFirst()
            .shape()
            .orElseThrow()
            .size());
    shape.message(1, message());
    OnnxFormatException fault =
        assertThrows(
            OnnxFormatException.class, () -> OnnxReader.read(declared(shape).toByteArray()));
    assertEquals(
        "onnx: shape has more than 64 axes; byte 150 of the given bytes", fault.getMessage());
  }

  private static WireWriter declared(WireWriter shape) {
    WireWriter type = message().message(1, message().number(1, 1).message(2, shape));
    return model(message().message(11, message().text(1, "x").message(2, type)));
  }

  @Test
  void elementTypesHaveTheNumbersOfOnnx() {
    int number = 0;
    for (ElementType type : ElementType.values()) {
      assertEquals(number++, type.number());
    }
    assertEquals(16, ElementType.BFLOAT16.number());
    assertEquals(26, ElementType.INT2.number());
    assertFault(
        "onnx: element type 27 is not one of 0 to 26; byte 13 of the given bytes",
        model(
            message()
                .message(
                    11,
                    message()
                        .text(1, "x")
                        .message(2, message().message(1, message().number(1, 27))))));
  }

  @Test
  void filesAreReadAndNamed() throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), smallModel().toByteArray());
    assertEquals("small", OnnxReader.read(file).graph().name());
    Path tensor =
        Files.write(
            folder.resolve("t.pb"), tensor(ElementType.FLOAT, 1).floats(4, 7).toByteArray());
    assertEquals(7, OnnxReader.readTensor(tensor).toTensor().item());
    Path empty = Files.createFile(folder.resolve("empty"));
    assertFault("onnx: not an ONNX model: it has no IR version; byte 0 of " + empty, empty);
    Path missing = folder.resolve("missing");
    assertFault("onnx: file not found: " + missing + "; check the path", missing);
    assertFault("onnx: not a file: " + folder + "; give the path of an ONNX file", folder);
  }

  @Test
  void filesOfMoreThanAnArrayAreRefusedUnread() throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      // A hole: takes no room on the disk.
      large.setLength(3L << 30);
    }
    assertFault(
        "onnx: file is too large: "
            + file
            + " has 3221225472 bytes, at most 2147483639 can be read",
        file);
  }

  private static void assertFault(String sentence, WireWriter model) {
    byte[] bytes = model.toByteArray();
    assertEquals(
        sentence,
        assertThrows(OnnxFormatException.class, () -> OnnxReader.read(bytes)).getMessage());
  }

  private static void assertFault(String sentence, Path file) {
    assertEquals(
        sentence,
        assertThrows(OnnxFormatException.class, () -> OnnxReader.read(file)).getMessage());
  }
}
