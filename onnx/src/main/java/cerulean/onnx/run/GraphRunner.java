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
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Executes the graph of a model, node by node in the order of the file.
///
/// A runner may be used by several threads: a run keeps its values to itself.
public final class GraphRunner {

  /// What a run may cost, whatever a model from a stranger asks for.
  ///
  /// - `elements`: the most elements of a tensor that an operator makes of numbers in the model or
  ///   in its inputs, such as sizes and repetitions; checked before memory is taken
  /// - `rounds`: the most rounds of one loop; a loop inside another starts anew each time
  public record Limits(long elements, long rounds) {

    /// 2^28 elements, which are 1 GiB of F32, and a million rounds.
    public static final Limits USUAL = new Limits(1L << 28, 1_000_000);

    /// Throws an [IllegalArgumentException] for a negative limit.
    public Limits {
      if (elements < 0 || rounds < 0) {
        throw new IllegalArgumentException(
            "onnx: limits must be at least 0; got %d elements, %d rounds"
                .formatted(elements, rounds));
      }
    }
  }

  private final Model model;
  private final Limits limits;

  /// The constants of the model's graph and of the graphs inside its nodes.
  private final IdentityHashMap<Graph, Map<String, Tensor>> constants = new IdentityHashMap<>();

  private GraphRunner(Model model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  /// A runner of a model whose operators are all supported, with the usual limits.
  ///
  /// Throws an [UnsupportedOperationException] that names the first operator that is not.
  public static GraphRunner of(Model model) throws OnnxFormatException {
    return of(model, Limits.USUAL);
  }

  /// A runner of a model whose operators are all supported, within limits.
  ///
  /// Throws an [UnsupportedOperationException] that names the first operator that is not.
  public static GraphRunner of(Model model, Limits limits) throws OnnxFormatException {
    GraphRunner runner = new GraphRunner(model, limits);
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
    Call call = new Call(node, inputs, opset, (body, given) -> run(body, scope, given), limits);
    List<@Nullable Tensor> results = run(call);
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      Tensor result = i < results.size() ? results.get(i) : null;
      if (!name.isEmpty() && result != null && scope.values.put(name, result) != null) {
        throw writtenTwice(node, name);
      }
    }
  }

  /// The outputs of a node. Operators refuse what they cannot do in sentences; what a model has
  /// thought of that they have not becomes one here.
  private static List<@Nullable Tensor> run(Call call) {
    try {
      return Operators.of(call.node()).run(call);
    } catch (ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | NoSuchElementException
        | ClassCastException unforeseen) {
      throw doesNotFit(call.node(), unforeseen);
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

  private static IllegalArgumentException doesNotFit(Node node, RuntimeException cause) {
    return new IllegalArgumentException(
        "onnx: node %s (%s) cannot run: its attributes or inputs do not fit: %s"
            .formatted(node.name(), node.opType(), cause.getMessage()),
        cause);
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
