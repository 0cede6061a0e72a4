package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cross-entropy between the softmax of logits and classes, or probabilities of classes:
///
///     loss_i = -w[c_i] ln softmax(x_i)[c_i]                for classes c_i
///     loss_i = -sum_c w[c] p_i[c] ln softmax(x_i)[c]       for probabilities p_i
///
/// With label smoothing `s` (Szegedy et al. 2016) the probabilities are `(1 - s) p + s / classes`;
/// for classes `p` is 1 at the class.
///
/// - logits: `[classes]`, `[batch, classes]` or `[batch, classes, ...]`
/// - targets: classes (integers) in the shape of the logits without the axis of classes; or
///   probabilities (F32, F64) in the shape of the logits
/// - result: a number; with [Reduction#NONE] the shape of classes
///
/// The mean over classes is by their weights, `sum_i loss_i / sum_i w[c_i]`, and NaN if all are
/// ignored; that over probabilities is over examples (and positions). Both as in PyTorch.
///
/// Without weights and smoothing, sums and means over classes that are given as a tensor, none of
/// them ignored, run in one fused pass each way.
///
/// @param weight a weight for each class, null for 1
/// @param ignoreIndex a target that counts as nothing, whether it is a class or not
/// @param labelSmoothing the part of the probability that is spread over all classes, 0 to 1
/// @param reduction how the losses are put together
public record CrossEntropyLoss(
    @Nullable Tensor weight, long ignoreIndex, double labelSmoothing, Reduction reduction)
    implements Loss {

  /// PyTorch's.
  static final long IGNORED = -100;

  private static final String NAME = "crossEntropy";

  /// Checks the smoothing.
  public CrossEntropyLoss {
    LossInputs.require(
        labelSmoothing >= 0 && labelSmoothing <= 1,
        NAME,
        "label smoothing must be from 0 to 1",
        labelSmoothing);
  }

  /// The mean without weights and smoothing; target -100 is ignored.
  public CrossEntropyLoss() {
    this(null, IGNORED, 0, Reduction.MEAN);
  }

  /// With a weight for each class.
  public CrossEntropyLoss withWeight(Tensor ofClasses) {
    return new CrossEntropyLoss(ofClasses, ignoreIndex, labelSmoothing, reduction);
  }

  /// With another target that counts as nothing.
  public CrossEntropyLoss withIgnoreIndex(long target) {
    return new CrossEntropyLoss(weight, target, labelSmoothing, reduction);
  }

  /// With part of the probability spread over all classes.
  public CrossEntropyLoss withLabelSmoothing(double part) {
    return new CrossEntropyLoss(weight, ignoreIndex, part, reduction);
  }

  /// With another reduction.
  public CrossEntropyLoss withReduction(Reduction other) {
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, other);
  }

  @Override
  public Variable of(Variable logits, Tensor targets) {
    boolean plain = weight == null && labelSmoothing == 0;
    boolean summed = reduction == Reduction.MEAN || reduction == Reduction.SUM;
    if (plain && summed && isForKernel(logits, targets)) {
      int classes = logits.shape().dim(1);
      Variable rows = logits;
      if (logits.shape().rank() > 2) {
        rows = logits.moveAxis(1, -1).reshape(-1, classes);
      }
      Variable mean = rows.crossEntropy(targets.to(DType.I64).reshape(-1));
      return reduction == Reduction.MEAN ? mean : mean.mul(targets.size());
    }
    return of(logits, Variable.constant(targets));
  }

  private boolean isForKernel(Variable logits, Tensor targets) {
    if (targets.dtype().isFloating()
        || targets.size() == 0
        || logits.shape().rank() < 2
        || !Arrays.equals(
            targets.shape().dims(), ClassLosses.withoutClasses(logits.shape().dims()))) {
      return false;
    }
    for (long target : targets.toLongArray()) {
      if (target == ignoreIndex) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Variable of(Variable logits, Variable targets) {
    int axis = ClassLosses.axis(NAME, logits);
    if (targets.dtype().isFloating()) {
      if (!targets.shape().equals(logits.shape())) {
        throw noProbabilities(logits, targets);
      }
      return ofProbabilities(logits.logSoftmax(axis), targets, axis);
    }
    Variable logP = logits.logSoftmax(axis);
    ClassLosses each = ClassLosses.of(NAME, logP, targets, weight, ignoreIndex);
    if (labelSmoothing > 0) {
      double part = labelSmoothing / logits.shape().dim(axis);
      Variable ofAll = ClassLosses.weighted(NAME, logP, weight, axis).sum(false, axis);
      each = each.mixed(1 - labelSmoothing, ofAll.mul(-part));
    }
    return each.reduced(reduction);
  }

  private Variable ofProbabilities(Variable logP, Variable targets, int axis) {
    int classes = logP.shape().dim(axis);
    Variable p =
        labelSmoothing == 0
            ? targets
            : targets.mul(1 - labelSmoothing).add(labelSmoothing / classes);
    Variable weighted = ClassLosses.weighted(NAME, logP, weight, axis);
    return reduction.of(NAME, weighted.mul(p).sum(false, axis).neg());
  }

  private static ShapeException noProbabilities(Variable logits, Variable targets) {
    return new ShapeException(
        NAME,
        "targets of "
            + targets.dtype()
            + " are probabilities and must have the shape of the logits; got "
            + targets.shape()
            + " for "
            + logits.shape()
            + "; classes must be I64",
        logits.shape(),
        targets.shape());
  }
}
