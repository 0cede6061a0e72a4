package cerulean.onnx.run;

import cerulean.onnx.Graph;
import cerulean.onnx.Node;
import cerulean.onnx.OnnxFormatException;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node about to be executed: its attributes, its inputs and the version of its operator set.
///
/// - `node`: the node, whose attributes the operator reads
/// - `inputs`: in the order of the node's; null where an optional input is left out
/// - `opset`: the version of the operator set that the model imports for the node's domain
/// - `bodies`: runs the graphs among the node's attributes
/// - `limits`: what the node may cost
record Call(
    Node node,
    List<@Nullable Tensor> inputs,
    long opset,
    Bodies bodies,
    GraphRunner.Limits limits) {

  /// With the usual limits.
  Call(Node node, List<@Nullable Tensor> inputs, long opset, Bodies bodies) {
    this(node, inputs, opset, bodies, GraphRunner.Limits.USUAL);
  }

  /// Runs a graph that is an attribute of the node, which sees the values around the node.
  @FunctionalInterface
  interface Bodies {
    /// The outputs of the graph for its inputs, both in the graph's order.
    List<Tensor> run(Graph graph, List<Tensor> inputs);
  }

  /// The same call with other inputs.
  Call with(List<@Nullable Tensor> other) {
    return new Call(node, other, opset, bodies, limits);
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
    return toInt("attribute " + attribute, node.intOr(attribute, otherwise));
  }

  /// An integer attribute that must be there.
  int integer(String attribute) {
    return toInt("attribute " + attribute, node.integer(attribute));
  }

  /// A count that things are divided by.
  int countOr(String attribute, int otherwise) {
    return positive(attribute, intOr(attribute, otherwise));
  }

  /// A count that things are divided by and that must be there.
  int count(String attribute) {
    return positive(attribute, integer(attribute));
  }

  private int positive(String attribute, int count) {
    if (count < 1) {
      throw notPositive(attribute, count);
    }
    return count;
  }

  /// An axis among `rank`, counted from the first; `what` names where it stands.
  int axis(String what, int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw noAxis(what, axis, rank);
    }
    return axis < 0 ? axis + rank : axis;
  }

  /// Axes as [#axis] has them; all if none is given.
  int[] axes(String what, int rank, int... given) {
    int[] axes = given.length == 0 ? new int[rank] : given.clone();
    for (int i = 0; i < axes.length; i++) {
      axes[i] = given.length == 0 ? i : axis(what, given[i], rank);
    }
    return axes;
  }

  /// Integer attributes that are axes, sizes or counts.
  int[] intsOr(String attribute, int... otherwise) {
    return node.attribute(attribute).isPresent()
        ? toInts("attribute " + attribute, node.ints(attribute))
        : otherwise;
  }

  /// An integer input, a list of axes or sizes.
  int[] ints(int i) {
    return toInts("input " + i, input(i).to(DType.I64).toLongArray());
  }

  /// An input that became one in a later version of the operator, where it had been an attribute.
  ///
  /// The empty list if neither is there.
  int[] intsOrAttribute(int i, String attribute) {
    return has(i) ? ints(i) : intsOr(attribute);
  }

  /// An input with one element, which counts or names an axis.
  int number(int i) {
    return toInt("input " + i, input(i).to(DType.I64).itemLong());
  }

  /// An input with at least `least` axes.
  Tensor ofRank(int i, int least) {
    Tensor input = input(i);
    if (input.rank() < least) {
      throw tooFewAxes(i, input, least);
    }
    return input;
  }

  /// Demands a shape, in which -1 stands for any size.
  void checkDims(int i, int... wanted) {
    int[] dims = input(i).shape().dims();
    boolean fits = dims.length == wanted.length;
    for (int axis = 0; fits && axis < wanted.length; axis++) {
      fits = wanted[axis] == -1 || wanted[axis] == dims[axis];
    }
    if (!fits) {
      throw wrongShape(i, wanted);
    }
  }

  /// An input with one element that is a size.
  int size(int i) {
    int size = number(i);
    if (size < 0) {
      throw negative(i, size);
    }
    return size;
  }

  /// Demands as many numbers as there are things to which they belong.
  void checkLength(String what, int length, int wanted) {
    if (length != wanted) {
      throw wrongLength(what, length, wanted);
    }
  }

  /// Refuses a tensor that is larger than the limit, before memory is taken for it.
  ///
  /// Negative sizes are left to the operator, which has its own sentence for them.
  void checkSize(long... dims) {
    double size = 1;
    for (long dim : dims) {
      size *= Math.max(0, dim);
    }
    if (size > limits.elements()) {
      throw tooLarge(dims);
    }
  }

  /// [#checkSize(long...)] of a shape.
  void checkShape(int... dims) {
    checkSize(Arrays.stream(dims).asLongStream().toArray());
  }

  /// A tensor among the attributes.
  Tensor tensor(String attribute) {
    try {
      return node.tensor(attribute).toTensor();
    } catch (OnnxFormatException unsupported) {
      throw unsupported("attribute " + attribute + " has no tensor: " + unsupported.getMessage());
    }
  }

  /// A number from outside that is a size, an axis or a count; `what` names where it stands.
  int toInt(String what, long value) {
    if (value != (int) value) {
      throw beyondInt(what, value);
    }
    return (int) value;
  }

  private int[] toInts(String what, long... values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = toInt(what, values[i]);
    }
    return ints;
  }

  /// The exception for what an operator cannot do; `problem` completes the sentence that begins
  /// with the operator's name.
  IllegalArgumentException unsupported(String problem) {
    return new IllegalArgumentException(node.opType() + ": " + problem);
  }

  private IllegalArgumentException beyondInt(String what, long value) {
    return unsupported(what + " is " + value + "; must be between -2^31 and 2^31 - 1");
  }

  private IllegalArgumentException notPositive(String attribute, int count) {
    return unsupported("attribute " + attribute + " is " + count + "; must be at least 1");
  }

  private IllegalArgumentException noAxis(String what, int axis, int rank) {
    return unsupported(
        rank == 0
            ? what + " is " + axis + "; there is no axis"
            : "%s is %d; must be between %d and %d".formatted(what, axis, -rank, rank - 1));
  }

  private IllegalArgumentException tooFewAxes(int i, Tensor input, int least) {
    return unsupported(
        "input %d has shape %s; must have at least %d axes".formatted(i, input.shape(), least));
  }

  private IllegalArgumentException wrongShape(int i, int... wanted) {
    String shown = Arrays.toString(wanted).replace("-1", "any");
    return unsupported("input %d has shape %s; must have %s".formatted(i, input(i).shape(), shown));
  }

  private IllegalArgumentException negative(int i, int size) {
    return unsupported("input " + i + " is " + size + "; must be at least 0");
  }

  private IllegalArgumentException wrongLength(String what, int length, int wanted) {
    return unsupported("%s: %d numbers; must be %d".formatted(what, length, wanted));
  }

  private IllegalArgumentException tooLarge(long... dims) {
    return unsupported(
        "a tensor of shape %s has more than %d elements, the limit of this runner"
            .formatted(Arrays.toString(dims), limits.elements()));
  }

  private IllegalArgumentException missing(int i) {
    return unsupported("input " + i + " is missing; the node has " + node.inputs());
  }
}
