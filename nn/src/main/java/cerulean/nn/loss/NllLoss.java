package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Negative logarithm of the probability of the class, `loss_i = -w[c_i] x_i[c_i]`, of outputs that
/// are logarithms of probabilities already; [CrossEntropyLoss] takes logits.
///
/// - output: `[classes]`, `[batch, classes]` or `[batch, classes, ...]`
/// - targets: classes (integers) in the shape of the output without the axis of classes
/// - result: a number; with [Reduction#NONE] the shape of the targets
///
/// The mean is by weights, `sum_i loss_i / sum_i w[c_i]`, and NaN if all targets are ignored.
///
/// @param weight a weight for each class, null for 1
/// @param ignoreIndex a target that counts as nothing, whether it is a class or not
/// @param reduction how the losses are put together
public record NllLoss(@Nullable Tensor weight, long ignoreIndex, Reduction reduction)
    implements Loss {

  private static final String NAME = "nll";

  /// The mean without weights; target -100 is ignored.
  public NllLoss() {
    this(null, CrossEntropyLoss.IGNORED, Reduction.MEAN);
  }

  /// With a weight for each class.
  public NllLoss withWeight(Tensor ofClasses) {
    return new NllLoss(ofClasses, ignoreIndex, reduction);
  }

  /// With another target that counts as nothing.
  public NllLoss withIgnoreIndex(long target) {
    return new NllLoss(weight, target, reduction);
  }

  /// With another reduction.
  public NllLoss withReduction(Reduction other) {
    return new NllLoss(weight, ignoreIndex, other);
  }

  @Override
  public Variable of(Variable output, Variable targets) {
    return ClassLosses.of(NAME, output, targets, weight, ignoreIndex).reduced(reduction);
  }
}
