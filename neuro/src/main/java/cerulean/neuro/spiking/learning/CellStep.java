package cerulean.neuro.spiking.learning;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.SpikingState;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step of a layer's cells with its derivatives. Within a step cells do not act on one another,
/// so that one backward pass for each state gives the whole Jacobian, cell by cell.
///
/// With several inputs per cell, what is of a cell is repeated for each of them: all derivatives
/// are `[batch, inputs]`.
///
/// @param after the state after the step, a constant
/// @param spikeByState of the spikes by each state before; null where it is 0 for all cells
/// @param spikeByInput of the spikes by the input
/// @param stateByState of each state by each state before, `[after][before]`; null where it is 0
/// @param stateByInput of each state by the input
record CellStep(
    SpikingState after,
    List<@Nullable Tensor> spikeByState,
    @Nullable Tensor spikeByInput,
    List<List<@Nullable Tensor>> stateByState,
    List<@Nullable Tensor> stateByInput) {

  /// Runs `cells` for a step.
  ///
  /// - `input`: `[batch, inputs]`
  static CellStep of(SpikingLayer cells, Tensor input, SpikingState before) {
    Variable x = Variable.leaf(input);
    Variable values = Variable.leaf(before.values().value());
    SpikingState from = new SpikingState(before.output().detach(), values, before.names());
    // What the layer learns stands still: these derivatives are no gradients of it.
    Map<Parameter, Variable> still = new HashMap<>();
    cells.parameters().forEach(each -> still.put(each, Variable.constant(each.value())));
    SpikingState after = Parameter.replaced(still, () -> cells.step(x, from));
    int kinds = cells.width() / cells.size();
    List<@Nullable Tensor> spikeByState = derivatives(after.output(), x, values, kinds);
    @Nullable Tensor spikeByInput = spikeByState.removeLast();
    List<List<@Nullable Tensor>> stateByState = new ArrayList<>();
    List<@Nullable Tensor> stateByInput = new ArrayList<>();
    for (String name : after.names()) {
      List<@Nullable Tensor> row = derivatives(after.get(name), x, values, kinds);
      stateByInput.add(row.removeLast());
      stateByState.add(row);
    }
    return new CellStep(after.detach(), spikeByState, spikeByInput, stateByState, stateByInput);
  }

  /// Of `y` by each state, and by the input as the last one.
  private static List<@Nullable Tensor> derivatives(
      Variable y, Variable x, Variable values, int kinds) {
    x.clearGrad();
    values.clearGrad();
    y.sum().backward(true);
    List<@Nullable Tensor> all = new ArrayList<>();
    Tensor byStates = values.grad();
    for (int k = 0; k < values.shape().dim(0); k++) {
      all.add(byStates == null ? null : unlessZero(byStates.select(0, k).tile(1, kinds)));
    }
    Tensor byInput = x.grad();
    all.add(byInput == null ? null : unlessZero(byInput.copy()));
    return all;
  }

  private static @Nullable Tensor unlessZero(Tensor derivative) {
    return derivative.countNonZero(false, 0, 1).itemLong() == 0 ? null : derivative;
  }
}
