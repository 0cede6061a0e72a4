package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.Activations;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Binary cross-entropy of logits, `-w (p t ln s(x) + (1 - t) ln(1 - s(x)))` with the logistic
/// function `s`, without overflow and without cancellation: both logarithms are those of `s(x)` and
/// `s(-x)`.
///
/// - output: logits, any shape; target: the same shape, 0 to 1
/// - result: a number; with [Reduction#NONE] the shape of the output
///
/// @param weight a factor for each element, which broadcasts; null for 1
/// @param posWeight the factor `p` of the part for targets of 1, which broadcasts, usually one for
///   each class along the last axis; null for 1
/// @param reduction how the losses are put together
public record BceWithLogitsLoss(
    @Nullable Tensor weight, @Nullable Tensor posWeight, Reduction reduction) implements Loss {

  private static final String NAME = "binaryCrossEntropyWithLogits";

  /// Of logits, targets and the factor of the part for targets of 1.
  private static final Primitive EACH =
      Primitive.elementwise(
          NAME,
          (x, t, p) -> {
            Tensor ifOne = Activations.logSigmoid(x).mul(t).mul(p);
            Tensor ifZero = Activations.logSigmoid(x.neg()).mul(t.neg().add(1));
            return ifOne.add(ifZero).neg();
          },
          (g, x, t, p, y) -> {
            Variable ifOne = x.neg().sigmoid().mul(t).mul(p);
            return g.mul(x.sigmoid().mul(t.neg().add(1)).sub(ifOne));
          },
          (g, x, t, p, y) -> g.mul(x.neg().logSigmoid().sub(x.logSigmoid().mul(p))),
          (g, x, t, p, y) -> g.mul(x.logSigmoid().mul(t).neg()));

  /// The mean without weights.
  public BceWithLogitsLoss() {
    this(null, null, Reduction.MEAN);
  }

  /// With a factor for each element.
  public BceWithLogitsLoss withWeight(Tensor ofElements) {
    return new BceWithLogitsLoss(ofElements, posWeight, reduction);
  }

  /// With a factor for the part for targets of 1.
  public BceWithLogitsLoss withPosWeight(Tensor ofClasses) {
    return new BceWithLogitsLoss(weight, ofClasses, reduction);
  }

  /// With another reduction.
  public BceWithLogitsLoss withReduction(Reduction other) {
    return new BceWithLogitsLoss(weight, posWeight, other);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable each = each(output, target, posWeight);
    return reduction.of(NAME, BceLoss.weighted(NAME, each, weight));
  }

  /// The loss of each element.
  static Variable each(Variable logits, Variable target, @Nullable Tensor posWeight) {
    Tensor factor = posWeight == null ? Tensor.ones(logits.dtype()) : posWeight.to(logits.dtype());
    Variable positive = Variable.constant(factor);
    LossInputs.requireBroadcasts(NAME, "posWeight", logits, positive);
    return EACH.apply(logits, LossInputs.asNumbers(target, logits), positive);
  }
}
