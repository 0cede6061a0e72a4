package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.Special;

/// Kullback-Leibler divergence of outputs from targets, `t (ln t - x)` for each element, where the
/// output `x` is the logarithm of a probability and `t` is a probability, or its logarithm.
///
/// - output, target: one shape
/// - result: a number; with [Reduction#NONE] that shape
///
/// A probability of 0 adds nothing and gets no gradient. The divergence of distributions along the
/// last axis is their sum: [Reduction#BATCH_MEAN] takes its mean over the first axis.
/// [Reduction#MEAN] is PyTorch's default and divides by the number of elements.
///
/// @param logTarget whether targets are logarithms of probabilities
/// @param reduction how the elements are put together
public record KlDivLoss(boolean logTarget, Reduction reduction) implements Loss {

  private static final String NAME = "klDivergence";

  /// `t ln t`, 0 at 0; the derivative at 0, which is infinite, is taken as 0.
  private static final Primitive T_LOG_T =
      Primitive.elementwise(
          "tLogT",
          t -> Special.xlogy(t, t),
          (g, t, y) -> g.mul(t.maskedFill(t.eq(0), 1).log().add(1).maskedFill(t.eq(0), 0)));

  /// The mean over elements, for targets that are probabilities.
  public KlDivLoss() {
    this(false, Reduction.MEAN);
  }

  /// For targets that are probabilities.
  public KlDivLoss(Reduction reduction) {
    this(false, reduction);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable t = LossInputs.asNumbers(target, output);
    Variable each = logTarget ? t.exp().mul(t.sub(output)) : T_LOG_T.apply(t).sub(t.mul(output));
    return reduction.of(NAME, each);
  }
}
