package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.List;

/// One direction of one layer of a recurrent network.
interface Cell {

  /// What a run gives: the hidden states after each step, `[steps, batch, state]`, and the last
  /// states of each kind, `[batch, size]`.
  record Run(Variable states, List<Variable> last) {}

  /// Runs over `[steps, batch, features]`, of which there is a step, from the states of each kind.
  Run run(RecurrentWeights weights, Variable input, List<Variable> start);
}
