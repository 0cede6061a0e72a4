package cerulean.conformance;

import cerulean.tensor.Tensor;
import cerulean.tensor.io.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One case of the archive of vectors: an operation, what goes in and what comes out.
///
/// @param name the name of its folder
/// @param op the operation
/// @param attributes the operation's attributes
/// @param inputs in order
/// @param outputs in order
/// @param relative relative tolerance of the outputs
/// @param absolute absolute tolerance of the outputs
record VectorCase(
    String name,
    String op,
    JsonNode attributes,
    List<Input> inputs,
    List<Output> outputs,
    double relative,
    double absolute) {

  /// An input, and how its elements are to lie in memory if the case says so.
  record Input(String name, Tensor tensor, Optional<StridedLayout> layout) {}

  /// An expected output.
  record Output(String name, Tensor tensor) {}

  /// Where elements lie, counted in elements.
  record StridedLayout(int storageSize, int offset, int[] strides) {

    /// The place of the `i`-th element in row-major order of a view of this shape.
    int place(int i, int... shape) {
      int place = offset;
      int rest = i;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += rest % shape[axis] * strides[axis];
        rest /= shape[axis];
      }
      return place;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /// The cases of an archive, in the order of its index.
  static List<VectorCase> all(Archive archive) {
    List<VectorCase> cases = new ArrayList<>();
    for (JsonNode entry : json(archive.file("index.json"))) {
      cases.add(read(archive, entry.get("name").asText()));
    }
    return cases;
  }

  private static VectorCase read(Archive archive, String name) {
    JsonNode json = json(archive.file(name + "/case.json"));
    List<Input> inputs = new ArrayList<>();
    for (JsonNode one : json.get("inputs")) {
      inputs.add(new Input(one.get("name").asText(), tensor(archive, name, one), layout(one)));
    }
    List<Output> outputs = new ArrayList<>();
    for (JsonNode one : json.get("outputs")) {
      outputs.add(new Output(one.get("name").asText(), tensor(archive, name, one)));
    }
    JsonNode tolerance = json.get("tolerance").get("out");
    return new VectorCase(
        name,
        json.get("op").asText(),
        json.get("attrs"),
        List.copyOf(inputs),
        List.copyOf(outputs),
        tolerance.get("rtol").asDouble(),
        tolerance.get("atol").asDouble());
  }

  private static Tensor tensor(Archive archive, String name, JsonNode array) {
    try {
      return Npy.read(archive.file(name + "/" + array.get("file").asText()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<StridedLayout> layout(JsonNode input) {
    JsonNode layout = input.get("layout");
    if (layout == null || layout.isNull()) {
      return Optional.empty();
    }
    JsonNode steps = layout.get("strides");
    int[] strides = new int[steps.size()];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = steps.get(i).asInt();
    }
    return Optional.of(
        new StridedLayout(
            layout.get("storage_size").asInt(), layout.get("offset").asInt(), strides));
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /// Whether some input has a stated layout.
  boolean hasLayout() {
    return inputs.stream().anyMatch(input -> input.layout().isPresent());
  }
}
