package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;

/// How the losses of single elements, or examples, become what a loss returns.
public enum Reduction {

  /// They stay as they are.
  NONE,

  /// Their mean: PyTorch's default. Where classes have weights, the mean by weights, see
  /// [CrossEntropyLoss].
  MEAN,

  /// Their sum.
  SUM,

  /// Their sum divided by the size of the first axis, `batchmean` of PyTorch's `kl_div`: the mean
  /// over examples of what each loses in all.
  BATCH_MEAN;

  /// The losses `each` of `loss`, reduced.
  Variable of(String loss, Variable each) {
    if (this == NONE) {
      return each;
    }
    Variable sum = each.sum();
    if (this == SUM) {
      return sum;
    }
    if (each.shape().size() == 0) {
      throw emptyBatch(loss, each);
    }
    if (this == MEAN) {
      return sum.div(each.shape().size());
    }
    return each.shape().rank() == 0 ? sum : sum.div(each.shape().dim(0));
  }

  static ShapeException emptyBatch(String loss, Variable each) {
    return new ShapeException(
        loss,
        "nothing has no mean; got losses of shape "
            + each.shape()
            + "; leave empty batches out or use Reduction.SUM",
        each.shape());
  }
}
