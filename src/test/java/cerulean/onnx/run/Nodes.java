package cerulean.onnx.run;

import cerulean.onnx.Attribute;
import cerulean.onnx.Node;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Single nodes, made and run without a file.
final class Nodes {

  private Nodes() {}

  /// Attributes from pairs of name and value: `Integer`, `Float`, `String`, `int[]` or `float[]`.
  static Map<String, Attribute> attributes(Object... pairs) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(
          (String) pairs[i],
          switch (pairs[i + 1]) {
            case Integer value -> new Attribute.Int(value);
            case Float value -> new Attribute.Float32(value);
            case String value -> new Attribute.Text(value);
            case int[] values -> new Attribute.Ints(Arrays.stream(values).asLongStream().toArray());
            case float[] values -> new Attribute.Floats(values);
            default -> throw new AssertionError(pairs[i + 1]);
          });
    }
    return attributes;
  }

  /// All outputs; an input may be null.
  static List<Tensor> all(
      String operator, int opset, Map<String, Attribute> attributes, Tensor... inputs) {
    List<String> names = new ArrayList<>();
    for (Tensor input : inputs) {
      names.add(input == null ? "" : "input" + names.size());
    }
    List<String> outputs = List.of("a", "b", "c", "d");
    Node node = new Node(operator, "", "", names, outputs, attributes);
    return Operators.of(node).run(new Call(node, Arrays.asList(inputs), opset));
  }

  /// The first output.
  static Tensor run(
      String operator, int opset, Map<String, Attribute> attributes, Tensor... inputs) {
    return all(operator, opset, attributes, inputs).getFirst();
  }
}
