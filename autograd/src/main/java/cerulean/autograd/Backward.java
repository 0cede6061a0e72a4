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

  /// Variables beyond which the walk does not go.
  private final Set<Variable> ends = Collections.newSetFromMap(new IdentityHashMap<>());

  private Backward() {}

  /// Computes the gradients of `root` (weighted by `seed`) with respect to every variable it
  /// depends on and that has no inputs of its own, plus those in `wanted`.
  static Backward run(
      Variable root, Variable seed, List<? extends Variable> wanted, boolean keepGraph) {
    Backward walk = new Backward();
    walk.walk(root, seed, wanted, keepGraph);
    return walk;
  }

  private void walk(
      Variable root, Variable seed, List<? extends Variable> wanted, boolean keepGraph) {
    gradients.put(root, seed);
    for (Variable variable : order(root)) {
      Node node = ends.contains(variable) ? null : variable.node();
      Variable gradient =
          node == null || wanted.contains(variable)
              ? gradients.get(variable)
              : gradients.remove(variable);
      if (gradient == null) {
        continue;
      }
      if (node == null || wanted.contains(variable)) {
        results.put(variable, gradient);
      }
      if (node != null) {
        propagate(node, variable, gradient);
        if (!keepGraph) {
          node.release();
        }
      }
    }
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
    Rule rule = node.rule();
    boolean fresh = rule.allocates() || (own && inputs.size() == 1);
    Rule.Joint joint = rule.joint();
    @Nullable Variable[] all = joint == null ? null : joint.of(gradient, inputs, out);
    for (int i = 0; i < inputs.size(); i++) {
      Variable input = inputs.get(i);
      if (!input.requiresGrad()) {
        continue;
      }
      Variable contribution =
          all != null ? all[i] : contribution(rule.partials()[i], gradient, inputs, out);
      if (contribution != null) {
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

  private static @Nullable Variable contribution(
      Rule.@Nullable Partial partial, Variable gradient, List<Variable> inputs, Variable out) {
    return partial == null ? null : partial.of(gradient, inputs, out);
  }

  /// The gradients of `sum(g * f(in))` with respect to `in`, recorded: they depend on `in` and `g`.
  static @Nullable Variable[] through(Rule.Composition f, Variable g, List<Variable> in) {
    // Aliases: one variable may be several inputs, and the walk must end here.
    List<Variable> aliases = in.stream().map(Variable::alias).toList();
    Variable out = f.of(aliases);
    Backward walk = new Backward();
    walk.ends.addAll(aliases);
    walk.walk(out, g, aliases, true);
    return aliases.stream().map(walk.results::get).toArray(Variable[]::new);
  }

  /// All variables that need a gradient, each after everything computed from it.
  private List<Variable> order(Variable root) {
    List<Variable> finished = new ArrayList<>();
    IdentityHashMap<Variable, Boolean> entered = new IdentityHashMap<>();
    Deque<Variable> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Variable variable = stack.peek();
      Node node = ends.contains(variable) ? null : variable.node();
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
    Tensor value = loss.value();
    return Variable.constant(Tensor.full(value.dtype(), 1, value.shape().dims()));
  }
}
