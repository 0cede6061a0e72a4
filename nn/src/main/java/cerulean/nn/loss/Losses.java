package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.function.BinaryOperator;

/// Losses as functions of a network's output, with PyTorch's defaults: means over all elements or
/// examples.
///
/// What has settings is a record of the name that it has in PyTorch, and a [Loss] if it takes an
/// output and a target:
///
///     Variable loss = Losses.crossEntropy(logits, targets);
///     Variable smooth = new CrossEntropyLoss().withLabelSmoothing(0.1).of(logits, targets);
///
/// Shapes of outputs and targets must be equal where not stated otherwise: nothing broadcasts by
/// accident. A mean of nothing is refused. Targets may be integers or truth values where numbers are
/// wanted.
public final class Losses {

  private Losses() {}

  // ---- Classes

  /// Mean cross-entropy between the softmax of logits and classes or probabilities, in nats. See
  /// [CrossEntropyLoss].
  ///
  /// - `logits`: `[batch, classes, ...]` or `[classes]`
  /// - `targets`: classes, I64 or another integer type, without the axis of classes; -100 is
  ///   ignored. Or probabilities in the shape of the logits
  public static Variable crossEntropy(Variable logits, Tensor targets) {
    return new CrossEntropyLoss().of(logits, targets);
  }

  /// As [#crossEntropy(Variable, Tensor)], with targets that may have a gradient.
  public static Variable crossEntropy(Variable logits, Variable targets) {
    return new CrossEntropyLoss().of(logits, targets);
  }

  /// Mean negative logarithm of the probability of the class, of logarithms of probabilities. See
  /// [NllLoss].
  public static Variable nll(Variable logProbabilities, Tensor targets) {
    return new NllLoss().of(logProbabilities, targets);
  }

  /// Mean hinge loss of scores `[batch, classes]` for classes `[batch]`. See [MultiMarginLoss].
  public static Variable multiMargin(Variable scores, Tensor targets) {
    return new MultiMarginLoss().of(scores, targets);
  }

  /// Mean hinge loss of scores for several classes each. See [MultiLabelMarginLoss].
  public static Variable multiLabelMargin(Variable scores, Tensor targets) {
    return new MultiLabelMarginLoss().of(scores, targets);
  }

  // ---- Yes or no

  /// Mean binary cross-entropy of probabilities. See [BceLoss].
  public static Variable binaryCrossEntropy(Variable probabilities, Variable target) {
    return new BceLoss().of(probabilities, target);
  }

  /// Mean binary cross-entropy of logits. See [BceWithLogitsLoss].
  public static Variable binaryCrossEntropyWithLogits(Variable logits, Variable target) {
    return new BceWithLogitsLoss().of(logits, target);
  }

  /// Mean focal loss of logits, with `alpha` 0.25 and `gamma` 2. See [FocalLoss].
  public static Variable focal(Variable logits, Variable target) {
    return new FocalLoss().of(logits, target);
  }

  /// Mean over examples and classes of binary cross-entropies. See [MultiLabelSoftMarginLoss].
  public static Variable multiLabelSoftMargin(Variable logits, Variable target) {
    return new MultiLabelSoftMarginLoss().of(logits, target);
  }

  /// Mean of `ln(1 + e^(-t x))` for targets `t` of 1 or -1.
  public static Variable softMargin(Variable output, Variable target) {
    return softMargin(output, target, Reduction.MEAN);
  }

  /// `ln(1 + e^(-t x))` for targets `t` of 1 or -1.
  public static Variable softMargin(Variable output, Variable target, Reduction reduction) {
    String name = "softMargin";
    LossInputs.requireSameShape(name, output, target);
    Variable t = LossInputs.signs(name, target, output);
    return reduction.of(name, output.mul(t).logSigmoid().neg());
  }

  // ---- Numbers

  /// Mean squared difference.
  public static Variable meanSquaredError(Variable output, Variable target) {
    return meanSquaredError(output, target, Reduction.MEAN);
  }

  /// Squared differences, PyTorch's `mse_loss`.
  public static Variable meanSquaredError(Variable output, Variable target, Reduction reduction) {
    String name = "meanSquaredError";
    LossInputs.requireSameShape(name, output, target);
    Variable difference = output.sub(LossInputs.asNumbers(target, output));
    return reduction.of(name, difference.mul(difference));
  }

  /// Mean absolute difference.
  public static Variable l1(Variable output, Variable target) {
    return l1(output, target, Reduction.MEAN);
  }

  /// Absolute differences; the gradient of a difference of 0 is 0.
  public static Variable l1(Variable output, Variable target, Reduction reduction) {
    LossInputs.requireSameShape("l1", output, target);
    return reduction.of("l1", output.sub(LossInputs.asNumbers(target, output)).abs());
  }

  /// Mean of [SmoothL1Loss] with `beta` 1.
  public static Variable smoothL1(Variable output, Variable target) {
    return new SmoothL1Loss().of(output, target);
  }

  /// Mean of [HuberLoss] with `delta` 1.
  public static Variable huber(Variable output, Variable target) {
    return new HuberLoss().of(output, target);
  }

  // ---- Distributions

  /// Mean over elements of `t (ln t - x)` for logarithms of probabilities `x`; the divergence
  /// itself is `new KlDivLoss(Reduction.BATCH_MEAN)`. See [KlDivLoss].
  public static Variable klDivergence(Variable logProbabilities, Variable target) {
    return new KlDivLoss().of(logProbabilities, target);
  }

  /// Mean of `e^x - t x` for logarithms `x` of the means of counts `t`. See [PoissonNllLoss].
  public static Variable poissonNll(Variable logMeans, Variable counts) {
    return new PoissonNllLoss().of(logMeans, counts);
  }

  /// Mean of `(ln v + (x - t)^2 / v) / 2` for means `x` and variances `v`. See [GaussianNllLoss].
  public static Variable gaussianNll(Variable means, Variable target, Variable variances) {
    return new GaussianNllLoss().of(means, target, variances);
  }

  // ---- Pairs and triplets

  /// Mean of the distances of pairs that belong together (1), and of what others (-1) are nearer
  /// than 1. See [HingeEmbeddingLoss].
  public static Variable hingeEmbedding(Variable distances, Variable target) {
    return new HingeEmbeddingLoss().of(distances, target);
  }

  /// Mean of `max(0, -t (x1 - x2))`. See [MarginRankingLoss].
  public static Variable marginRanking(Variable first, Variable second, Variable target) {
    return new MarginRankingLoss().of(first, second, target);
  }

  /// Mean of `1 - cos` of pairs of vectors that belong together (1), and of the cosine above 0 of
  /// others (-1). See [CosineEmbeddingLoss].
  public static Variable cosineEmbedding(Variable first, Variable second, Variable target) {
    return new CosineEmbeddingLoss().of(first, second, target);
  }

  /// Mean of `max(0, d(a, p) - d(a, n) + 1)`. See [TripletMarginLoss].
  public static Variable tripletMargin(Variable anchor, Variable positive, Variable negative) {
    return new TripletMarginLoss().of(anchor, positive, negative);
  }

  /// As [#tripletMargin] with a distance of one's own. See [TripletMarginWithDistanceLoss].
  public static Variable tripletMarginWithDistance(
      Variable anchor, Variable positive, Variable negative, BinaryOperator<Variable> distance) {
    return new TripletMarginWithDistanceLoss(distance).of(anchor, positive, negative);
  }

  // ---- Sequences

  /// Mean loss of aligning sequences of labels with longer sequences of probabilities, blank 0. See
  /// [CtcLoss].
  public static Variable ctc(
      Variable logProbabilities, Tensor targets, int[] inputLengths, int[] targetLengths) {
    return new CtcLoss().of(logProbabilities, targets, inputLengths, targetLengths);
  }
}
