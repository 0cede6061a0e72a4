package cerulean.autograd;

import cerulean.autograd.Rule.Partial;
import cerulean.tensor.Tensor;

/// The derivatives of joining variables and of picking entries.
final class JoinGradients {

  private JoinGradients() {}

  /// Each variable gets its part of the gradient, a view.
  static Variable concat(int axis, Variable... variables) {
    Tensor joined = Tensor.concat(axis, values(variables));
    Partial[] partials = new Partial[variables.length];
    int start = 0;
    for (int i = 0; i < partials.length; i++) {
      int from = start;
      int length = variables[i].value().dim(axis);
      partials[i] = (g, in, out) -> g.narrow(axis, from, length);
      start += length;
    }
    return Variable.result(new Rule("concat", partials), joined, variables);
  }

  static Variable stack(int axis, Variable... variables) {
    Tensor stacked = Tensor.stack(axis, values(variables));
    int place = axis < 0 ? axis + stacked.rank() : axis;
    Partial[] partials = new Partial[variables.length];
    for (int i = 0; i < partials.length; i++) {
      int entry = i;
      partials[i] = (g, in, out) -> g.select(place, entry);
    }
    return Variable.result(new Rule("stack", partials), stacked, variables);
  }

  private static Tensor[] values(Variable... variables) {
    Tensor[] values = new Tensor[variables.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = variables[i].value();
    }
    return values;
  }

  /// The gradients of equal entries are added up.
  static Variable take(Variable x, int axis, Tensor index) {
    Tensor taken = x.value().take(axis, index);
    int place = axis < 0 ? axis + x.shape().rank() : axis;
    Tensor entries = index.reshape(index.size());
    Partial partial =
        (g, in, out) -> {
          int[] dims = in.get(0).shape().dims();
          Variable zeros = Variable.constant(Tensor.zeros(in.get(0).value().dtype(), dims));
          dims[place] = entries.size();
          return zeros.indexAdd(place, entries, g.reshape(dims));
        };
    return Variable.result(new Rule("take", partial), taken, x);
  }
}
