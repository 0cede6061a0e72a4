package cerulean.testing;

import cerulean.tensor.Recurrence;
import cerulean.tensor.Tensor;
import java.util.List;

/// Recurrent cells over sequences, against their equations step by step.
final class RecurrenceRows extends Rows {

  RecurrenceRows() {
    for (int[] size : new int[][] {{3, 2, 5}, {1, 1, 1}, {2, 3, 16}}) {
      int steps = size[0];
      int batch = size[1];
      int n = size[2];
      String label = "[" + steps + ", " + batch + ", " + n + "]";
      row(
          "lstm",
          label,
          shapes(s(steps, batch, 4 * n), s(batch, n), s(batch, n), s(4 * n, n)),
          -1,
          1,
          a -> behindTheFirst(Recurrence.lstm(a.get(0), a.get(1), a.get(2), a.get(3)).states()),
          a -> lstm(a, steps, batch, n),
          a -> a.get(0).lstm(a.get(1), a.get(2), a.get(3)));
      row(
          "gru",
          label,
          shapes(s(steps, batch, 3 * n), s(batch, n), s(3 * n, n), s(3 * n)),
          -1,
          1,
          a -> behindTheFirst(Recurrence.gru(a.get(0), a.get(1), a.get(2), a.get(3)).states()),
          a -> gru(a, steps, batch, n),
          a -> a.get(0).gru(a.get(1), a.get(2), a.get(3)));
    }
  }

  private static Tensor behindTheFirst(Tensor states) {
    return states.narrow(0, 1, states.dim(0) - 1);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// The states after the first, and the last cells behind them.
  private static Nd lstm(List<Nd> a, int steps, int batch, int n) {
    Nd hidden = a.get(1);
    Nd cell = a.get(2);
    Nd out = Nd.fill(s(steps + 1, batch, n), p -> 0);
    for (int t = 0; t < steps; t++) {
      Nd gates = gates(a.get(0), t, hidden, a.get(3));
      Nd before = cell;
      cell =
          Nd.fill(
              s(batch, n),
              p ->
                  sigmoid(gates.at(p[0], n + p[1])) * before.at(p)
                      + sigmoid(gates.at(p)) * Math.tanh(gates.at(p[0], 2 * n + p[1])));
      Nd now = cell;
      hidden =
          Nd.fill(s(batch, n), p -> sigmoid(gates.at(p[0], 3 * n + p[1])) * Math.tanh(now.at(p)));
      System.arraycopy(hidden.values(), 0, out.values(), t * batch * n, batch * n);
    }
    System.arraycopy(cell.values(), 0, out.values(), steps * batch * n, batch * n);
    return out;
  }

  /// What inputs and the hidden state add to the gates at step `t`.
  private static Nd gates(Nd inputs, int t, Nd hidden, Nd weight) {
    Nd products = hidden.matmul(transposed(weight));
    return Nd.fill(products.shape(), p -> inputs.at(t, p[0], p[1]) + products.at(p));
  }

  private static Nd gru(List<Nd> a, int steps, int batch, int n) {
    Nd x = a.get(0);
    Nd hidden = a.get(1);
    Nd out = Nd.fill(s(steps, batch, n), p -> 0);
    for (int step = 0; step < steps; step++) {
      int t = step;
      Nd before = hidden;
      Nd products = hidden.matmul(transposed(a.get(2))).zip(a.get(3), Double::sum);
      hidden =
          Nd.fill(
              s(batch, n),
              p -> {
                int b = p[0];
                int j = p[1];
                double reset = sigmoid(x.at(t, b, j) + products.at(b, j));
                double update = sigmoid(x.at(t, b, n + j) + products.at(b, n + j));
                double candidate =
                    Math.tanh(x.at(t, b, 2 * n + j) + reset * products.at(b, 2 * n + j));
                return (1 - update) * candidate + update * before.at(p);
              });
      System.arraycopy(hidden.values(), 0, out.values(), t * batch * n, batch * n);
    }
    return out;
  }

  private static Nd transposed(Nd a) {
    return Nd.fill(s(a.shape()[1], a.shape()[0]), p -> a.at(p[1], p[0]));
  }
}
