package cerulean.onnx.run;

import cerulean.onnx.Graph;
import cerulean.onnx.Model;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.onnx.TensorData;
import cerulean.onnx.ValueInfo;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Executes the graph of a model, node by node in the order of the file.
///
/// A runner may be used by several threads: a run keeps its values to itself.
public final class GraphRunner {

  private final Model model;
  private final Map<String, Tensor> constants = new HashMap<>();

  private GraphRunner(Model model) {
    this.model = model;
  }

  /// A runner of a model whose operators are all supported.
  ///
  /// Throws an [UnsupportedOperationException] that names the first operator that is not.
  public static GraphRunner of(Model model) throws OnnxFormatException {
    GraphRunner runner = new GraphRunner(model);
    for (Map.Entry<String, TensorData> weight : model.graph().initializers().entrySet()) {
      runner.constants.put(weight.getKey(), weight.getValue().toTensor());
    }
    for (Node node : model.graph().nodes()) {
      Operators.of(node);
    }
    return runner;
  }

  /// The names of the operators of the default domain that can be executed, in order.
  public static Set<String> supportedOperators() {
    return Operators.names();
  }

  /// The outputs of the graph, by name and in its order.
  ///
  /// `inputs` holds a tensor for each input without a default; more than the graph names is an
  /// error, and so is a missing one.
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Graph graph = model.graph();
    Map<String, Tensor> values = new HashMap<>(constants);
    checkNames(graph, inputs);
    values.putAll(inputs);
    for (Node node : graph.nodes()) {
      run(node, values);
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (ValueInfo output : graph.outputs()) {
      Tensor value = values.get(output.name());
      if (value == null) {
        throw notWritten(output.name());
      }
      outputs.put(output.name(), value);
    }
    return outputs;
  }

  private void run(Node node, Map<String, Tensor> values) {
    List<@Nullable Tensor> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      if (!name.isEmpty() && !values.containsKey(name)) {
        throw readBeforeWritten(node, name);
      }
      inputs.add(values.get(name));
    }
    long opset = model.opsets().getOrDefault(node.domain(), 0L);
    List<@Nullable Tensor> results = Operators.of(node).run(new Call(node, inputs, opset));
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      Tensor result = i < results.size() ? results.get(i) : null;
      if (!name.isEmpty() && result != null && values.put(name, result) != null) {
        throw writtenTwice(node, name);
      }
    }
  }

  private static void checkNames(Graph graph, Map<String, Tensor> inputs) {
    Set<String> missing = new TreeSet<>();
    for (ValueInfo input : graph.requiredInputs()) {
      if (!inputs.containsKey(input.name())) {
        missing.add(input.name());
      }
    }
    Set<String> unknown = new TreeSet<>(inputs.keySet());
    for (ValueInfo input : graph.inputs()) {
      unknown.remove(input.name());
    }
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw wrongNames(missing, unknown);
    }
  }

  private static IllegalArgumentException wrongNames(Set<String> missing, Set<String> unknown) {
    return new IllegalArgumentException(
        "onnx: inputs do not fit the graph: missing " + missing + ", unknown " + unknown);
  }

  private static IllegalArgumentException readBeforeWritten(Node node, String name) {
    return new IllegalArgumentException(
        "onnx: " + node.opType() + " reads " + name + ", which no earlier node has written");
  }

  private static IllegalArgumentException writtenTwice(Node node, String name) {
    return new IllegalArgumentException(
        "onnx: " + node.opType() + " writes " + name + ", which is there already");
  }

  private static IllegalArgumentException notWritten(String name) {
    return new IllegalArgumentException("onnx: no node writes the output " + name);
  }
}
