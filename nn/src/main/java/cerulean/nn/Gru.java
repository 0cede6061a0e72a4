package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;

/// Gated recurrent units (Cho et al. 2014), one layer or several on top of each other, over a whole
/// sequence:
///
///     r, z = sigmoid(W x + b + U h + d)
///     n = tanh(W x + b + r (U h + d))
///     h = (1 - z) n + z h
///
/// - input: `[steps, batch, in]`, or `[batch, steps, in]` if the settings say so; or without batch
/// - result: the hidden states of the last layer, `[steps, batch, hidden]`, twice as many numbers in
///   both directions
///
/// Layer `k` has `weight_ih_lk` `[3 hidden, in]`, `weight_hh_lk` `[3 hidden, hidden]` and the biases
/// `bias_ih_lk` and `bias_hh_lk`, rows in the order `r, z, n`; what runs backwards has names that end
/// in `_reverse`. All are drawn from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
public final class Gru extends RecurrentLayer {

  /// What a run gives.
  ///
  /// @param states the hidden states of the last layer, `[steps, batch, hidden]`
  /// @param hidden the last hidden state of each layer and direction, `[layers, batch, hidden]`
  public record Run(Variable states, Variable hidden) {}

  private Gru(Recurrent settings, Philox random) {
    super(3, settings, random);
  }

  /// One layer.
  public static Gru of(int in, int hidden, Philox random) {
    return of(Recurrent.of(in, hidden), random);
  }

  /// Several layers, each of which reads the hidden states of the one before.
  public static Gru of(int in, int hidden, int layers, Philox random) {
    return of(Recurrent.of(in, hidden).layers(layers), random);
  }

  /// A layer of any form but with a projection.
  public static Gru of(Recurrent settings, Philox random) {
    Hyperparameters.requireNoProjection("Gru", settings);
    return new Gru(settings, random);
  }

  /// Runs from a state of zeros.
  public Run run(Variable input) {
    return seen(input, of(run(input, List.of(), null)));
  }

  /// Runs from a given state, `[layers, batch, hidden]`.
  public Run run(Variable input, Variable hidden) {
    return seen(input, of(run(input, List.of(hidden), null)));
  }

  /// Runs from a state of zeros over sequences that are shorter than the input: behind the end of
  /// one its states are zeros, and its last state is that at its end.
  public Run run(Variable input, int... lengths) {
    return seen(input, of(run(input, List.of(), lengths)));
  }

  /// As [#run(Variable, int...)] from a given state.
  public Run run(Variable input, Variable hidden, int... lengths) {
    return seen(input, of(run(input, List.of(hidden), lengths)));
  }

  private Run seen(Variable input, Run run) {
    Observed.seen(this, input, run.states);
    return run;
  }

  private static Run of(Outcome outcome) {
    return new Run(outcome.states(), outcome.last().getFirst());
  }

  @Override
  Cell cell() {
    return Gru::runCell;
  }

  @Override
  int[] stateSizes() {
    return new int[] {settings().hidden()};
  }

  private static Cell.Run runCell(RecurrentWeights own, Variable x, List<Variable> start) {
    Variable bias = own.hiddenBias();
    if (bias == null) {
      bias = Variable.constant(Tensor.zeros(x.dtype(), own.hidden().shape().dim(0)));
    }
    Variable gates = x.linear(own.input(), own.inputBias());
    Variable states = gates.gru(start.getFirst(), own.hidden(), bias);
    return new Cell.Run(states, List.of(states.select(0, -1)));
  }
}
