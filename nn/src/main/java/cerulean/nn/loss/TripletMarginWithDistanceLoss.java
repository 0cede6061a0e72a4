package cerulean.nn.loss;

import cerulean.autograd.Variable;
import java.util.function.BinaryOperator;

/// Of an anchor, an example of its kind (positive) and one of another (negative): `max(0, d(a, p) -
/// d(a, n) + margin)` for a distance `d` of one's own.
///
/// - anchor, positive, negative: one shape
/// - result: a number; with [Reduction#NONE] what the distance gives
///
/// @param distance not negative
/// @param margin by how much the negative should be farther away
/// @param swap whether the smaller of `d(a, n)` and `d(p, n)` counts (Balntas et al. 2016)
/// @param reduction how the losses are put together
public record TripletMarginWithDistanceLoss(
    BinaryOperator<Variable> distance, double margin, boolean swap, Reduction reduction) {

  private static final String NAME = "tripletMargin";

  /// Checks the margin.
  public TripletMarginWithDistanceLoss {
    LossInputs.require(margin > 0, NAME, "the margin must be above 0", margin);
  }

  /// The mean, with margin 1 and without swap.
  public TripletMarginWithDistanceLoss(BinaryOperator<Variable> distance) {
    this(distance, 1, false, Reduction.MEAN);
  }

  /// The loss of triplets.
  public Variable of(Variable anchor, Variable positive, Variable negative) {
    LossInputs.requireSameShape(NAME, anchor, positive);
    LossInputs.requireSameShape(NAME, anchor, negative);
    Variable near = distance.apply(anchor, positive);
    Variable far = distance.apply(anchor, negative);
    if (swap) {
      far = far.minimum(distance.apply(positive, negative));
    }
    return reduction.of(NAME, HingeEmbeddingLoss.aboveZero(near.sub(far).add(margin)));
  }
}
