package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.List;
import java.util.Map;

/// Gated recurrent units (Cho et al. 2014), one layer or several on top of each other, over a whole
/// sequence:
///
///     r, z = sigmoid(W x + b + U h + d)
///     n = tanh(W x + b + r (U h + d))
///     h = (1 - z) n + z h
///
/// - input: `[steps, batch, in]`
/// - result: the hidden states of the last layer, `[steps, batch, hidden]`
///
/// Layer `k` has `weight_ih_lk` `[3 hidden, in]`, `weight_hh_lk` `[3 hidden, hidden]` and the biases
/// `bias_ih_lk` and `bias_hh_lk`, rows in the order `r, z, n`, all drawn from `U(-k, k)` with `k = 1
/// / sqrt(hidden)`.
public final class Gru implements Layer {

  /// What a run gives.
  ///
  /// @param states the hidden states of the last layer, `[steps, batch, hidden]`
  /// @param hidden the last hidden state of each layer, `[layers, batch, hidden]`
  public record Run(Variable states, Variable hidden) {}

  private final List<RecurrentWeights> layers;

  private Gru(List<RecurrentWeights> layers) {
    this.layers = layers;
  }

  /// One layer.
  public static Gru of(int in, int hidden, Philox random) {
    return of(in, hidden, 1, random);
  }

  /// Several layers, each of which reads the hidden states of the one before.
  public static Gru of(int in, int hidden, int layers, Philox random) {
    return new Gru(RecurrentWeights.draw("Gru", 3, in, hidden, layers, random));
  }

  @Override
  public Variable forward(Variable input) {
    return run(input).states();
  }

  /// Runs from a state of zeros.
  public Run run(Variable input) {
    RecurrentWeights.requireSequence("Gru", input);
    return run(input, RecurrentWeights.zeros(layers, input));
  }

  /// Runs from a given state, `[layers, batch, hidden]`.
  public Run run(Variable input, Variable hidden) {
    RecurrentWeights.requireSequence("Gru", input);
    int steps = input.value().dim(0);
    Variable x = input;
    Variable[] last = new Variable[layers.size()];
    for (int i = 0; i < layers.size(); i++) {
      RecurrentWeights layer = layers.get(i);
      Variable start = hidden.select(0, i);
      x = x.linear(layer.input(), layer.inputBias()).gru(start, layer.hidden(), layer.hiddenBias());
      last[i] = steps == 0 ? start : x.select(0, steps - 1);
    }
    return new Run(x, Variable.stack(0, last));
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return RecurrentWeights.named(layers);
  }

  @Override
  public String toString() {
    return RecurrentWeights.text("Gru", layers);
  }
}
