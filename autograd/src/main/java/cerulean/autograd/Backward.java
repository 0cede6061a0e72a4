package cerulean.autograd;

import cerulean.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The walk from a result back to its inputs.
///
/// Variables are first put in an order in which each comes after everything computed from it, by a
/// depth-first search with a stack of its own (a chain of 100,000 operations does not overflow the
/// thread's). Then each hands its gradient, complete by then, through its rule to its inputs.
///
/// The walk knows of some gradients that nothing else holds: sums of several contributions, what a
/// rule that allocates has made, and what a rule of one input made of such a gradient. A leaf keeps
/// those; others may be the seed, another leaf's gradient or views of them, and are copied.
final class Backward {

  private final IdentityHashMap<Variable, Variable> gradients = new IdentityHashMap<>();
  private final IdentityHashMap<Variable, Variable> results = new IdentityHashMap<>();
  private final Set<Variable> unshared = Collections.newSetFromMap(new IdentityHashMap<>());

  private Backward() {}

  /// Computes the gradients of `root` (weighted by `seed`) with respect to every variable it
  /// depends on and that has no inputs of its own, plus those in `wanted`.
  static Backward run(
      Variable root, Variable seed, List<? extends Variable> wanted, boolean keepGraph) {
    Backward walk = new Backward();
    walk.gradients.put(root, seed);
    List<Variable> order = order(root);
    for (Variable variable : order) {
      Node node = variable.node();
      Variable gradient =
          node == null || wanted.contains(variable)
              ? walk.gradients.get(variable)
              : walk.gradients.remove(variable);
      if (gradient == null) {
        continue;
      }
      if (node == null || wanted.contains(variable)) {
        walk.results.put(variable, gradient);
      }
      if (node != null) {
        walk.propagate(node, variable, gradient);
        if (!keepGraph) {
          node.release();
        }
      }
    }
    return walk;
  }

  /// The gradients, by variable.
  Map<Variable, Variable> results() {
    return results;
  }

  /// Whether `gradient` is contiguous and known to share its elements with no other tensor.
  boolean owns(Variable gradient) {
    return unshared.contains(gradient) && gradient.value().isContiguous();
  }

  private void propagate(Node node, Variable out, Variable gradient) {
    List<Variable> inputs = node.inputs();
    boolean own = unshared.remove(gradient);
    boolean fresh = node.rule().allocates() || (own && inputs.size() == 1);
    for (int i = 0; i < inputs.size(); i++) {
      Variable input = inputs.get(i);
      Rule.@Nullable Partial partial = node.rule().partials()[i];
      if (input.requiresGrad() && partial != null) {
        Variable contribution = partial.of(gradient, inputs, out);
        Variable earlier = gradients.get(input);
        Variable sum = earlier == null ? contribution : earlier.add(contribution);
        gradients.put(input, sum);
        unshared.remove(earlier);
        if (fresh || earlier != null) {
          unshared.add(sum);
        }
      }
    }
  }

  /// All variables that need a gradient, each after everything computed from it.
  private static List<Variable> order(Variable root) {
    List<Variable> finished = new ArrayList<>();
    IdentityHashMap<Variable, Boolean> entered = new IdentityHashMap<>();
    Deque<Variable> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Variable variable = stack.peek();
      Node node = variable.node();
      if (entered.putIfAbsent(variable, true) == null && node != null) {
        for (Variable input : node.inputs()) {
          if (input.requiresGrad() && !entered.containsKey(input)) {
            stack.push(input);
          }
        }
      } else {
        stack.pop();
        if (entered.replace(variable, true, false)) {
          finished.add(variable);
        }
      }
    }
    return finished.reversed();
  }

  /// A gradient of ones for a scalar loss.
  static Variable seed(Variable loss) {
    if (loss.value().size() != 1) {
      throw new IllegalArgumentException(
          "backward: the loss must be one number; got shape "
              + loss.value().shape()
              + "; sum it, or give the gradient of its elements");
    }
    return Variable.constant(Tensor.full(1f, loss.value().shape().dims()));
  }
}
