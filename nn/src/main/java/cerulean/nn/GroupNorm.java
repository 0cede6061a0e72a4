package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import java.util.Map;

/// Normalisation of each example over groups of its channels (Wu & He 2018):
///
///     y = (x - mean) / sqrt(variance + epsilon) * weight + bias
///
/// - input: `[batch, channels, ...]`
/// - result: the same shape
///
/// `weight` (ones at first) and `bias` (zeros) have a number for each channel.
public final class GroupNorm implements Layer {

  private static final double EPSILON = 1e-5;

  private final Affine affine;
  private final int groups;
  private final int channels;
  private final double epsilon;

  private GroupNorm(Affine affine, int groups, int channels, double epsilon) {
    this.affine = affine;
    this.groups = groups;
    this.channels = channels;
    this.epsilon = epsilon;
  }

  /// `groups` equal groups of `channels` channels, with an epsilon of 1e-5.
  public static GroupNorm of(int groups, int channels) {
    return of(groups, channels, EPSILON, true);
  }

  /// A layer with its epsilon, above 0; without `weight` and `bias` if it is not affine.
  public static GroupNorm of(int groups, int channels, double epsilon, boolean affine) {
    Hyperparameters.requireAtLeast("GroupNorm", "channels", channels, 1);
    Hyperparameters.requireDivides("GroupNorm", "groups", groups, channels);
    Hyperparameters.requireAbove("GroupNorm", "epsilon", epsilon, 0);
    Affine learned = affine ? Affine.of(channels) : Affine.none();
    return new GroupNorm(learned, groups, channels, epsilon);
  }

  @Override
  public Variable forward(Variable input) {
    if (input.shape().rank() < 2 || input.shape().dim(1) != channels) {
      throw otherAxes(input);
    }
    return input.groupNorm(groups, affine.weight(), affine.bias(), epsilon);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return affine.named();
  }

  @Override
  public String toString() {
    return "GroupNorm(" + groups + " groups of " + channels + affine.text() + ")";
  }

  private ShapeException otherAxes(Variable input) {
    return new ShapeException(
        "GroupNorm",
        "input must be [batch, " + channels + ", ...]; got " + input.shape(),
        input.shape());
  }
}
