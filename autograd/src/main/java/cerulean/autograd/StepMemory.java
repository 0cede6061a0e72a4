package cerulean.autograd;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Formatter;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the backward pass from a loss will hold in memory at its peak, computed from the graph
/// without walking it.
///
///     System.out.println(StepMemory.of(loss));
///
/// Counted are the values that the graph holds (views once, with the tensor that they look into),
/// the gradients that wait for the walk and those that leaves keep. Values go as soon as the walk
/// has passed the operations that made them; in a [cerulean.tensor.Workspace] they stay until it
/// closes, since the program may hold them, and the peak is higher by as much. Not counted is what a rule needs while it runs, what
/// kernels keep beside results, and a graph recorded by gradients of gradients.
///
/// - `values`: bytes of all values of the graph: what the forward pass has kept
/// - `peak`: the most bytes of values and gradients at any moment of the walk
/// - `at`: the operation at which that is
/// - `gradients`: bytes of gradients at that moment
/// - `byOperation`: `values` by the operations that made them; leaves and constants by these names
public record StepMemory(
    long values, long peak, String at, long gradients, Map<String, Long> byOperation) {

  public StepMemory {
    byOperation = Collections.unmodifiableMap(new TreeMap<>(byOperation));
  }

  /// Under this name leaves are counted, and others that no operation made as constants.
  private static final String LEAVES = "leaf";

  private static final String CONSTANTS = "constant";

  /// The memory of a backward pass from `loss`, whose graph must not have been released.
  public static StepMemory of(Variable loss) {
    return new Walk(loss).report();
  }

  /// The peak, and what operations hold, the largest first.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    Formatter lines = new Formatter(text, Locale.ROOT);
    lines.format("peak %,d bytes at %s: ", peak, at);
    lines.format("%,d of values, %,d of gradients\n", peak - gradients, gradients);
    lines.format("%,d bytes of values are held when the walk begins:\n", values);
    byOperation.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> {
          double percent = 100.0 * entry.getValue() / Math.max(1, values);
          lines.format("  %-24s %,15d  %5.1f %%\n", entry.getKey(), entry.getValue(), percent);
        });
    return text.toString();
  }

  /// The walk of [Backward] on sizes alone.
  private static final class Walk {
    private final Variable loss;

    /// The variable that made the elements that another looks into.
    private final IdentityHashMap<Variable, Variable> makers = new IdentityHashMap<>();

    /// How many variables of the graph still look into the elements of a maker.
    private final IdentityHashMap<Variable, Integer> viewers = new IdentityHashMap<>();

    private final TreeSet<Variable> results =
        new TreeSet<>((a, b) -> Long.compare(b.number(), a.number()));

    Walk(Variable loss) {
      this.loss = loss;
      Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      ArrayDeque<Variable> stack = new ArrayDeque<>(Set.of(loss));
      Set<Variable> others = Collections.newSetFromMap(new IdentityHashMap<>());
      while (!stack.isEmpty()) {
        Variable variable = stack.pop();
        if (seen.add(variable)) {
          Node node = variable.node();
          if (node == null) {
            others.add(variable);
          } else {
            results.add(variable);
            Collections.addAll(stack, node.inputs());
          }
        }
      }
      others.forEach(variable -> hold(variable, variable));
      for (Variable result : results.descendingSet()) {
        hold(result, maker(result));
      }
    }

    private void hold(Variable variable, Variable maker) {
      makers.put(variable, maker);
      viewers.merge(maker, 1, Integer::sum);
    }

    /// Inputs are made before their results, so theirs are known.
    private Variable maker(Variable result) {
      Node node = Objects.requireNonNull(result.node());
      for (Variable input : node.inputs()) {
        if (input.form().sharesStorage(result.form())) {
          return Objects.requireNonNull(makers.get(input));
        }
      }
      return result;
    }

    StepMemory report() {
      Map<String, Long> byOperation = new TreeMap<>();
      viewers.keySet().forEach(maker -> byOperation.merge(name(maker), bytes(maker), Long::sum));
      long values = byOperation.values().stream().mapToLong(Long::longValue).sum();
      long held = values;
      long gradients = bytes(loss);
      Set<Long> waiting = new HashSet<>(Set.of(loss.number()));
      long peak = 0;
      long gradientsThen = 0;
      String at = name(loss);
      for (Variable result : results) {
        Node node = Objects.requireNonNull(result.node());
        if (!waiting.contains(result.number())) {
          continue;
        }
        for (Variable input : node.inputs()) {
          if (input.requiresGrad() && waiting.add(input.number())) {
            gradients += bytes(input);
          }
        }
        if (held + gradients > peak) {
          peak = held + gradients;
          gradientsThen = gradients;
          at = name(result);
        }
        gradients -= bytes(result);
        Variable maker = Objects.requireNonNull(makers.get(result));
        if (viewers.merge(maker, -1, Integer::sum) == 0) {
          held -= bytes(maker);
        }
      }
      return new StepMemory(values, peak, at, gradientsThen, byOperation);
    }

    private static long bytes(Variable variable) {
      return (long) variable.shape().size() * variable.dtype().bytes();
    }

    private static String name(Variable variable) {
      Node node = variable.node();
      return node != null ? node.op().name() : variable.requiresGrad() ? LEAVES : CONSTANTS;
    }
  }
}
