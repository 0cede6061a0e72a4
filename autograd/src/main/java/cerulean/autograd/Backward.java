package cerulean.autograd;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The walk from a result back to its inputs.
///
/// Variables are numbered as they are made, so whatever was computed from one has a higher number.
/// The walk takes the variable with the highest number among those a gradient has reached: nothing
/// more can arrive there, and its rule hands the gradient on to its inputs. No recursion, no
/// search: what waits is the edge of the graph that the walk has come to.
///
/// The walk knows of some gradients that nothing else holds: sums of several contributions, and
/// what a rule made that is not the gradient it was given. A leaf keeps those; others may be the
/// seed, another leaf's gradient or views of them, and are copied. Inside a [Workspace] the memory
/// of such a gradient is given back as soon as its rule has run.
final class Backward {

  private static final Comparator<Variable> LATEST_FIRST =
      (a, b) -> Long.compare(b.number(), a.number());

  /// The gradient of a variable, as far as it has arrived.
  static final class Arrival {
    private final Variable variable;
    private Variable gradient;
    private boolean own;

    Arrival(Variable variable, Variable gradient, boolean own) {
      this.variable = variable;
      this.gradient = gradient;
      this.own = own;
    }

    Variable variable() {
      return variable;
    }

    Variable gradient() {
      return gradient;
    }

    /// Whether the gradient is contiguous and known to share its elements with no other tensor.
    boolean isOwn() {
      return own && gradient.value().isContiguous();
    }
  }

  private final TreeMap<Variable, Arrival> waiting = new TreeMap<>(LATEST_FIRST);
  private final List<Arrival> results = new ArrayList<>();

  /// Whether gradients are themselves recorded, and so held by the graph of their own.
  private final boolean recording = !NoGrad.active();

  /// Variables beyond which the walk does not go.
  private final Set<Variable> ends = Collections.newSetFromMap(new IdentityHashMap<>());

  private Backward() {}

  /// Computes the gradients of `root` (weighted by `seed`) with respect to every variable it
  /// depends on and that has no inputs of its own, plus those in `wanted`.
  static List<Arrival> run(
      Variable root, Variable seed, List<? extends Variable> wanted, boolean keepGraph) {
    Backward walk = new Backward();
    walk.waiting.put(root, new Arrival(root, seed, false));
    walk.walk(identitySet(wanted), keepGraph);
    return walk.results;
  }

  private void walk(Set<Variable> wanted, boolean keepGraph) {
    while (!waiting.isEmpty()) {
      Arrival arrival = waiting.pollFirstEntry().getValue();
      Node node = ends.contains(arrival.variable) ? null : arrival.variable.node();
      boolean result = node == null || wanted.contains(arrival.variable);
      if (result) {
        results.add(arrival);
      }
      if (node != null) {
        propagate(node, arrival, arrival.own && !result);
        if (!keepGraph) {
          node.release();
        }
      }
    }
  }

  /// Hands a gradient on to the inputs of a node; with `own` nobody else holds it.
  private void propagate(Node node, Arrival arrival, boolean own) {
    Variable gradient = arrival.gradient;
    List<Variable> inputs = node.inputs();
    Rule rule = node.rule();
    Rule.Joint joint = rule.joint();
    @Nullable Variable[] all = joint == null ? null : joint.of(gradient, inputs, arrival.variable);
    int passedOn = 0;
    @Nullable Arrival heir = null;
    for (int i = 0; i < inputs.size(); i++) {
      Variable input = inputs.get(i);
      if (!input.requiresGrad()) {
        continue;
      }
      Variable contribution =
          all != null ? all[i] : partial(rule.partials()[i], gradient, inputs, arrival.variable);
      if (contribution == null) {
        continue;
      }
      boolean passed = contribution.value().sharesStorage(gradient.value());
      Arrival arrived = arrive(input, contribution, !passed && !sharesOthers(all, i));
      if (passed) {
        passedOn++;
        heir = arrived;
      }
    }
    if (own && heir != null && passedOn == 1) {
      heir.own = true;
    } else if (own && heir == null && !recording) {
      Workspace.release(gradient.value());
    }
  }

  private static @Nullable Variable partial(
      Rule.@Nullable Partial partial, Variable gradient, List<Variable> inputs, Variable out) {
    return partial == null ? null : partial.of(gradient, inputs, out);
  }

  /// Whether one of the gradients made together has elements in common with another.
  private static boolean sharesOthers(@Nullable Variable @Nullable [] all, int i) {
    Variable own = all == null ? null : all[i];
    for (int j = 0; own != null && j < all.length; j++) {
      Variable other = all[j];
      if (j != i && other != null && other.value().sharesStorage(own.value())) {
        return true;
      }
    }
    return false;
  }

  /// The gradients of `sum(g * f(in))` with respect to `in`, recorded: they depend on `in` and `g`.
  static @Nullable Variable[] through(Rule.Composition f, Variable g, List<Variable> in) {
    // Aliases: one variable may be several inputs, and the walk must end here.
    List<Variable> aliases = in.stream().map(Variable::alias).toList();
    Variable out = f.of(aliases);
    Backward walk = new Backward();
    walk.ends.addAll(aliases);
    walk.waiting.put(out, new Arrival(out, g, false));
    walk.walk(identitySet(aliases), true);
    @Nullable Variable[] gradients = new Variable[aliases.size()];
    for (Arrival arrival : walk.results) {
      int input = aliases.indexOf(arrival.variable);
      if (input >= 0) {
        gradients[input] = arrival.gradient;
      }
    }
    return gradients;
  }

  /// Adds a contribution to what has arrived at an input.
  private Arrival arrive(Variable input, Variable contribution, boolean fresh) {
    Arrival arrival = waiting.get(input);
    if (arrival == null) {
      arrival = new Arrival(input, contribution, fresh);
      waiting.put(input, arrival);
      return arrival;
    }
    Tensor sum = arrival.gradient.value();
    boolean inPlace = arrival.isOwn() && !recording && sum.dtype() == contribution.value().dtype();
    if (inPlace) {
      sum.addInPlace(contribution.value());
      if (fresh) {
        Workspace.release(contribution.value());
      }
    } else {
      arrival.gradient = arrival.gradient.add(contribution);
      arrival.own = true;
    }
    return arrival;
  }

  private static Set<Variable> identitySet(List<? extends Variable> variables) {
    if (variables.isEmpty()) {
      return Set.of();
    }
    Set<Variable> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(variables);
    return set;
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
