package cerulean.autograd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One recorded operation: which rule differentiates it and what went in.
final class Node {

  private final Rule rule;
  private @Nullable List<Variable> inputs;

  Node(Rule rule, List<Variable> inputs) {
    this.rule = rule;
    this.inputs = inputs;
  }

  Rule rule() {
    return rule;
  }

  List<Variable> inputs() {
    if (inputs == null) {
      throw new IllegalStateException(
          "backward: the graph behind this "
              + rule.op()
              + " was released by an earlier backward; keep it with backward(true), or compute the"
              + " loss again");
    }
    return inputs;
  }

  /// Lets go of the inputs, and with them of everything they were computed from.
  void release() {
    inputs = null;
  }
}
