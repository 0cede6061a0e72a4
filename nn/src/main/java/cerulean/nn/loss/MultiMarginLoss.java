package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Hinge loss of several classes (Crammer & Singer 2001): `w[c] sum_{j != c} max(0, margin - x[c] +
/// x[j])^p / classes` for class `c`.
///
/// - output: scores `[batch, classes]` or `[classes]`; targets: classes (integers) `[batch]` or a
///   number
/// - result: a number; with [Reduction#NONE] the shape of the targets
///
/// The mean is over examples, whatever their weights.
///
/// @param p 1 or 2
/// @param margin by how much the score of the class should be higher
/// @param weight a weight for each class, null for 1
/// @param reduction how the losses are put together
public record MultiMarginLoss(int p, double margin, @Nullable Tensor weight, Reduction reduction)
    implements Loss {

  private static final String NAME = "multiMargin";

  /// Checks the exponent.
  public MultiMarginLoss {
    LossInputs.require(p == 1 || p == 2, NAME, "p must be 1 or 2", p);
  }

  /// The mean, with `p` 1 and margin 1.
  public MultiMarginLoss() {
    this(1, 1, null, Reduction.MEAN);
  }

  /// With 2 for squares.
  public MultiMarginLoss withP(int exponent) {
    return new MultiMarginLoss(exponent, margin, weight, reduction);
  }

  /// With another margin.
  public MultiMarginLoss withMargin(double other) {
    return new MultiMarginLoss(p, other, weight, reduction);
  }

  /// With a weight for each class.
  public MultiMarginLoss withWeight(Tensor ofClasses) {
    return new MultiMarginLoss(p, margin, ofClasses, reduction);
  }

  /// With another reduction.
  public MultiMarginLoss withReduction(Reduction other) {
    return new MultiMarginLoss(p, margin, weight, other);
  }

  @Override
  public Variable of(Variable output, Variable targets) {
    int axis = MultiLabelMarginLoss.requireScores(NAME, output);
    ClassLosses.requireShape(NAME, output, targets);
    int count = output.shape().dim(axis);
    // No label is negative, so none is ignored.
    Variable classes = LossInputs.classes(NAME, count, Long.MIN_VALUE, targets);
    Variable own = output.gather(axis, classes.unsqueeze(axis));
    Variable excess = output.sub(own).add(margin).relu();
    Variable terms = p == 1 ? excess : excess.square();
    Variable others = terms.maskedFill(classes.oneHot(count, output.dtype()).ne(0), 0);
    Variable each = others.sum(false, axis).div(count);
    if (weight != null) {
      each = each.mul(ClassLosses.weightOf(NAME, output, weight, axis).take(0, classes));
    }
    return reduction.of(NAME, each);
  }
}
