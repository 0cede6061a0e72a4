package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import java.util.List;

/// All that a layer remembers from one step to the next.
///
/// @param output the spikes of the last step, or the voltages of cells that do not fire, `[batch,
///   n]`
/// @param values the states of the cells, `[states, batch, n]`
/// @param names those of the states, in their order
public record SpikingState(Variable output, Variable values, List<String> names) {

  /// Copies the names.
  public SpikingState {
    names = List.copyOf(names);
  }

  /// The state `name`, `[batch, n]`.
  public Variable get(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw unknown(name);
    }
    return values.select(0, index);
  }

  /// The examples that this is the state of.
  public int batch() {
    return values.shape().dim(1);
  }

  /// The same numbers without what they were computed from: gradients of what comes go no further
  /// back than here (truncated backpropagation through time).
  public SpikingState detach() {
    return new SpikingState(output.detach(), values.detach(), names);
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "SpikingState: there is no state " + name + "; the states are " + names);
  }
}
