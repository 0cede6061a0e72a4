package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What recurrent layers have in common: layers on top of each other, both directions, lengths,
/// batches first or second or none, dropout in between.
abstract sealed class RecurrentLayer implements Layer permits Rnn, Lstm, Gru {

  /// States after all steps in the last layer, and the last ones of each kind of all layers.
  record Outcome(Variable states, List<Variable> last) {}

  private final String name = getClass().getSimpleName();
  private final Recurrent settings;

  /// Of each layer forwards and, if there is one, backwards.
  private final List<RecurrentWeights> weights = new ArrayList<>();

  private final Philox random;
  private boolean training = true;

  RecurrentLayer(int gates, Recurrent settings, Philox random) {
    this.settings = settings;
    this.random = random;
    int in = settings.in();
    for (int layer = 0; layer < settings.layers(); layer++) {
      for (int direction = 0; direction < settings.directions(); direction++) {
        weights.add(RecurrentWeights.draw(gates, in, settings, random));
      }
      in = settings.directions() * settings.state();
    }
  }

  /// How one direction of one layer runs.
  abstract Cell cell();

  /// Sizes of the states of each kind that a cell hands on.
  abstract int[] stateSizes();

  /// Runs from `start`, zeros where it is empty, over sequences of these lengths; null if they fill
  /// the input.
  Outcome run(Variable input, List<Variable> start, int @Nullable [] lengths) {
    int rank = input.shape().rank();
    if ((rank != 2 && rank != 3) || input.shape().dim(-1) != settings.in()) {
      throw notSequence(input);
    }
    boolean batched = rank == 3;
    boolean swapped = batched && settings.batchFirst();
    Variable x = swapped ? input.swapAxes(0, 1) : batched ? input : input.unsqueeze(1);
    List<Variable> states =
        start.isEmpty()
            ? zeros(x)
            : batched ? start : start.stream().map(s -> s.unsqueeze(1)).toList();
    requireStates(states, x);
    Outcome run = runBatch(x, states, lengths);
    Variable y = run.states;
    Variable shaped = swapped ? y.swapAxes(0, 1) : batched ? y : y.squeeze(1);
    List<Variable> last = batched ? run.last : run.last.stream().map(s -> s.squeeze(1)).toList();
    return new Outcome(shaped, last);
  }

  private Outcome runBatch(Variable input, List<Variable> start, int @Nullable [] given) {
    int steps = input.shape().dim(0);
    int batch = input.shape().dim(1);
    Lengths lengths = given == null ? null : new Lengths(name, steps, batch, given);
    List<List<Variable>> last = new ArrayList<>();
    start.forEach(kind -> last.add(new ArrayList<>()));
    Variable x = input;
    for (int layer = 0; layer < settings.layers(); layer++) {
      if (layer > 0 && training && settings.dropout() > 0) {
        x = DropMask.apply(x, settings.dropout(), x.shape().dims(), random);
      }
      List<Variable> sides = new ArrayList<>();
      for (int direction = 0; direction < settings.directions(); direction++) {
        int place = layer * settings.directions() + direction;
        List<Variable> from = start.stream().map(kind -> kind.select(0, place)).toList();
        Cell.Run run = direction(weights.get(place), x, from, direction == 1, lengths);
        sides.add(run.states());
        for (int kind = 0; kind < last.size(); kind++) {
          last.get(kind).add(run.last().get(kind));
        }
      }
      x = sides.size() == 1 ? sides.getFirst() : Variable.concat(2, sides.get(0), sides.get(1));
    }
    return new Outcome(
        x, last.stream().map(all -> Variable.stack(0, all.toArray(Variable[]::new))).toList());
  }

  private Cell.Run direction(
      RecurrentWeights own,
      Variable x,
      List<Variable> start,
      boolean backwards,
      @Nullable Lengths lengths) {
    if (x.shape().dim(0) == 0) {
      Tensor none = Tensor.zeros(x.dtype(), 0, x.shape().dim(1), settings.state());
      return new Cell.Run(Variable.constant(none), start);
    }
    Variable from = backwards ? reversed(x, lengths) : x;
    Cell.Run run =
        lengths == null ? cell().run(own, from, start) : lengths.run(cell(), own, from, start);
    return backwards ? new Cell.Run(reversed(run.states(), lengths), run.last()) : run;
  }

  private static Variable reversed(Variable x, @Nullable Lengths lengths) {
    return lengths == null ? x.flip(0) : lengths.reversed(x);
  }

  private List<Variable> zeros(Variable x) {
    List<Variable> zeros = new ArrayList<>();
    for (int size : stateSizes()) {
      int batch = x.shape().dim(1);
      zeros.add(Variable.constant(Tensor.zeros(x.dtype(), weights.size(), batch, size)));
    }
    return zeros;
  }

  private void requireStates(List<Variable> states, Variable x) {
    for (int kind = 0; kind < states.size(); kind++) {
      int[] dims = states.get(kind).shape().dims();
      int[] needed = {weights.size(), x.shape().dim(1), stateSizes()[kind]};
      if (!Arrays.equals(dims, needed)) {
        throw otherState(states.get(kind), needed);
      }
    }
  }

  /// The hidden states of the last layer, run from states of zeros.
  @Override
  public Variable forward(Variable input) {
    return run(input, List.of(), null).states;
  }

  @Override
  public long multiplyAdds(Variable input, Variable output) {
    int[] dims = input.shape().dims();
    long steps = dims.length == 3 ? (long) dims[0] * dims[1] : dims[0];
    return steps * weights.stream().mapToLong(RecurrentWeights::perStep).sum();
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      int layer = i / settings.directions();
      boolean backwards = i % settings.directions() == 1;
      weights.get(i).putInto(own, "_l" + layer + (backwards ? "_reverse" : ""));
    }
    return own;
  }

  Recurrent settings() {
    return settings;
  }

  @Override
  public String toString() {
    Recurrent s = settings;
    return name
        + "("
        + s.in()
        + " -> "
        + s.hidden()
        + (s.projection() == 0 ? "" : " -> " + s.projection())
        + (s.layers() == 1 ? "" : ", " + s.layers() + " layers")
        + (s.bidirectional() ? ", both directions" : "")
        + (s.bias() ? "" : ", no bias")
        + (s.batchFirst() ? ", batch first" : "")
        + (s.dropout() == 0 ? "" : ", dropout " + s.dropout())
        + ")";
  }

  private ShapeException notSequence(Variable input) {
    String axes = settings.batchFirst() ? "[batch, steps, " : "[steps, batch, ";
    return new ShapeException(
        name,
        "input must be "
            + axes
            + settings.in()
            + "] or [steps, "
            + settings.in()
            + "]; got "
            + input.shape(),
        input.shape());
  }

  private ShapeException otherState(Variable state, int... needed) {
    return new ShapeException(
        name,
        "a state must be [layers, batch, size], "
            + Arrays.toString(needed)
            + "; got "
            + state.shape(),
        state.shape());
  }
}
