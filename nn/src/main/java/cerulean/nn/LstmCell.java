package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.Map;

/// One step of a long short-term memory, see [Lstm]; for loops of one's own.
///
/// - input: `[batch, in]`, or `[in]`
/// - result: the hidden state, `[batch, hidden]`; with the cell state from [#step]
///
/// `weight_ih` is `[4 hidden, in]`, `weight_hh` `[4 hidden, hidden]`, `bias_ih` and `bias_hh` `[4
/// hidden]`, all drawn from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
public final class LstmCell implements Layer {

  /// The states after a step.
  public record State(Variable hidden, Variable cell) {}

  private final RecurrentWeights weights;

  private LstmCell(RecurrentWeights weights) {
    this.weights = weights;
  }

  /// A cell with biases.
  public static LstmCell of(int in, int hidden, Philox random) {
    return of(in, hidden, true, random);
  }

  /// A cell.
  public static LstmCell of(int in, int hidden, boolean bias, Philox random) {
    Recurrent settings = Recurrent.of(in, hidden);
    Recurrent own = bias ? settings : settings.withoutBias();
    return new LstmCell(RecurrentWeights.draw(4, in, own, random));
  }

  /// The hidden state after a step from zeros.
  @Override
  public Variable forward(Variable input) {
    Variable zeros = Variable.constant(Cells.zeros("LstmCell", weights, input));
    return step(input, new State(zeros, zeros)).hidden();
  }

  /// The states after a step from given ones.
  public State step(Variable input, State from) {
    Cells.require("LstmCell", weights, input, from.hidden);
    Cells.require("LstmCell", weights, input, from.cell);
    if (input.shape().rank() == 1) {
      State one = new State(from.hidden.unsqueeze(0), from.cell.unsqueeze(0));
      State after = step(input.unsqueeze(0), one);
      return new State(after.hidden.squeeze(0), after.cell.squeeze(0));
    }
    Variable gates = input.linear(weights.input(), weights.bias()).unsqueeze(0);
    Variable both = gates.lstm(from.hidden, from.cell, weights.hidden());
    return new State(both.select(0, 0), both.select(0, 1));
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Cells.named(weights);
  }

  @Override
  public String toString() {
    return Cells.text("LstmCell", weights);
  }
}
