package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Mean over classes of their binary cross-entropies, `-w[c] (t ln s(x) + (1 - t) ln s(-x))` with
/// the logistic function `s`: for examples with several classes each.
///
/// - output: logits `[..., classes]`; target: 0 to 1 in the same shape
/// - result: a number; with [Reduction#NONE] `[...]`
///
/// @param weight a weight for each class, null for 1
/// @param reduction how the losses are put together
public record MultiLabelSoftMarginLoss(@Nullable Tensor weight, Reduction reduction)
    implements Loss {

  private static final String NAME = "multiLabelSoftMargin";

  /// The mean without weights.
  public MultiLabelSoftMarginLoss() {
    this(null, Reduction.MEAN);
  }

  /// With a weight for each class.
  public MultiLabelSoftMarginLoss withWeight(Tensor ofClasses) {
    return new MultiLabelSoftMarginLoss(ofClasses, reduction);
  }

  /// With another reduction.
  public MultiLabelSoftMarginLoss withReduction(Reduction other) {
    return new MultiLabelSoftMarginLoss(weight, other);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    if (output.shape().rank() == 0) {
      throw noClasses(output);
    }
    Variable each = BceWithLogitsLoss.each(output, target, null);
    return reduction.of(NAME, BceLoss.weighted(NAME, each, weight).mean(false, -1));
  }

  private static ShapeException noClasses(Variable output) {
    return new ShapeException(
        NAME, "output must be [..., classes]; got " + output.shape(), output.shape());
  }
}
