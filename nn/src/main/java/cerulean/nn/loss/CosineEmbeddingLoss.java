package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Of pairs of vectors by the cosine `c` of their angle: `1 - c` for pairs that belong together
/// (target 1), `max(0, c - margin)` for others (target -1).
///
/// - vectors: `[batch, size]` or `[size]`, both alike; target: `[batch]` or a number
/// - result: a number; with [Reduction#NONE] the shape of the target
///
/// As in PyTorch 1e-12 is added to the squares of both lengths, so that vectors of zeros have
/// cosine 0 and a gradient.
///
/// @param margin the cosine up to which pairs may be alike that do not belong together, -1 to 1
/// @param reduction how the losses are put together
public record CosineEmbeddingLoss(double margin, Reduction reduction) {

  private static final String NAME = "cosineEmbedding";

  private static final double LEAST_SQUARE = 1e-12;

  /// Checks the margin.
  public CosineEmbeddingLoss {
    LossInputs.require(
        margin >= -1 && margin <= 1, NAME, "the margin must be a cosine from -1 to 1", margin);
  }

  /// The mean, with margin 0.
  public CosineEmbeddingLoss() {
    this(0);
  }

  /// The mean.
  public CosineEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /// The loss of pairs of vectors.
  public Variable of(Variable first, Variable second, Variable target) {
    LossInputs.requireSameShape(NAME, first, second);
    int rank = first.shape().rank();
    int[] pairs = Arrays.copyOf(first.shape().dims(), Math.max(0, rank - 1));
    if (rank == 0 || rank > 2 || !Arrays.equals(pairs, target.shape().dims())) {
      throw wrongShapes(first, target);
    }
    Variable together = LossInputs.signs(NAME, target, first).eq(1);
    Variable squares =
        first
            .square()
            .sum(false, -1)
            .add(LEAST_SQUARE)
            .mul(second.square().sum(false, -1).add(LEAST_SQUARE));
    Variable cosine = first.mul(second).sum(false, -1).div(squares.sqrt());
    Variable apart = HingeEmbeddingLoss.aboveZero(cosine.sub(margin));
    return reduction.of(NAME, Variable.where(together, cosine.neg().add(1), apart));
  }

  /// As [#of(Variable, Variable, Variable)].
  public Variable of(Variable first, Variable second, Tensor target) {
    return of(first, second, Variable.constant(target));
  }

  private static ShapeException wrongShapes(Variable first, Variable target) {
    return new ShapeException(
        NAME,
        "vectors must be [batch, size] and targets [batch], or [size] and a number; got "
            + first.shape()
            + " and "
            + target.shape(),
        first.shape(),
        target.shape());
  }
}
