package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// Of pairs of scores, the first of which should be the higher one (target 1) or the lower one
/// (target -1): `max(0, -t (x1 - x2) + margin)`.
///
/// - scores and target: one shape
/// - result: a number; with [Reduction#NONE] that shape
///
/// @param margin by how much the one should be higher
/// @param reduction how the losses are put together
public record MarginRankingLoss(double margin, Reduction reduction) {

  private static final String NAME = "marginRanking";

  /// The mean, with margin 0.
  public MarginRankingLoss() {
    this(0);
  }

  /// The mean.
  public MarginRankingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /// The loss of `first` against `second`.
  public Variable of(Variable first, Variable second, Variable target) {
    LossInputs.requireSameShape(NAME, first, second);
    LossInputs.requireSameShape(NAME, first, target);
    Variable t = LossInputs.signs(NAME, target, first);
    Variable each = HingeEmbeddingLoss.aboveZero(second.sub(first).mul(t).add(margin));
    return reduction.of(NAME, each);
  }

  /// As [#of(Variable, Variable, Variable)].
  public Variable of(Variable first, Variable second, Tensor target) {
    return of(first, second, Variable.constant(target));
  }
}
