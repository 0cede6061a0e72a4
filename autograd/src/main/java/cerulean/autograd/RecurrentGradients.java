package cerulean.autograd;

import cerulean.tensor.Recurrence;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recurrent cells over sequences and their derivatives: one node for a whole sequence.
final class RecurrentGradients {

  private RecurrentGradients() {}

  /// Of inputs, hidden state, cell state and weight: the hidden state after each step, then the
  /// last cell state.
  static final Primitive LSTM =
      Primitive.composed(
          "lstm",
          (in, node) -> {
            Recurrence.Lstm run =
                Recurrence.lstm(in[0].value(), in[1].value(), in[2].value(), in[3].value());
            if (node != null) {
              node.save(run);
            }
            return run.states().narrow(0, 1, run.states().dim(0) - 1);
          },
          (g, in, y) -> {
            Recurrence.LstmGradient d =
                Recurrence.lstmGradient(y.saved(Recurrence.Lstm.class), in[3].value(), g);
            return new @Nullable Tensor[] {d.inputs(), d.hidden(), d.cell(), d.weight()};
          },
          RecurrentGradients::lstm);

  private static Variable lstm(Variable... in) {
    Variable hidden = in[1];
    Variable cell = in[2];
    Variable columns = in[3].transpose();
    int n = hidden.shape().dim(1);
    List<Variable> states = new ArrayList<>();
    for (int t = 0; t < in[0].shape().dim(0); t++) {
      Variable gates = in[0].select(0, t).add(hidden.matmul(columns));
      Variable open = gates.narrow(1, 0, 2 * n).sigmoid();
      Variable candidate = gates.narrow(1, 2 * n, n).tanh();
      cell = open.narrow(1, n, n).mul(cell).add(open.narrow(1, 0, n).mul(candidate));
      hidden = gates.narrow(1, 3 * n, n).sigmoid().mul(cell.tanh());
      states.add(hidden);
    }
    states.add(cell);
    return Variable.stack(0, states.toArray(Variable[]::new));
  }

  /// Of inputs, hidden state, weight and bias: the hidden state after each step.
  static final Primitive GRU =
      Primitive.composed(
          "gru",
          (in, node) -> {
            Recurrence.Gru run =
                Recurrence.gru(in[0].value(), in[1].value(), in[2].value(), in[3].value());
            if (node != null) {
              node.save(run);
            }
            return run.states().narrow(0, 1, run.states().dim(0) - 1);
          },
          (g, in, y) -> {
            Recurrence.GruGradient d =
                Recurrence.gruGradient(y.saved(Recurrence.Gru.class), in[2].value(), g);
            return new @Nullable Tensor[] {d.inputs(), d.hidden(), d.weight(), d.bias()};
          },
          RecurrentGradients::gru);

  private static Variable gru(Variable... in) {
    Variable hidden = in[1];
    Variable columns = in[2].transpose();
    int n = hidden.shape().dim(1);
    List<Variable> states = new ArrayList<>();
    for (int t = 0; t < in[0].shape().dim(0); t++) {
      Variable x = in[0].select(0, t);
      Variable p = hidden.matmul(columns).add(in[3]);
      Variable open = x.narrow(1, 0, 2 * n).add(p.narrow(1, 0, 2 * n)).sigmoid();
      Variable reset = open.narrow(1, 0, n);
      Variable update = open.narrow(1, n, n);
      Variable candidate = x.narrow(1, 2 * n, n).add(reset.mul(p.narrow(1, 2 * n, n))).tanh();
      hidden = candidate.add(update.mul(hidden.sub(candidate)));
      states.add(hidden);
    }
    return Variable.stack(0, states.toArray(Variable[]::new));
  }
}
