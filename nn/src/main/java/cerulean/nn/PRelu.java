package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Rectifier with a learned slope `a` below zero (He et al. 2015): `max(x, 0) + a min(x, 0)`.
///
/// - input: any shape; with a slope for each channel `[batch, channels, ...]`
/// - result: the same shape
///
/// `weight` is `[1]` or `[channels]`, 0.25 at first. Keep weight decay away from it.
public final class PRelu implements Layer {

  private final Parameter weight;

  private PRelu(Parameter weight) {
    this.weight = weight;
  }

  /// One slope of 0.25 for all.
  public static PRelu of() {
    return of(1, 0.25);
  }

  /// A slope for each of `channels` channels, or one for all if there is one.
  public static PRelu of(int channels, double slope) {
    Hyperparameters.requireAtLeast("PRelu", "channels", channels, 1);
    return new PRelu(Parameter.of(Tensor.full((float) slope, channels)));
  }

  @Override
  public Variable forward(Variable input) {
    return input.prelu(weight);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", weight);
  }

  @Override
  public String toString() {
    return "PRelu(" + weight.shape().size() + ")";
  }
}
