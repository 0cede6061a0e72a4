package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Binary cross-entropy of probabilities, `-w (t ln x + (1 - t) ln(1 - x))`; of logits
/// [BceWithLogitsLoss] is more exact and cannot leave the range.
///
/// - output: probabilities 0 to 1, any shape; target: the same shape, 0 to 1
/// - result: a number; with [Reduction#NONE] the shape of the output
///
/// As in PyTorch logarithms are -100 at least, and the gradient divides by `x (1 - x)`, 1e-12 at
/// least, so that certain but wrong outputs have a finite loss and gradient.
///
/// @param weight a factor for each element, which broadcasts; null for 1
/// @param reduction how the losses are put together
public record BceLoss(@Nullable Tensor weight, Reduction reduction) implements Loss {

  private static final String NAME = "binaryCrossEntropy";

  private static final double LEAST_LOGARITHM = -100;

  /// A `float` in PyTorch, whatever the type of the output.
  private static final double LEAST_VARIANCE = 1e-12f;

  private static final Primitive EACH =
      Primitive.elementwise(
          NAME,
          (x, t) -> {
            Tensor ifOne = x.log().maximum(LEAST_LOGARITHM);
            Tensor ifZero = x.neg().log1p().maximum(LEAST_LOGARITHM);
            return ifZero.add(t.mul(ifOne.sub(ifZero))).neg();
          },
          (g, x, t, y) -> {
            Variable variance = x.mul(x.neg().add(1)).clamp(LEAST_VARIANCE, Double.MAX_VALUE);
            return g.mul(x.sub(t).div(variance));
          },
          (g, x, t, y) -> {
            Variable ifOne = x.log().clamp(LEAST_LOGARITHM, 0);
            return g.mul(x.neg().log1p().clamp(LEAST_LOGARITHM, 0).sub(ifOne));
          });

  /// The mean without weights.
  public BceLoss() {
    this(null, Reduction.MEAN);
  }

  /// With a factor for each element.
  public BceLoss withWeight(Tensor ofElements) {
    return new BceLoss(ofElements, reduction);
  }

  /// With another reduction.
  public BceLoss withReduction(Reduction other) {
    return new BceLoss(weight, other);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable p =
        LossInputs.checked(
            NAME,
            "outputs must be probabilities from 0 to 1",
            output,
            x -> x.lt(0).logicalOr(x.gt(1)),
            "use binaryCrossEntropyWithLogits for logits");
    Variable each = EACH.apply(p, LossInputs.asNumbers(target, output));
    return reduction.of(NAME, weighted(NAME, each, weight));
  }

  /// Losses times a weight that broadcasts.
  static Variable weighted(String loss, Variable each, @Nullable Tensor weight) {
    if (weight == null) {
      return each;
    }
    Variable factors = Variable.constant(weight.to(each.dtype()));
    LossInputs.requireBroadcasts(loss, "weight", each, factors);
    return each.mul(factors);
  }
}
