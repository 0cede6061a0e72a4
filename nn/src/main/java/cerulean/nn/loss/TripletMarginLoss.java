package cerulean.nn.loss;

import cerulean.autograd.Variable;

/// Of an anchor, an example of its kind (positive) and one of another (negative): `max(0, d(a, p) -
/// d(a, n) + margin)` with `d` the [distance][Distances#pairwise] along the last axis.
///
/// - anchor, positive, negative: one shape, `[..., size]`
/// - result: a number; with [Reduction#NONE] `[...]`
///
/// @param margin by how much the negative should be farther away
/// @param p the order of the norm
/// @param epsilon added to differences, so that the distance of equal vectors has a gradient
/// @param swap whether the smaller of `d(a, n)` and `d(p, n)` counts (Balntas et al. 2016)
/// @param reduction how the losses are put together
public record TripletMarginLoss(
    double margin, double p, double epsilon, boolean swap, Reduction reduction) {

  /// Checks the margin.
  public TripletMarginLoss {
    LossInputs.require(margin > 0, "tripletMargin", "the margin must be above 0", margin);
  }

  /// The mean, with margin 1 and the Euclidean distance, without swap.
  public TripletMarginLoss() {
    this(1, 2, 1e-6, false, Reduction.MEAN);
  }

  /// With another margin.
  public TripletMarginLoss withMargin(double other) {
    return new TripletMarginLoss(other, p, epsilon, swap, reduction);
  }

  /// With the distance of another norm.
  public TripletMarginLoss withP(double order) {
    return new TripletMarginLoss(margin, order, epsilon, swap, reduction);
  }

  /// With the smaller distance from the negative, or without.
  public TripletMarginLoss withSwap(boolean smaller) {
    return new TripletMarginLoss(margin, p, epsilon, smaller, reduction);
  }

  /// With another reduction.
  public TripletMarginLoss withReduction(Reduction other) {
    return new TripletMarginLoss(margin, p, epsilon, swap, other);
  }

  /// The loss of triplets.
  public Variable of(Variable anchor, Variable positive, Variable negative) {
    return new TripletMarginWithDistanceLoss(
            (x, y) -> Distances.pairwise(x, y, p, epsilon, false), margin, swap, reduction)
        .of(anchor, positive, negative);
  }
}
