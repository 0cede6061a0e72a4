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
    ElementwiseOperators.register(TABLE);
    AttentionOperators.register(TABLE);
    ConvolutionOperators.register(TABLE);
    ImageOperators.register(TABLE);
    PoolingOperators.register(TABLE);
    RegionOperators.register(TABLE);
    SignalOperators.register(TABLE);
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
