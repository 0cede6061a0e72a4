package cerulean.autograd;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
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

  /// Variables beyond which the walk does not go.
  private final Set<Variable> ends;

  /// Whether gradients are themselves recorded, and so held by the graph of their own.
  private final boolean recording = !NoGrad.active();

  private Backward(Set<Variable> ends) {
    this.ends = ends;
  }

  /// Computes the gradients of `root` (weighted by `seed`) with respect to every variable it
  /// depends on and that has no inputs of its own, plus those in `wanted`.
  static List<Arrival> run(
      Variable root, Variable seed, List<? extends Variable> wanted, boolean keepGraph) {
    Backward walk = new Backward(Set.of());
    walk.from(root, seed, identitySet(wanted), keepGraph);
    return walk.results;
  }

  /// The gradients of `sum(g * f(in))` with respect to `in`, recorded: they depend on `in` and `g`.
  static @Nullable Variable[] through(Rule.Composition f, Variable g, List<Variable> in) {
    // Aliases: one variable may be several inputs, and the walk must end here.
    List<Variable> aliases = in.stream().map(Variable::alias).toList();
    Variable out = f.of(aliases);
    Backward walk = new Backward(identitySet(aliases));
    walk.from(out, g, walk.ends, true);
    IdentityHashMap<Variable, Variable> gradients = new IdentityHashMap<>();
    for (Arrival arrival : walk.results) {
      gradients.put(arrival.variable, arrival.gradient);
    }
    return aliases.stream().map(gradients::get).toArray(Variable[]::new);
  }

  private void from(Variable root, Variable seed, Set<Variable> wanted, boolean keepGraph) {
    waiting.put(root, new Arrival(root, seed, false));
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
    @Nullable Variable[] contributions = node.rule().joint().of(gradient, inputs, arrival.variable);
    int passedOn = 0;
    @Nullable Arrival heir = null;
    for (int i = 0; i < inputs.size(); i++) {
      Variable input = inputs.get(i);
      Variable contribution = contributions[i];
      if (contribution == null || !input.requiresGrad()) {
        continue;
      }
      boolean given = contribution.value().sharesStorage(gradient.value());
      Arrival arrived = arrive(input, contribution, !given && isSingle(contributions, i));
      if (given) {
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

  /// Whether a contribution shares its elements with no other of the same rule.
  private static boolean isSingle(@Nullable Variable[] contributions, int i) {
    Tensor own = Objects.requireNonNull(contributions[i]).value();
    for (int k = 0; k < contributions.length; k++) {
      Variable other = contributions[k];
      if (k != i && other != null && other.value().sharesStorage(own)) {
        return false;
      }
    }
    return true;
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

  /// Refuses a walk from a variable without graph, or with a gradient of another shape.
  static void requireSeed(Variable root, Variable seed) {
    if (!root.requiresGrad()) {
      throw new IllegalStateException(
          "backward: nothing that this variable was computed from needs a gradient; was it computed"
              + " inside NoGrad?");
    }
    if (!seed.shape().equals(root.shape())) {
      throw new IllegalArgumentException(
          "backward: the gradient must have the shape of the variable, "
              + root.shape()
              + "; got "
              + seed.shape());
    }
  }
}
