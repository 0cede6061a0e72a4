package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// Hinge loss of examples with several classes each: `sum_{c, j} max(0, 1 - (x[c] - x[j])) /
/// classes` over the classes `c` of the example and all others `j`.
///
/// - output: scores `[batch, classes]` or `[classes]`
/// - targets: integers in the same shape; the classes of an example are those before the first -1,
///   and what follows it does not matter
/// - result: a number; with [Reduction#NONE] `[batch]` or a number
///
/// @param reduction how the losses are put together
public record MultiLabelMarginLoss(Reduction reduction) implements Loss {

  private static final String NAME = "multiLabelMargin";

  /// Along the last axis, -1 from the first negative number on.
  private static final Primitive LISTED =
      Primitive.constant(
          "listed",
          in -> {
            long[] labels = in[0].toLongArray();
            int[] dims = in[0].shape().dims();
            int width = dims[dims.length - 1];
            for (int i = 0; i < labels.length; i++) {
              boolean ended = i % width > 0 && labels[i - 1] == -1;
              labels[i] = ended ? -1 : labels[i];
            }
            return Tensor.wrap(labels, dims);
          });

  /// The mean.
  public MultiLabelMarginLoss() {
    this(Reduction.MEAN);
  }

  @Override
  public Variable of(Variable output, Variable targets) {
    int axis = requireScores(NAME, output);
    LossInputs.requireSameShape(NAME, output, targets);
    int count = output.shape().dim(axis);
    Variable labels = LISTED.apply(targets);
    Variable classes = LossInputs.classes(NAME, count, -1, labels);
    Variable isLabel = labels.ge(0).unsqueeze(-1);
    Variable hits = classes.oneHot(count, output.dtype()).maskedFill(isLabel.logicalNot(), 0);
    Variable isOther = hits.sum(false, -2).eq(0).unsqueeze(-2);
    // For each label, along the last axis but one, and each class.
    Variable wanted = output.gather(axis, classes).unsqueeze(-1);
    Variable excess = output.unsqueeze(-2).sub(wanted).add(1).relu();
    Variable counts = isLabel.logicalAnd(isOther);
    Variable each = excess.maskedFill(counts.logicalNot(), 0).sum(false, -2, -1).div(count);
    return reduction.of(NAME, each);
  }

  /// The axis of the scores, `[batch, classes]` or `[classes]`.
  static int requireScores(String loss, Variable output) {
    int rank = output.shape().rank();
    if (rank < 1 || rank > 2 || output.shape().dim(rank - 1) == 0) {
      throw noScores(loss, output);
    }
    return rank - 1;
  }

  private static ShapeException noScores(String loss, Variable output) {
    return new ShapeException(
        loss,
        "scores must be [batch, classes] or [classes], at least one; got " + output.shape(),
        output.shape());
  }
}
