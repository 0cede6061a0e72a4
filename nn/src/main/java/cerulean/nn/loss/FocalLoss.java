package cerulean.nn.loss;

import cerulean.autograd.Variable;

/// Focal loss of logits (Lin et al. 2017): binary cross-entropy in which examples that are easy
/// already count less,
///
///     -a (1 - p)^gamma ln p,  p = s(x) and a = alpha for target 1, p = s(-x) and a = 1 - alpha for 0
///
/// with the logistic function `s`; between 0 and 1 the target mixes `p`, `a` and the cross-entropy,
/// as in torchvision's `sigmoid_focal_loss`.
///
/// - output: logits, any shape; target: the same shape, 0 to 1
/// - result: a number; with [Reduction#NONE] the shape of the output
///
/// @param alpha the weight of targets of 1, 0 to 1; negative for no weights
/// @param gamma how much less easy examples count, 0 for not at all
/// @param reduction how the losses are put together
public record FocalLoss(double alpha, double gamma, Reduction reduction) implements Loss {

  private static final String NAME = "focal";

  /// Where `1 - p` is below, its power has no gradient: for `gamma` below 1 it would be infinite.
  private static final double LEAST = 1e-38;

  /// Checks the range of both.
  public FocalLoss {
    LossInputs.require(alpha <= 1, NAME, "alpha must be at most 1", alpha);
    LossInputs.require(gamma >= 0, NAME, "gamma must not be negative", gamma);
  }

  /// The mean, with the paper's `alpha` of 0.25 and `gamma` of 2.
  public FocalLoss() {
    this(0.25, 2, Reduction.MEAN);
  }

  /// With another reduction.
  public FocalLoss withReduction(Reduction other) {
    return new FocalLoss(alpha, gamma, other);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable t = LossInputs.asNumbers(target, output);
    Variable rest = t.neg().add(1);
    // Not as 1 - p, which cancels where p is near 1.
    Variable miss = output.sigmoid().mul(rest).add(output.neg().sigmoid().mul(t));
    Variable factor = miss.clamp(LEAST, Double.MAX_VALUE).pow(gamma);
    Variable each = BceWithLogitsLoss.each(output, t, null).mul(factor);
    if (alpha >= 0) {
      each = each.mul(t.mul(alpha).add(rest.mul(1 - alpha)));
    }
    return reduction.of(NAME, each);
  }
}
