package cerulean.onnx.run;

import cerulean.onnx.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The operators that can be executed, by name.
final class Operators {

  private static final Map<String, Operator> TABLE = new HashMap<>();

  static {
    ConstantOperators.register(TABLE);
    ControlOperators.register(TABLE);
    IndexOperators.register(TABLE);
    ShapeOperators.register(TABLE);
    Map<String, Operator> computing = new HashMap<>();
    AttentionOperators.register(computing);
    ConvolutionOperators.register(computing);
    ElementwiseOperators.register(computing);
    ImageOperators.register(computing);
    LossOperators.register(computing);
    MatrixOperators.register(computing);
    NormalizationOperators.register(computing);
    PoolingOperators.register(computing);
    RecurrentOperators.register(computing);
    ReductionOperators.register(computing);
    RegionOperators.register(computing);
    SignalOperators.register(computing);
    computing.forEach((name, operator) -> TABLE.put(name, Operator.widening(operator)));
  }

  private Operators() {}

  /// The operator of a node.
  static Operator of(Node node) {
    Operator operator = node.domain().isEmpty() ? TABLE.get(node.opType()) : null;
    if (operator == null) {
      throw unknown(node);
    }
    return operator;
  }

  /// The names of all operators, in order.
  static Set<String> names() {
    return new TreeSet<>(TABLE.keySet());
  }

  private static UnsupportedOperationException unknown(Node node) {
    String domain = node.domain().isEmpty() ? "" : " of domain " + node.domain();
    return new UnsupportedOperationException(
        "onnx: operator " + node.opType() + domain + " is not supported; see docs/conformance.md");
  }
}
