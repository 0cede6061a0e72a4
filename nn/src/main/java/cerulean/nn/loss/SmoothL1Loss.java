package cerulean.nn.loss;

import cerulean.autograd.Variable;

/// Absolute error, rounded off at 0 (Girshick 2015): `d^2 / (2 beta)` for `|d| < beta`, else `|d| -
/// beta / 2`, with `d` the output less the target. It is [HuberLoss] divided by `beta`.
///
/// - output, target: one shape
/// - result: a number; with [Reduction#NONE] that shape
///
/// @param beta where the square ends; 0 for the absolute error itself
/// @param reduction how the losses are put together
public record SmoothL1Loss(double beta, Reduction reduction) implements Loss {

  private static final String NAME = "smoothL1";

  /// Checks `beta`.
  public SmoothL1Loss {
    LossInputs.require(beta >= 0, NAME, "beta must not be negative", beta);
  }

  /// The mean, with `beta` 1.
  public SmoothL1Loss() {
    this(1);
  }

  /// The mean.
  public SmoothL1Loss(double beta) {
    this(beta, Reduction.MEAN);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable apart = output.sub(LossInputs.asNumbers(target, output));
    Variable each = beta == 0 ? apart.abs() : HuberLoss.each(beta).apply(apart).div(beta);
    return reduction.of(NAME, each);
  }
}
