package cerulean.autograd;

import cerulean.tensor.Recurrence;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivatives of recurrent cells over sequences: one node for a whole sequence.
final class RecurrentGradients {

  private RecurrentGradients() {}

  /// The hidden state after each step, then the last cell state.
  static Variable lstm(Variable inputs, Variable hidden, Variable cell, Variable weight) {
    Tensor w = weight.value();
    Recurrence.Lstm run = Recurrence.lstm(inputs.value(), hidden.value(), cell.value(), w);
    Tensor states = run.states().narrow(0, 1, run.states().dim(0) - 1);
    Rule rule =
        Rule.fused(
            "lstm",
            (g, in, out) -> {
              Recurrence.LstmGradient d = Recurrence.lstmGradient(run, in.get(3).value(), g);
              return new @Nullable Tensor[] {d.inputs(), d.hidden(), d.cell(), d.weight()};
            },
            RecurrentGradients::lstm);
    return Variable.result(rule, states, inputs, hidden, cell, weight);
  }

  private static Variable lstm(List<Variable> in) {
    Variable hidden = in.get(1);
    Variable cell = in.get(2);
    Variable columns = in.get(3).transpose();
    int n = hidden.value().dim(1);
    List<Variable> states = new ArrayList<>();
    for (int t = 0; t < in.get(0).value().dim(0); t++) {
      Variable gates = in.get(0).select(0, t).add(hidden.matmul(columns));
      Variable open = gates.narrow(1, 0, 2 * n).sigmoid();
      Variable candidate = gates.narrow(1, 2 * n, n).tanh();
      cell = open.narrow(1, n, n).mul(cell).add(open.narrow(1, 0, n).mul(candidate));
      hidden = gates.narrow(1, 3 * n, n).sigmoid().mul(cell.tanh());
      states.add(hidden);
    }
    states.add(cell);
    return Variable.stack(0, states.toArray(Variable[]::new));
  }

  /// The hidden state after each step.
  static Variable gru(Variable inputs, Variable hidden, Variable weight, Variable bias) {
    Tensor w = weight.value();
    Recurrence.Gru run = Recurrence.gru(inputs.value(), hidden.value(), w, bias.value());
    Tensor states = run.states().narrow(0, 1, run.states().dim(0) - 1);
    Rule rule =
        Rule.fused(
            "gru",
            (g, in, out) -> {
              Recurrence.GruGradient d = Recurrence.gruGradient(run, in.get(2).value(), g);
              return new @Nullable Tensor[] {d.inputs(), d.hidden(), d.weight(), d.bias()};
            },
            RecurrentGradients::gru);
    return Variable.result(rule, states, inputs, hidden, weight, bias);
  }

  private static Variable gru(List<Variable> in) {
    Variable hidden = in.get(1);
    Variable columns = in.get(2).transpose();
    int n = hidden.value().dim(1);
    List<Variable> states = new ArrayList<>();
    for (int t = 0; t < in.get(0).value().dim(0); t++) {
      Variable x = in.get(0).select(0, t);
      Variable p = hidden.matmul(columns).add(in.get(3));
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
