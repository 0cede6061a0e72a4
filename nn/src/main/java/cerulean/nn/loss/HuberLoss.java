package cerulean.nn.loss;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// Squared error for small differences, absolute error for large ones (Huber 1964): `d^2 / 2` for
/// `|d| <= delta`, else `delta (|d| - delta / 2)`, with `d` the output less the target.
///
/// - output, target: one shape
/// - result: a number; with [Reduction#NONE] that shape
///
/// @param delta where the square ends, above 0
/// @param reduction how the losses are put together
public record HuberLoss(double delta, Reduction reduction) implements Loss {

  private static final String NAME = "huber";

  /// Checks `delta`.
  public HuberLoss {
    LossInputs.require(delta > 0, NAME, "delta must be above 0", delta);
  }

  /// The mean, with `delta` 1.
  public HuberLoss() {
    this(1);
  }

  /// The mean.
  public HuberLoss(double delta) {
    this(delta, Reduction.MEAN);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable apart = output.sub(LossInputs.asNumbers(target, output));
    return reduction.of(NAME, each(delta).apply(apart));
  }

  /// Of differences `d`, with `c` the difference within `-delta .. delta`: `c (d - c / 2)`, whose
  /// derivative is `c`.
  static Primitive each(double delta) {
    return Primitive.elementwise(
        NAME,
        d -> {
          Tensor near = d.clamp(-delta, delta);
          return near.mul(d.sub(near.mul(0.5)));
        },
        (g, d, y) -> g.mul(d.clamp(-delta, delta)));
  }
}
