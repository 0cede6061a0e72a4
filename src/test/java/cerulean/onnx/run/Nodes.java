package cerulean.onnx.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import cerulean.onnx.Attribute;
import cerulean.onnx.Node;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Single nodes, for tests of what the suite of ONNX does not cover.
final class Nodes {

  private Nodes() {}

  /// Attributes from pairs of name and value.
  static Map<String, Object> attributes(Object... pairs) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put((String) pairs[i], pairs[i + 1]);
    }
    return attributes;
  }

  /// The outputs of an operator; an attribute is a number, a text or an array of numbers, and an
  /// input that is left out is null.
  static List<Tensor> run(
      long opset, String operator, Map<String, Object> attributes, Tensor... inputs) {
    Node node = node(operator, attributes, inputs.length, 3);
    return Operators.of(node).run(new Call(node, Arrays.asList(inputs), opset, Nodes::noBody));
  }

  /// The first output.
  static Tensor first(
      long opset, String operator, Map<String, Object> attributes, Tensor... inputs) {
    return run(opset, operator, attributes, inputs).getFirst();
  }

  private static List<Tensor> noBody(cerulean.onnx.Graph graph, List<Tensor> inputs) {
    throw new AssertionError(graph.name());
  }

  /// A node with inputs `x0`, `x1`, ... and outputs `y0`, `y1`, ...
  static Node node(String operator, Map<String, Object> attributes, int inputs, int outputs) {
    return node(operator, attributes, names("x", inputs), names("y", outputs));
  }

  static Node node(
      String operator, Map<String, Object> attributes, List<String> inputs, List<String> outputs) {
    Map<String, Attribute> converted = new LinkedHashMap<>();
    attributes.forEach((name, value) -> converted.put(name, attribute(value)));
    return new Node(
        operator, "", operator.toLowerCase(java.util.Locale.ROOT), inputs, outputs, converted);
  }

  private static List<String> names(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }

  private static Attribute attribute(Object value) {
    return switch (value) {
      case Integer number -> new Attribute.Int(number);
      case Long number -> new Attribute.Int(number);
      case Float number -> new Attribute.Float32(number);
      case String text -> new Attribute.Text(text);
      case long[] numbers -> new Attribute.Ints(numbers);
      case int[] numbers -> new Attribute.Ints(Arrays.stream(numbers).asLongStream().toArray());
      case float[] numbers -> new Attribute.Floats(numbers);
      case String[] texts -> new Attribute.Texts(List.of(texts));
      case cerulean.onnx.Graph graph -> new Attribute.GraphValue(graph);
      default -> throw new AssertionError(value);
    };
  }

  static long[] ints(long... values) {
    return values;
  }

  static Tensor floats(double... values) {
    return Tensor.of(values, values.length).to(cerulean.tensor.DType.F32);
  }

  static Tensor longs(long... values) {
    return Tensor.of(values, values.length);
  }

  /// The numbers `1, 2, ...` in a shape.
  static Tensor counted(int... shape) {
    int size = 1;
    for (int dim : shape) {
      size *= dim;
    }
    return Tensor.arange(1, size + 1, 1).to(cerulean.tensor.DType.F32).reshape(shape);
  }

  static void assertElements(double[] wanted, Tensor got, double tolerance) {
    assertArrayEquals(wanted, got.toDoubleArray(), tolerance, got.toString());
  }

  static void assertElements(Tensor got, double... wanted) {
    assertElements(wanted, got, 0);
  }

  static void assertShape(Tensor got, int... wanted) {
    assertArrayEquals(wanted, got.shape().dims());
  }
}
