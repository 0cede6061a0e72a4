package cerulean.conformance;

import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The inputs of a case in one arrangement, and its attributes; of a layer, its constructor's.
final class Arguments {

  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final JsonNode attributes;
  private final boolean training;

  /// How a layer is called; null for operations.
  private final @Nullable JsonNode call;

  /// The names of the outputs.
  private final List<String> outputs;

  Arguments(VectorCase one, Arrangement arrangement) {
    for (VectorCase.Input input : one.inputs()) {
      inputs.put(input.name(), arrangement.of(input));
    }
    boolean layer = one.op().startsWith("nn.") || one.op().startsWith("model.");
    attributes = layer ? one.attributes().get("args") : one.attributes();
    training = layer && one.attributes().get("training").asBoolean();
    call = layer ? one.attributes().get("call") : null;
    outputs = one.outputs().stream().map(VectorCase.Output::name).toList();
  }

  /// The arguments of a layer inside another.
  Arguments(JsonNode attributes) {
    this.attributes = attributes;
    this.training = true;
    this.call = null;
    this.outputs = List.of();
  }

  /// The names of the outputs in order.
  List<String> outputs() {
    return outputs;
  }

  /// The names of the inputs that a layer is called with; the others are its state.
  Set<String> called() {
    Set<String> names = new TreeSet<>();
    if (call != null) {
      call.get("args").forEach(each -> addNames(each, names));
      call.get("kwargs").forEach(each -> addNames(each, names));
    }
    return names;
  }

  private static void addNames(JsonNode given, Set<String> names) {
    if (given.isArray()) {
      given.forEach(each -> addNames(each, names));
    } else if (given.isTextual()) {
      names.add(given.asText());
    }
  }

  /// The name of the input that a layer is called with by this keyword.
  Optional<String> keyword(String name) {
    JsonNode given = call == null ? null : call.get("kwargs").get(name);
    return given == null ? Optional.empty() : Optional.of(given.asText());
  }

  /// The constant that a layer is called with by this keyword.
  boolean keyword(String name, boolean otherwise) {
    JsonNode given = call == null ? null : call.get("kwargs").get(name);
    return given == null ? otherwise : given.get("value").asBoolean();
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

  boolean flag(String name, boolean otherwise) {
    return isNull(name) ? otherwise : flag(name);
  }

  int integer(String name, int otherwise) {
    return isNull(name) ? otherwise : integer(name);
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
