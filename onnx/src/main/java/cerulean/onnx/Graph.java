package cerulean.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Nodes in an order in which they can be executed, between declared inputs and outputs.
///
/// Initializers are the constants of the graph, by name and in the order of the file: weights as a
/// rule. Up to IR version 3 they are among the inputs, too, and stand for their defaults.
///
/// What the reader does not check, whoever runs the graph must: that each value is written before
/// it is read, and by one node only.
public record Graph(
    String name,
    List<Node> nodes,
    Map<String, TensorData> initializers,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs) {

  /// Copies lists and map.
  public Graph {
    nodes = List.copyOf(nodes);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// The inputs that have no initializer: those a caller must give.
  public List<ValueInfo> requiredInputs() {
    return inputs.stream().filter(input -> !initializers.containsKey(input.name())).toList();
  }
}
