package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Long short-term memory (Hochreiter & Schmidhuber 1997), one layer or several on top of each
/// other, over a whole sequence:
///
///     i, f, o = sigmoid(W x + b + U h + d), g = tanh(W x + b + U h + d)
///     c = f c + i g
///     h = o tanh(c)
///
/// - input: `[steps, batch, in]`, or `[batch, steps, in]` if the settings say so; or without batch
/// - result: the hidden states of the last layer, `[steps, batch, hidden]`, twice as many numbers in
///   both directions
///
/// Layer `k` has `weight_ih_lk` `[4 hidden, in]`, `weight_hh_lk` `[4 hidden, hidden]` and the biases
/// `bias_ih_lk` and `bias_hh_lk`, rows in the order `i, f, g, o`; where the state is a projection
/// `weight_hr_lk`, and what runs backwards has names that end in `_reverse`. All are drawn from
/// `U(-k, k)` with `k = 1 / sqrt(hidden)`.
public final class Lstm extends RecurrentLayer {

  /// What a run gives.
  ///
  /// @param states the hidden states of the last layer, `[steps, batch, hidden]`
  /// @param hidden the last hidden state of each layer and direction, `[layers, batch, hidden]`
  /// @param cell the last cell state of each layer and direction, `[layers, batch, hidden]`
  public record Run(Variable states, Variable hidden, Variable cell) {}

  private Lstm(Recurrent settings, Philox random) {
    super(4, settings, random);
  }

  /// One layer.
  public static Lstm of(int in, int hidden, Philox random) {
    return of(Recurrent.of(in, hidden), random);
  }

  /// Several layers, each of which reads the hidden states of the one before.
  public static Lstm of(int in, int hidden, int layers, Philox random) {
    return of(Recurrent.of(in, hidden).layers(layers), random);
  }

  /// A layer of any form.
  public static Lstm of(Recurrent settings, Philox random) {
    return new Lstm(settings, random);
  }

  /// Runs from states of zeros.
  public Run run(Variable input) {
    return seen(input, of(run(input, List.of(), null)));
  }

  /// Runs from given states, `[layers, batch, hidden]` each.
  public Run run(Variable input, Variable hidden, Variable cell) {
    return seen(input, of(run(input, List.of(hidden, cell), null)));
  }

  /// Runs from states of zeros over sequences that are shorter than the input: behind the end of
  /// one its states are zeros, and its last states are those at its end.
  public Run run(Variable input, int... lengths) {
    return seen(input, of(run(input, List.of(), lengths)));
  }

  /// As [#run(Variable, int...)] from given states.
  public Run run(Variable input, Variable hidden, Variable cell, int... lengths) {
    return seen(input, of(run(input, List.of(hidden, cell), lengths)));
  }

  private Run seen(Variable input, Run run) {
    Observed.seen(this, input, run.states);
    return run;
  }

  private static Run of(Outcome outcome) {
    return new Run(outcome.states(), outcome.last().get(0), outcome.last().get(1));
  }

  @Override
  Cell cell() {
    return settings().projection() == 0 ? Lstm::runCell : Lstm::runProjected;
  }

  @Override
  int[] stateSizes() {
    return new int[] {settings().state(), settings().hidden()};
  }

  private static Cell.Run runCell(RecurrentWeights own, Variable x, List<Variable> start) {
    int steps = x.shape().dim(0);
    Variable gates = x.linear(own.input(), own.bias());
    Variable run = gates.lstm(start.get(0), start.get(1), own.hidden());
    Variable last = run.select(0, steps - 1);
    return new Cell.Run(run.narrow(0, 0, steps), List.of(last, run.select(0, steps)));
  }

  /// Step by step, as the kernel has no projection.
  private static Cell.Run runProjected(RecurrentWeights own, Variable x, List<Variable> start) {
    Variable gates = x.linear(own.input(), own.bias());
    Variable projection = Objects.requireNonNull(own.projection());
    Variable hidden = start.get(0);
    Variable cell = start.get(1);
    List<Variable> states = new ArrayList<>();
    for (Variable step : gates.unbind(0)) {
      Variable open = step.add(hidden.linear(own.hidden(), null));
      Variable[] parts = open.chunk(1, 4);
      Variable kept = parts[1].sigmoid().mul(cell);
      cell = kept.add(parts[0].sigmoid().mul(parts[2].tanh()));
      hidden = parts[3].sigmoid().mul(cell.tanh()).linear(projection, null);
      states.add(hidden);
    }
    Variable all = Variable.stack(0, states.toArray(Variable[]::new));
    return new Cell.Run(all, List.of(hidden, cell));
  }
}
