package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.List;
import java.util.Map;

/// Long short-term memory (Hochreiter & Schmidhuber 1997), one layer or several on top of each
/// other, over a whole sequence:
///
///     i, f, o = sigmoid(W x + b + U h + d), g = tanh(W x + b + U h + d)
///     c = f c + i g
///     h = o tanh(c)
///
/// - input: `[steps, batch, in]`
/// - result: the hidden states of the last layer, `[steps, batch, hidden]`
///
/// Layer `k` has `weight_ih_lk` `[4 hidden, in]`, `weight_hh_lk` `[4 hidden, hidden]` and the biases
/// `bias_ih_lk` and `bias_hh_lk`, rows in the order `i, f, g, o`, all drawn from `U(-k, k)` with `k
/// = 1 / sqrt(hidden)`.
public final class Lstm implements Layer {

  /// What a run gives.
  ///
  /// @param states the hidden states of the last layer, `[steps, batch, hidden]`
  /// @param hidden the last hidden state of each layer, `[layers, batch, hidden]`
  /// @param cell the last cell state of each layer, `[layers, batch, hidden]`
  public record Run(Variable states, Variable hidden, Variable cell) {}

  private final List<RecurrentWeights> layers;

  private Lstm(List<RecurrentWeights> layers) {
    this.layers = layers;
  }

  /// One layer.
  public static Lstm of(int in, int hidden, Philox random) {
    return of(in, hidden, 1, random);
  }

  /// Several layers, each of which reads the hidden states of the one before.
  public static Lstm of(int in, int hidden, int layers, Philox random) {
    return new Lstm(RecurrentWeights.draw("Lstm", 4, in, hidden, layers, random));
  }

  @Override
  public Variable forward(Variable input) {
    return run(input).states();
  }

  /// Runs from states of zeros.
  public Run run(Variable input) {
    RecurrentWeights.requireSequence("Lstm", input);
    Variable zeros = RecurrentWeights.zeros(layers, input);
    return run(input, zeros, zeros);
  }

  /// Runs from given states, `[layers, batch, hidden]` each.
  public Run run(Variable input, Variable hidden, Variable cell) {
    RecurrentWeights.requireSequence("Lstm", input);
    int steps = input.value().dim(0);
    Variable x = input;
    Variable[] lastHidden = new Variable[layers.size()];
    Variable[] lastCell = new Variable[layers.size()];
    for (int i = 0; i < layers.size(); i++) {
      RecurrentWeights layer = layers.get(i);
      Variable gates = x.linear(layer.input(), layer.inputBias().add(layer.hiddenBias()));
      Variable run = gates.lstm(hidden.select(0, i), cell.select(0, i), layer.hidden());
      x = run.narrow(0, 0, steps);
      lastHidden[i] = steps == 0 ? hidden.select(0, i) : run.select(0, steps - 1);
      lastCell[i] = run.select(0, steps);
    }
    return new Run(x, Variable.stack(0, lastHidden), Variable.stack(0, lastCell));
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return RecurrentWeights.named(layers);
  }

  @Override
  public String toString() {
    return RecurrentWeights.text("Lstm", layers);
  }
}
