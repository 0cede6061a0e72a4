package cerulean.neuro.spiking.learning;

import cerulean.autograd.Variable;
import cerulean.neuro.spiking.SpikingState;
import cerulean.tensor.Tensor;
import java.util.List;

/// Backpropagation through time in windows: a long sequence is run piece by piece, states go on from one
/// piece to the next, and gradients go back to the start of a piece only. Memory is that of one window.
///
///     double loss = TruncatedBackpropagation.run(sequence, 50, List.of(cells.start(batch)),
///         (piece, states) -> {
///           SpikingRun run = cells.forward(in.forward(Variable.constant(piece)), states.getFirst());
///           Variable wrong = Losses.meanSquaredError(out.forward(run.output()), target);
///           return new TruncatedBackpropagation.Piece(wrong, List.of(run.last()));
///         },
///         () -> { adam.step(); adam.zeroGrad(); });
///
/// Reference: R. J. Williams & J. Peng (1990), An efficient gradient-based algorithm for on-line training of recurrent
/// network trajectories, Neural Computation 2(4), 490-501.
public final class TruncatedBackpropagation {

  private static final String NAME = "TruncatedBackpropagation";

  private TruncatedBackpropagation() {}

  /// What a window gave.
  ///
  /// @param loss a scalar
  /// @param states of all layers after the window, in the order they came
  public record Piece(Variable loss, List<SpikingState> states) {

    /// Copies the list.
    public Piece {
      states = List.copyOf(states);
    }
  }

  /// What runs a window.
  @FunctionalInterface
  public interface Window {
    /// The loss of a piece of the sequence, `[steps, ...]`, from these states.
    Piece run(Tensor piece, List<SpikingState> states);
  }

  /// What came of a sequence.
  ///
  /// @param loss sum of the windows' losses
  /// @param states after the last window, without what they were computed from
  public record Outcome(double loss, List<SpikingState> states) {}

  /// Runs a sequence.
  ///
  /// - `sequence`: `[steps, ...]`
  /// - `steps`: length of a window, at least 1; the last one may be shorter
  /// - `states`: of all layers before the first step
  /// - `after`: called after each window's backward pass: the step of an optimizer, or nothing, so
  ///   that the gradients of all windows add up
  public static Outcome run(
      Tensor sequence, int steps, List<SpikingState> states, Window window, Runnable after) {
    if (steps < 1) {
      throw new IllegalArgumentException(NAME + ": a window must have a step; got " + steps);
    }
    double sum = 0;
    List<SpikingState> now = states;
    int total = sequence.dim(0);
    for (int from = 0; from < total; from += steps) {
      Tensor piece = sequence.narrow(0, from, Math.min(steps, total - from));
      Piece done = window.run(piece, now);
      if (done.states().size() != states.size()) {
        throw otherStates(states.size(), done.states().size());
      }
      sum += done.loss().value().itemDouble();
      done.loss().backward();
      now = done.states().stream().map(SpikingState::detach).toList();
      after.run();
    }
    return new Outcome(sum, now);
  }

  private static IllegalArgumentException otherStates(int before, int after) {
    return new IllegalArgumentException(
        NAME
            + ": a window must give the states of all layers; got "
            + after
            + " after "
            + before
            + " before");
  }
}
