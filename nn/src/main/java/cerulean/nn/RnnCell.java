package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.Map;

/// One step of Elman's recurrent network, `tanh(W x + b + U h + d)`; for loops of one's own. [Rnn]
/// runs whole sequences.
///
/// - input: `[batch, in]`, or `[in]`
/// - result: the hidden state, `[batch, hidden]`
///
/// `weight_ih` is `[hidden, in]`, `weight_hh` `[hidden, hidden]`, `bias_ih` and `bias_hh`
/// `[hidden]`, all drawn from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
public final class RnnCell implements Layer {

  private final RecurrentWeights weights;
  private final boolean rectified;

  private RnnCell(RecurrentWeights weights, boolean rectified) {
    this.weights = weights;
    this.rectified = rectified;
  }

  /// A cell with biases.
  public static RnnCell of(int in, int hidden, Philox random) {
    return of(in, hidden, true, false, random);
  }

  /// A cell; with `max(x, 0)` in place of the hyperbolic tangent if it is `rectified`.
  public static RnnCell of(int in, int hidden, boolean bias, boolean rectified, Philox random) {
    Recurrent settings = Recurrent.of(in, hidden);
    Recurrent own = bias ? settings : settings.withoutBias();
    return new RnnCell(RecurrentWeights.draw(1, in, own, random), rectified);
  }

  /// The state after a step from zeros.
  @Override
  public Variable forward(Variable input) {
    return forward(input, Variable.constant(Cells.zeros("RnnCell", weights, input)));
  }

  /// The state after a step from the state `hidden`.
  public Variable forward(Variable input, Variable hidden) {
    Cells.require("RnnCell", weights, input, hidden);
    Variable sum = input.linear(weights.input(), weights.bias());
    Variable all = sum.add(hidden.linear(weights.hidden(), null));
    return rectified ? all.relu() : all.tanh();
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Cells.named(weights);
  }

  @Override
  public String toString() {
    return Cells.text("RnnCell", weights);
  }
}
