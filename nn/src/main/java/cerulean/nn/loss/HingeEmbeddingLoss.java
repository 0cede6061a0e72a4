package cerulean.nn.loss;

import cerulean.autograd.Variable;

/// Of distances `x` between pairs: `x` for pairs that belong together (target 1), `max(0, margin -
/// x)` for others (target -1).
///
/// - output: any shape; target: 1 or -1 in the same shape
/// - result: a number; with [Reduction#NONE] that shape
///
/// @param margin how far apart pairs are that do not belong together
/// @param reduction how the losses are put together
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements Loss {

  private static final String NAME = "hingeEmbedding";

  /// The mean, with margin 1.
  public HingeEmbeddingLoss() {
    this(1);
  }

  /// The mean.
  public HingeEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable together = LossInputs.signs(NAME, target, output).eq(1);
    Variable apart = aboveZero(output.neg().add(margin));
    return reduction.of(NAME, Variable.where(together, output, apart));
  }

  /// `max(0, x)` with gradient 1 at 0, as PyTorch's `clamp`; `relu` has 0 there.
  static Variable aboveZero(Variable x) {
    return x.clamp(0, Double.POSITIVE_INFINITY);
  }
}
