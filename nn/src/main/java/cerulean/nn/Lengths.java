package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Sequences of different lengths in one batch, as PyTorch's packed sequences: each ends, or from
/// behind begins, at its own length, and nothing is computed beyond.
///
/// The examples are ordered by length; then the first steps are those of all, the next of all but
/// the shortest, and so on. Each of these runs is one for the cell.
final class Lengths {

  private final int steps;
  private final int[] lengths;

  /// Examples, the longest first.
  private final int[] order;

  Lengths(String layer, int steps, int batch, int... lengths) {
    boolean fits = lengths.length == batch;
    for (int length : lengths) {
      fits &= length >= 1 && length <= steps;
    }
    if (!fits) {
      throw wrong(layer, steps, batch, lengths);
    }
    this.steps = steps;
    this.lengths = lengths.clone();
    this.order =
        IntStream.range(0, batch)
            .boxed()
            .sorted((a, b) -> Integer.compare(lengths[b], lengths[a]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /// Each sequence of `[steps, batch, features]` from its end; what is behind it stays.
  Variable reversed(Variable x) {
    int batch = lengths.length;
    long[] from = new long[steps * batch];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < batch; i++) {
        int source = t < lengths[i] ? lengths[i] - 1 - t : t;
        from[t * batch + i] = (long) source * batch + i;
      }
    }
    Variable rows = x.flatten(0, 1).take(0, Tensor.wrap(from, from.length));
    return rows.unflatten(0, steps, batch);
  }

  /// Runs `cell`; the states behind the end of a sequence are zeros, the last ones are those at its
  /// end.
  Cell.Run run(Cell cell, RecurrentWeights weights, Variable input, List<Variable> start) {
    int batch = order.length;
    Variable x = input.take(1, index(order));
    List<Variable> states = start.stream().map(s -> s.take(0, index(order))).toList();
    List<Variable> pieces = new ArrayList<>();
    List<List<Variable>> ended = new ArrayList<>();
    int from = 0;
    int running = batch;
    while (running > 0) {
      int to = lengths[order[running - 1]];
      Variable piece = x.narrow(0, from, to - from).narrow(1, 0, running);
      Cell.Run run = cell.run(weights, piece, states);
      pieces.add(run.states().pad(1, 0, batch - running));
      int still = running;
      while (still > 0 && lengths[order[still - 1]] == to) {
        still--;
      }
      int now = running;
      int rest = still;
      ended.add(run.last().stream().map(s -> s.narrow(0, rest, now - rest)).toList());
      states = run.last().stream().map(s -> s.narrow(0, 0, rest)).toList();
      from = to;
      running = still;
    }
    Variable all = Variable.concat(0, pieces.toArray(Variable[]::new)).pad(0, 0, steps - from);
    int[] back = new int[batch];
    for (int i = 0; i < batch; i++) {
      back[order[i]] = i;
    }
    List<Variable> last = new ArrayList<>();
    for (int kind = 0; kind < start.size(); kind++) {
      int k = kind;
      // Those that ended last are the longest, and come first.
      Variable[] parts = ended.reversed().stream().map(of -> of.get(k)).toArray(Variable[]::new);
      last.add(Variable.concat(0, parts).take(0, index(back)));
    }
    return new Cell.Run(all.take(1, index(back)), last);
  }

  private static Tensor index(int... places) {
    return Tensor.wrap(Arrays.stream(places).asLongStream().toArray(), places.length);
  }

  private static IllegalArgumentException wrong(
      String layer, int steps, int batch, int... lengths) {
    return new IllegalArgumentException(
        layer
            + ": lengths must be 1 to "
            + steps
            + ", one for each of "
            + batch
            + " examples; got "
            + Arrays.toString(lengths));
  }
}
