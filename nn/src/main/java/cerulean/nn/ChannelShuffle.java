package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;

/// Channels of several groups in turn, so that grouped convolutions mix (Zhang et al. 2018).
///
/// - input: `[batch, groups each, ...]`
/// - result: the same shape, channel `i` of group `g` at `i groups + g`
public record ChannelShuffle(int groups) implements Layer {

  /// Checks the number.
  public ChannelShuffle {
    Hyperparameters.requireAtLeast("ChannelShuffle", "groups", groups, 1);
  }

  @Override
  public Variable forward(Variable input) {
    if (input.shape().rank() < 2 || input.shape().dim(1) % groups != 0) {
      throw channels(input);
    }
    return input.unflatten(1, groups, -1).swapAxes(1, 2).flatten(1, 2);
  }

  @Override
  public String toString() {
    return "ChannelShuffle(" + groups + ")";
  }

  private ShapeException channels(Variable input) {
    return new ShapeException(
        "ChannelShuffle",
        "input must be [batch, channels, ...] with channels that divide by "
            + groups
            + "; got "
            + input.shape(),
        input.shape());
  }
}
