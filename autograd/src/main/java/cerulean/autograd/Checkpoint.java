package cerulean.autograd;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A function that keeps nothing for its gradient but its argument, and is computed again when the
/// gradient is wanted: memory for time (Chen et al. 2016, "Training Deep Nets with Sublinear Memory
/// Cost").
///
///     UnaryOperator<Variable> block = Checkpoint.of(layer::forward, layer.parameters());
///
/// The function must compute the same both times, from its argument and what it is said to use: no
/// random numbers drawn from a running stream, no counters. In forward mode and inside [Vmap] it
/// runs as it is.
public final class Checkpoint {

  private Checkpoint() {}

  /// `f` without memory of what it computes; `uses` are the variables that it uses besides its
  /// argument and that need gradients.
  public static UnaryOperator<Variable> of(
      UnaryOperator<Variable> f, List<? extends Variable> uses) {
    Primitive checkpoint =
        Primitive.of("checkpoint", in -> value(f, in[0]), (g, in, y) -> gradients(f, g, in));
    return x -> {
      Variable[] in = new Variable[1 + uses.size()];
      in[0] = x;
      boolean traced = x.trace() != null;
      for (int i = 0; i < uses.size(); i++) {
        in[1 + i] = uses.get(i);
        traced |= uses.get(i).trace() != null;
      }
      return traced || !NoGrad.isRecording() ? f.apply(x) : Variable.apply(checkpoint, in);
    };
  }

  private static Tensor value(UnaryOperator<Variable> f, Tensor x) {
    try (Workspace own = Workspace.open()) {
      return own.keep(NoGrad.call(() -> f.apply(Variable.constant(x)).value()));
    }
  }

  private static @Nullable Variable[] gradients(
      UnaryOperator<Variable> f, Variable g, Variable... in) {
    if (NoGrad.isRecording()) {
      return again(f, g, in);
    }
    try (Workspace own = Workspace.open()) {
      @Nullable Variable[] gradients = again(f, g, in);
      for (Variable gradient : gradients) {
        if (gradient != null) {
          own.keep(gradient.value());
        }
      }
      return gradients;
    }
  }

  private static @Nullable Variable[] again(UnaryOperator<Variable> f, Variable g, Variable... in) {
    Variable[] at = in.clone();
    at[0] = in[0].requiresGrad() ? in[0].tracked() : in[0];
    Variable y = NoGrad.record(() -> f.apply(at[0]));
    return Backward.gradients(List.of(y), List.of(g), at);
  }
}
