package cerulean.onnx.run;

import cerulean.onnx.Graph;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node about to be executed: its attributes, its inputs and the version of its operator set.
///
/// - `node`: the node, whose attributes the operator reads
/// - `inputs`: in the order of the node's; null where an optional input is left out
/// - `opset`: the version of the operator set that the model imports for the node's domain
/// - `bodies`: runs the graphs among the node's attributes
record Call(Node node, List<@Nullable Tensor> inputs, long opset, Bodies bodies) {

  /// Runs a graph that is an attribute of the node, which sees the values around the node.
  @FunctionalInterface
  interface Bodies {
    /// The outputs of the graph for its inputs, both in the graph's order.
    List<Tensor> run(Graph graph, List<Tensor> inputs);
  }

  /// The same call with other inputs.
  Call with(List<@Nullable Tensor> other) {
    return new Call(node, other, opset, bodies);
  }

  /// The outputs of a graph that is an attribute.
  List<Tensor> body(String attribute, List<Tensor> arguments) {
    return bodies.run(node.graph(attribute), arguments);
  }

  /// A required input.
  Tensor input(int i) {
    return optional(i).orElseThrow(() -> missing(i));
  }

  /// An input that may be left out.
  Optional<Tensor> optional(int i) {
    return i < inputs.size() ? Optional.ofNullable(inputs.get(i)) : Optional.empty();
  }

  /// Whether an input is there.
  boolean has(int i) {
    return optional(i).isPresent();
  }

  /// All inputs of an operator that takes any number.
  List<Tensor> all() {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      all.add(input(i));
    }
    return all;
  }

  /// Whether an output is used by anyone.
  boolean wants(int output) {
    return node.output(output).isPresent();
  }

  /// An integer attribute that is an axis, a size or a count.
  int intOr(String attribute, int otherwise) {
    return Math.toIntExact(node.intOr(attribute, otherwise));
  }

  /// Integer attributes that are axes, sizes or counts.
  int[] intsOr(String attribute, int... otherwise) {
    return node.attribute(attribute).isPresent() ? toInts(node.ints(attribute)) : otherwise;
  }

  /// An integer input, a list of axes or sizes.
  int[] ints(int i) {
    return toInts(input(i).to(DType.I64).toLongArray());
  }

  /// An input that became one in a later version of the operator, where it had been an attribute.
  ///
  /// The empty list if neither is there.
  int[] intsOrAttribute(int i, String attribute) {
    return has(i) ? ints(i) : intsOr(attribute);
  }

  /// An input with one element, which counts or names an axis.
  int number(int i) {
    return Math.toIntExact(input(i).to(DType.I64).itemLong());
  }

  /// A tensor among the attributes.
  Tensor tensor(String attribute) {
    try {
      return node.tensor(attribute).toTensor();
    } catch (OnnxFormatException unsupported) {
      throw unsupported("attribute " + attribute + " has no tensor: " + unsupported.getMessage());
    }
  }

  private static int[] toInts(long... values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = Math.toIntExact(values[i]);
    }
    return ints;
  }

  /// The exception for what an operator cannot do; `problem` completes the sentence that begins
  /// with the operator's name.
  IllegalArgumentException unsupported(String problem) {
    return new IllegalArgumentException(node.opType() + ": " + problem);
  }

  private IllegalArgumentException missing(int i) {
    return unsupported("input " + i + " is missing; the node has " + node.inputs());
  }
}
