package cerulean.conformance;

import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The inputs of a case in one arrangement, and its attributes; of a layer, its constructor's.
final class Arguments {

  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final JsonNode attributes;
  private final boolean training;

  Arguments(VectorCase one, Arrangement arrangement) {
    for (VectorCase.Input input : one.inputs()) {
      inputs.put(input.name(), arrangement.of(input));
    }
    boolean layer = one.op().startsWith("nn.") || one.op().startsWith("model.");
    attributes = layer ? one.attributes().get("args") : one.attributes();
    training = layer && one.attributes().get("training").asBoolean();
  }

  /// All inputs in order.
  List<Tensor> all() {
    return List.copyOf(inputs.values());
  }

  /// All inputs by name.
  Map<String, Tensor> named() {
    return inputs;
  }

  Tensor in(String name) {
    Tensor input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException("no input " + name + " in " + inputs.keySet());
    }
    return input;
  }

  Optional<Tensor> optional(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  Tensor x() {
    return in("x");
  }

  Tensor y() {
    return in("y");
  }

  Tensor z() {
    return in("z");
  }

  boolean training() {
    return training;
  }

  /// The attribute as it stands in the file.
  JsonNode attribute(String name) {
    JsonNode value = attributes.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no attribute " + name + " in " + attributes);
    }
    return value;
  }

  boolean isNull(String name) {
    JsonNode value = attributes.get(name);
    return value == null || value.isNull();
  }

  boolean flag(String name) {
    return attribute(name).asBoolean();
  }

  String text(String name) {
    return attribute(name).asText();
  }

  int integer(String name) {
    return attribute(name).asInt();
  }

  /// The attribute as a number; infinities are written as text.
  double number(String name) {
    JsonNode value = attribute(name);
    return switch (value.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> value.asDouble();
    };
  }

  /// One whole number or a list of them; none for null.
  int[] integers(String name) {
    return isNull(name) ? new int[0] : integers(attribute(name));
  }

  static int[] integers(JsonNode value) {
    if (!value.isArray()) {
      return new int[] {value.asInt()};
    }
    int[] numbers = new int[value.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value.get(i).asInt();
    }
    return numbers;
  }

  /// `count` whole numbers: a list of them, or one for all.
  int[] integers(String name, int count) {
    int[] given = integers(name);
    if (given.length == count) {
      return given;
    }
    int[] repeated = new int[count];
    Arrays.fill(repeated, given[0]);
    return repeated;
  }
}
