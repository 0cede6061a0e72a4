package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;

/// One step of a gated recurrent unit, see [Gru]; for loops of one's own.
///
/// - input: `[batch, in]`, or `[in]`
/// - result: the hidden state, `[batch, hidden]`
///
/// `weight_ih` is `[3 hidden, in]`, `weight_hh` `[3 hidden, hidden]`, `bias_ih` and `bias_hh` `[3
/// hidden]`, all drawn from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
public final class GruCell implements Layer {

  private final RecurrentWeights weights;

  private GruCell(RecurrentWeights weights) {
    this.weights = weights;
  }

  /// A cell with biases.
  public static GruCell of(int in, int hidden, Philox random) {
    return of(in, hidden, true, random);
  }

  /// A cell.
  public static GruCell of(int in, int hidden, boolean bias, Philox random) {
    Recurrent settings = Recurrent.of(in, hidden);
    Recurrent own = bias ? settings : settings.withoutBias();
    return new GruCell(RecurrentWeights.draw(3, in, own, random));
  }

  /// The state after a step from zeros.
  @Override
  public Variable forward(Variable input) {
    return forward(input, Variable.constant(Cells.zeros("GruCell", weights, input)));
  }

  /// The state after a step from the state `hidden`.
  public Variable forward(Variable input, Variable hidden) {
    Cells.require("GruCell", weights, input, hidden);
    if (input.shape().rank() == 1) {
      return forward(input.unsqueeze(0), hidden.unsqueeze(0)).squeeze(0);
    }
    Variable bias = weights.hiddenBias();
    if (bias == null) {
      bias = Variable.constant(Tensor.zeros(input.dtype(), weights.hidden().shape().dim(0)));
    }
    Variable gates = input.linear(weights.input(), weights.inputBias()).unsqueeze(0);
    return gates.gru(hidden, weights.hidden(), bias).squeeze(0);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Cells.named(weights);
  }

  @Override
  public String toString() {
    return Cells.text("GruCell", weights);
  }
}
