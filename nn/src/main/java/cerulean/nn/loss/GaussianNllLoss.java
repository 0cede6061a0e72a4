package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Negative log-likelihood of targets from normal distributions whose means and variances a network
/// gives (Nix & Weigend 1994): `(ln v + (x - t)^2 / v) / 2`.
///
/// - output `x`: means, any shape; target `t`: the same shape
/// - variance: the same shape, or with 1 for the last size, or without the last axis: one variance
///   for the elements along it
/// - result: a number; with [Reduction#NONE] the shape of the output
///
/// As in PyTorch a variance below `epsilon` counts as `epsilon` and gets the gradient all the same.
///
/// @param full whether the constant `ln(2 pi) / 2` is added
/// @param epsilon the least variance, above 0
/// @param reduction how the losses are put together
public record GaussianNllLoss(boolean full, double epsilon, Reduction reduction) {

  private static final String NAME = "gaussianNll";

  /// Checks `epsilon`.
  public GaussianNllLoss {
    LossInputs.require(epsilon > 0, NAME, "epsilon must be above 0", epsilon);
  }

  /// The mean without the constant, variances at least 1e-6.
  public GaussianNllLoss() {
    this(false, 1e-6, Reduction.MEAN);
  }

  /// With the constant or without.
  public GaussianNllLoss withFull(boolean constant) {
    return new GaussianNllLoss(constant, epsilon, reduction);
  }

  /// With another reduction.
  public GaussianNllLoss withReduction(Reduction other) {
    return new GaussianNllLoss(full, epsilon, other);
  }

  /// The loss of means and variances for targets.
  public Variable of(Variable output, Variable target, Variable variance) {
    LossInputs.requireSameShape(NAME, output, target);
    int[] means = output.shape().dims();
    int[] shape = variance.shape().dims();
    boolean lacksLast =
        means.length > 0
            && !Arrays.equals(shape, means)
            && Arrays.equals(shape, Arrays.copyOf(means, means.length - 1));
    Variable given = lacksLast ? variance.unsqueeze(-1) : variance;
    LossInputs.requireBroadcasts(NAME, "variance", output, given);
    Variable allowed =
        LossInputs.checked(
            NAME,
            "variances must not be negative",
            given,
            v -> v.lt(0),
            "let the network give its logarithm, or use softplus");
    Variable v = atLeast(epsilon).apply(allowed);
    Variable apart = output.sub(LossInputs.asNumbers(target, output));
    Variable each = v.log().add(apart.mul(apart).div(v)).mul(0.5);
    return reduction.of(NAME, full ? each.add(0.5 * Math.log(2 * Math.PI)) : each);
  }

  /// As [#of(Variable, Variable, Variable)].
  public Variable of(Variable output, Tensor target, Variable variance) {
    return of(output, Variable.constant(target), variance);
  }

  /// The larger of a number and `least`, with the gradient of the number.
  private static Primitive atLeast(double least) {
    return Primitive.elementwise("atLeast", x -> x.maximum(least), (g, x, y) -> g);
  }
}
