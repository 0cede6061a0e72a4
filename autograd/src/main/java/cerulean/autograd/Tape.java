package cerulean.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A function that has been run once and recorded, so that its derivative can be applied again and
/// again: to gradients of the results, backwards, or to tangents of the inputs, forwards.
final class Tape {

  private final Variable[] inputs;
  private final List<Variable> outputs;

  /// Whether a gradient may flow through the derivative to something that is not an input.
  private final boolean recorded;

  Tape(Function<List<Variable>, List<Variable>> f, List<Variable> in) {
    inputs =
        in.stream().map(x -> x.dtype().isFloating() ? x.tracked() : x).toArray(Variable[]::new);
    outputs = NoGrad.record(() -> SavedTensors.without(() -> f.apply(List.of(inputs))));
    recorded = in.stream().anyMatch(Variable::isRecordedAnywhere) || reachesBeyond(outputs, inputs);
  }

  /// The results.
  List<Variable> outputs() {
    return recorded && NoGrad.isRecording()
        ? outputs
        : outputs.stream().map(Variable::unrecorded).toList();
  }

  /// The gradients of the inputs, given those of the results.
  List<Variable> pullback(List<Variable> g) {
    if (g.size() != outputs.size()) {
      throw new IllegalArgumentException(
          "vjp: there must be a gradient for each of "
              + outputs.size()
              + " results; got "
              + g.size());
    }
    for (int i = 0; i < g.size(); i++) {
      Seed.requireShape(outputs.get(i), g.get(i));
    }
    boolean wanted = recorded || g.stream().anyMatch(Variable::isRecordedAnywhere);
    @Nullable Variable[] gradients =
        NoGrad.recordIf(wanted, () -> Backward.gradients(outputs, g, inputs));
    List<Variable> all = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Variable gradient = gradients[i];
      all.add(gradient == null ? inputs[i].zerosLike() : gradient);
    }
    return all;
  }

  /// The tangents of the results, given those of the inputs: along the recorded operations in the
  /// order in which they were made, with the values they had.
  List<Variable> pushforward(List<Variable> t) {
    boolean wanted = recorded || t.stream().anyMatch(Variable::isRecordedAnywhere);
    return NoGrad.recordIf(
        wanted,
        () -> {
          IdentityHashMap<Variable, Variable> tangents = new IdentityHashMap<>();
          for (int i = 0; i < inputs.length; i++) {
            tangents.put(inputs[i], t.get(i));
          }
          for (Variable y : inOrder()) {
            push(y, tangents);
          }
          return outputs.stream().map(y -> tangents.getOrDefault(y, y.zerosLike())).toList();
        });
  }

  private static void push(Variable y, IdentityHashMap<Variable, Variable> tangents) {
    Node node = java.util.Objects.requireNonNull(y.node());
    Variable[] in = node.inputs();
    @Nullable Variable[] moving = new Variable[in.length];
    boolean moves = false;
    for (int i = 0; i < in.length; i++) {
      moving[i] = tangents.get(in[i]);
      moves |= moving[i] != null;
    }
    Variable tangent = moves ? node.op().tangent(moving, in, y) : null;
    if (tangent != null) {
      tangents.put(y, tangent);
    }
  }

  /// The variables between inputs and results, the first first.
  private List<Variable> inOrder() {
    Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(seen, inputs);
    long since = Backward.before(seen);
    List<Variable> found = new ArrayList<>();
    ArrayDeque<Variable> stack = new ArrayDeque<>(outputs);
    while (!stack.isEmpty()) {
      Variable y = stack.pop();
      Node node = y.node();
      if (node != null && y.isWanted(since) && seen.add(y)) {
        found.add(y);
        stack.addAll(Arrays.asList(node.inputs()));
      }
    }
    found.sort(Comparator.comparingLong(Variable::number));
    return found;
  }

  /// Whether a gradient may flow from `roots` to anything else than `ends`.
  private static boolean reachesBeyond(List<Variable> roots, Variable... ends) {
    Set<Variable> own = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(own, ends);
    long since = Backward.before(own);
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Variable> stack = new ArrayDeque<>(roots);
    while (!stack.isEmpty()) {
      Variable variable = stack.pop();
      if (own.contains(variable)) {
        continue;
      }
      Node node = variable.node();
      Trace trace = variable.trace();
      boolean leaf = variable.requiresGrad() && (node == null || !variable.isWanted(since));
      if (leaf || (trace != null && trace.isRecorded())) {
        return true;
      }
      if (node != null && seen.add(node)) {
        stack.addAll(Arrays.asList(node.inputs()));
      }
    }
    return false;
  }
}
