package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.List;

/// Elman's recurrent network (Elman 1990), one layer or several on top of each other, over a whole
/// sequence:
///
///     h = tanh(W x + b + U h + d)
///
/// - input: `[steps, batch, in]`, or `[batch, steps, in]` if the settings say so; or without batch
/// - result: the hidden states of the last layer, `[steps, batch, hidden]`, twice as many numbers in
///   both directions
///
/// Layer `k` has `weight_ih_lk` `[hidden, in]`, `weight_hh_lk` `[hidden, hidden]` and the biases
/// `bias_ih_lk` and `bias_hh_lk`; what runs backwards has names that end in `_reverse`. All are drawn
/// from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
public final class Rnn extends RecurrentLayer {

  /// What a run gives.
  ///
  /// @param states the hidden states of the last layer, `[steps, batch, hidden]`
  /// @param hidden the last hidden state of each layer and direction, `[layers, batch, hidden]`
  public record Run(Variable states, Variable hidden) {}

  private final boolean rectified;

  private Rnn(Recurrent settings, boolean rectified, Philox random) {
    super(1, settings, random);
    this.rectified = rectified;
  }

  /// One layer.
  public static Rnn of(int in, int hidden, Philox random) {
    return of(Recurrent.of(in, hidden), random);
  }

  /// A layer of any form but with a projection.
  public static Rnn of(Recurrent settings, Philox random) {
    Hyperparameters.requireNoProjection("Rnn", settings);
    return new Rnn(settings, false, random);
  }

  /// A layer with `max(x, 0)` in place of the hyperbolic tangent.
  public static Rnn rectified(Recurrent settings, Philox random) {
    Hyperparameters.requireNoProjection("Rnn", settings);
    return new Rnn(settings, true, random);
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
    return this::runCell;
  }

  @Override
  int[] stateSizes() {
    return new int[] {settings().hidden()};
  }

  private Cell.Run runCell(RecurrentWeights own, Variable x, List<Variable> start) {
    Variable hidden = start.getFirst();
    List<Variable> states = new ArrayList<>();
    for (Variable step : x.linear(own.input(), own.bias()).unbind(0)) {
      Variable sum = step.add(hidden.linear(own.hidden(), null));
      hidden = rectified ? sum.relu() : sum.tanh();
      states.add(hidden);
    }
    return new Cell.Run(Variable.stack(0, states.toArray(Variable[]::new)), List.of(hidden));
  }
}
