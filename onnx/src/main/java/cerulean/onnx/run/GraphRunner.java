package cerulean.onnx.run;

import cerulean.onnx.Attribute;
import cerulean.onnx.Graph;
import cerulean.onnx.Model;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.onnx.TensorData;
import cerulean.onnx.ValueInfo;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
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

  /// The constants of the model's graph and of the graphs inside its nodes.
  private final IdentityHashMap<Graph, Map<String, Tensor>> constants = new IdentityHashMap<>();

  private GraphRunner(Model model) {
    this.model = model;
  }

  /// A runner of a model whose operators are all supported.
  ///
  /// Throws an [UnsupportedOperationException] that names the first operator that is not.
  public static GraphRunner of(Model model) throws OnnxFormatException {
    GraphRunner runner = new GraphRunner(model);
    runner.prepare(model.graph());
    return runner;
  }

  private void prepare(Graph graph) throws OnnxFormatException {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Map.Entry<String, TensorData> weight : graph.initializers().entrySet()) {
      tensors.put(weight.getKey(), weight.getValue().toTensor());
    }
    constants.put(graph, tensors);
    for (Node node : graph.nodes()) {
      Operators.of(node);
      for (Attribute attribute : node.attributes().values()) {
        if (attribute instanceof Attribute.GraphValue body) {
          prepare(body.value());
        }
      }
    }
  }

  /// The names of the operators of the default domain that can be executed, in order.
  public static Set<String> supportedOperators() {
    return Operators.names();
  }

  /// The outputs of the graph, by name and in its order.
  ///
  /// `inputs` holds a tensor for each input without a default; more than the graph names is an
  /// error, and so is a missing one. Outputs may share elements with inputs and with one another:
  /// copy what shall be changed in place.
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Graph graph = model.graph();
    checkNames(graph, inputs);
    return run(graph, new Scope(null), inputs);
  }

  /// The outputs of a graph inside a node, which sees the values around the node.
  private List<Tensor> run(Graph body, Scope around, List<Tensor> inputs) {
    if (inputs.size() != body.inputs().size()) {
      throw wrongNumber(body, inputs.size());
    }
    Map<String, Tensor> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(body.inputs().get(i).name(), inputs.get(i));
    }
    return new ArrayList<>(run(body, around, named).values());
  }

  private Map<String, Tensor> run(Graph graph, Scope around, Map<String, Tensor> inputs) {
    Scope scope = new Scope(around);
    scope.values.putAll(constants.getOrDefault(graph, Map.of()));
    scope.values.putAll(inputs);
    for (Node node : graph.nodes()) {
      run(node, scope);
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (ValueInfo output : graph.outputs()) {
      Tensor value = scope.find(output.name());
      if (value == null) {
        throw notWritten(output.name());
      }
      outputs.put(output.name(), value);
    }
    return outputs;
  }

  private void run(Node node, Scope scope) {
    List<@Nullable Tensor> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      Tensor value = name.isEmpty() ? null : scope.find(name);
      if (value == null && !name.isEmpty()) {
        throw readBeforeWritten(node, name);
      }
      inputs.add(value);
    }
    long opset = model.opsets().getOrDefault(node.domain(), 0L);
    Call call = new Call(node, inputs, opset, (body, given) -> run(body, scope, given));
    List<@Nullable Tensor> results = Operators.of(node).run(call);
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      Tensor result = i < results.size() ? results.get(i) : null;
      if (!name.isEmpty() && result != null && scope.values.put(name, result) != null) {
        throw writtenTwice(node, name);
      }
    }
  }

  /// The values of one run of a graph, and those around the node that it is in.
  private static final class Scope {
    private final @Nullable Scope around;
    private final Map<String, Tensor> values = new HashMap<>();

    Scope(@Nullable Scope around) {
      this.around = around;
    }

    @Nullable Tensor find(String name) {
      Tensor value = values.get(name);
      return value == null && around != null ? around.find(name) : value;
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

  private static IllegalArgumentException wrongNumber(Graph body, int given) {
    return new IllegalArgumentException(
        "onnx: graph " + body.name() + " has " + body.inputs().size() + " inputs; got " + given);
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
