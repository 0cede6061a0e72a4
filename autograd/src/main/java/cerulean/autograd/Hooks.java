package cerulean.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is called when a gradient comes by a variable.
final class Hooks {

  private final List<UnaryOperator<Variable>> onGradient = new ArrayList<>();
  private final List<NodeHook> onNode = new ArrayList<>();

  Runnable add(UnaryOperator<Variable> hook) {
    onGradient.add(hook);
    return () -> onGradient.remove(hook);
  }

  Runnable add(NodeHook hook) {
    onNode.add(hook);
    return () -> onNode.remove(hook);
  }

  Variable gradient(Variable g) {
    Variable changed = g;
    for (UnaryOperator<Variable> hook : List.copyOf(onGradient)) {
      changed = hook.apply(changed);
      if (!changed.shape().equals(g.shape())) {
        throw new IllegalArgumentException(
            "onGradient: a hook must keep the shape of the gradient, "
                + g.shape()
                + "; got "
                + changed.shape());
      }
    }
    return changed;
  }

  void node(String op, Variable g, @Nullable Variable[] gradients) {
    for (NodeHook hook : List.copyOf(onNode)) {
      hook.handedOn(op, g, gradients.clone());
    }
  }
}
