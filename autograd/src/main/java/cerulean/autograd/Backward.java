package cerulean.autograd;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The walk from a result back to its inputs.
///
/// Variables are numbered as they are made, so whatever was computed from one has a higher number.
/// The walk takes the variable with the highest number among those a gradient has reached: nothing
/// more can arrive there, and its primitive hands the gradient on to its inputs. No recursion, no
/// search: what waits is the edge of the graph that the walk has come to.
///
/// The walk knows of some gradients that nothing else holds: sums of several contributions, and
/// what a rule made that is not the gradient it was given. A leaf keeps those; others may be the
/// seed, another leaf's gradient or views of them, and are copied. Inside a [Workspace] the memory
/// of such a gradient is given back as soon as its rule has run.
final class Backward {

  static final Comparator<Variable> LATEST_FIRST = (a, b) -> Long.compare(b.number(), a.number());

  /// The gradient of a variable, as far as it has arrived.
  static final class Arrival {
    private final Variable variable;
    private Variable gradient;
    private boolean own;

    Arrival(Variable variable, Variable gradient, boolean own) {
      this.variable = variable;
      this.gradient = gradient;
      this.own = own && gradient.trace() == null;
    }

    Variable variable() {
      return variable;
    }

    Variable gradient() {
      return gradient;
    }

    /// Whether the gradient is contiguous and known to share its elements with no other tensor.
    boolean isOwn() {
      return own && gradient.form().isContiguous();
    }
  }

  private final TreeMap<Variable, Arrival> waiting = new TreeMap<>(LATEST_FIRST);
  private final List<Arrival> results = new ArrayList<>();

  /// Variables beyond which the walk does not go.
  private final Set<Variable> ends;

  /// What has this number or a lower one was there before the ends and does not depend on them.
  private final long since;

  /// Whether gradients are themselves recorded, and so held by the graph of their own.
  private final boolean recording = NoGrad.isRecording();

  private Backward(Set<Variable> ends) {
    this.ends = ends;
    this.since = before(ends);
  }

  /// Computes the gradients of `root` (weighted by `seed`) with respect to every variable it
  /// depends on and that has no inputs of its own, plus those in `wanted`.
  static List<Arrival> run(
      Variable root, Variable seed, List<? extends Variable> wanted, boolean keepGraph) {
    Backward walk = new Backward(Set.of());
    walk.arrive(root, seed, false);
    walk.run(byNumber(wanted), keepGraph);
    return walk.results;
  }

  /// The gradients of `sum(roots * seeds)` with respect to `ends`, null where there is none. The
  /// graph stays.
  static @Nullable Variable[] gradients(
      List<Variable> roots, List<Variable> seeds, Variable... ends) {
    Backward walk = new Backward(byNumber(Arrays.asList(ends)));
    for (int i = 0; i < roots.size(); i++) {
      if (roots.get(i).isWanted(walk.since)) {
        walk.arrive(roots.get(i), seeds.get(i).to(roots.get(i).dtype()), false);
      }
    }
    walk.run(Set.of(), true);
    TreeMap<Variable, Variable> gradients = new TreeMap<>(LATEST_FIRST);
    for (Arrival arrival : walk.results) {
      gradients.put(arrival.variable, arrival.gradient);
    }
    return Arrays.stream(ends).map(gradients::get).toArray(Variable[]::new);
  }

  /// The gradients of `sum(g * f(in))` with respect to those of `in` that are wanted.
  static @Nullable Variable[] through(
      Primitive.Composition f, Variable g, Variable[] in, long since) {
    Variable[] at = in.clone();
    for (int i = 0; i < in.length; i++) {
      at[i] = in[i].isWanted(since) ? in[i].tracked() : in[i];
    }
    Variable y = NoGrad.record(() -> f.of(at));
    return gradients(List.of(y), List.of(g), at);
  }

  /// The number of the variable made last before all of `ends`.
  static long before(Collection<Variable> ends) {
    long first = Long.MAX_VALUE;
    for (Variable end : ends) {
      first = end.requiresGrad() ? Math.min(first, end.number()) : first;
    }
    return first == Long.MAX_VALUE ? 0 : first - 1;
  }

  private void run(Set<Variable> wanted, boolean keepGraph) {
    while (!waiting.isEmpty()) {
      Arrival arrival = waiting.pollFirstEntry().getValue();
      Variable variable = arrival.variable;
      Hooks hooks = variable.hooks();
      if (hooks != null) {
        arrival.gradient = hooks.gradient(arrival.gradient);
        arrival.own = false;
      }
      Node node = ends.contains(variable) ? null : variable.node();
      boolean result = node == null || wanted.contains(variable);
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
    Variable[] inputs = node.inputs();
    @Nullable Variable[] contributions = contributions(node, arrival.variable, gradient);
    int passedOn = 0;
    @Nullable Arrival heir = null;
    for (int i = 0; i < inputs.length; i++) {
      Variable input = inputs[i];
      Variable contribution = contributions[i];
      if (contribution == null || !input.isWanted(since)) {
        continue;
      }
      if (!contribution.shape().equals(input.shape())) {
        throw wrongShape(node, i, contribution);
      }
      if (contribution.dtype() != input.dtype()) {
        contribution = contribution.to(input.dtype());
      }
      boolean given = contribution.form().sharesStorage(gradient.form());
      Arrival arrived = arrive(input, contribution, !given && isSingle(contributions, i));
      if (given) {
        passedOn++;
        heir = arrived;
      }
    }
    if (own && heir != null && passedOn == 1) {
      heir.own = heir.gradient.trace() == null;
    } else if (own && heir == null && !recording) {
      Workspace.release(gradient.form());
    }
  }

  private @Nullable Variable[] contributions(Node node, Variable y, Variable g) {
    boolean intact = node.isIntact(y);
    Variable[] inputs = intact ? node.unpackedInputs() : node.markedInputs(y);
    Variable result = Packed.unpacked(intact ? y : node.markedResult(y));
    @Nullable Variable[] contributions =
        Anomaly.isOn()
            ? Anomaly.gradients(node, g, inputs, result, since)
            : node.op().gradients(g, inputs, result, since);
    if (contributions.length != inputs.length) {
      throw wrongNumber(node, contributions.length);
    }
    Hooks hooks = y.hooks();
    if (hooks != null) {
      hooks.node(node.op().name(), g, contributions);
    }
    return contributions;
  }

  /// Whether a contribution shares its elements with no other of the same rule.
  private static boolean isSingle(@Nullable Variable[] contributions, int i) {
    Tensor own = Objects.requireNonNull(contributions[i]).form();
    for (int k = 0; k < contributions.length; k++) {
      Variable other = contributions[k];
      if (k != i && other != null && other.form().sharesStorage(own)) {
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
    Tensor sum = arrival.gradient.form();
    boolean plain = arrival.isOwn() && !recording && contribution.trace() == null;
    if (plain && sum.dtype() == contribution.form().dtype()) {
      sum.addInPlace(contribution.form());
      if (fresh) {
        Workspace.release(contribution.form());
      }
    } else {
      arrival.gradient = arrival.gradient.add(contribution);
      arrival.own = arrival.gradient.trace() == null;
    }
    return arrival;
  }

  /// Variables by their numbers, since stand-ins may come in their places.
  private static Set<Variable> byNumber(List<? extends Variable> variables) {
    if (variables.isEmpty()) {
      return Set.of();
    }
    Set<Variable> set = new TreeSet<>(LATEST_FIRST);
    set.addAll(variables);
    return set;
  }

  private static IllegalArgumentException wrongNumber(Node node, int count) {
    return new IllegalArgumentException(
        node.op().name()
            + ": its gradient must have one entry for each of "
            + node.inputs().length
            + " inputs, null for none; got "
            + count);
  }

  private static IllegalArgumentException wrongShape(Node node, int i, Variable gradient) {
    return new IllegalArgumentException(
        node.op().name()
            + ": the gradient of its input "
            + i
            + " must have the shape of the input, "
            + node.inputs()[i].shape()
            + "; got "
            + gradient.shape());
  }
}
