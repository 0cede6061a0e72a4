package cerulean.nn.loss;

import cerulean.autograd.Variable;

/// Negative log-likelihood of counts from Poisson distributions, without terms that outputs do not
/// change: `e^x - t x` of logarithms of means, or `x - t ln(x + epsilon)` of means.
///
/// - output: any shape; target: counts in the same shape
/// - result: a number; with [Reduction#NONE] that shape
///
/// @param logInput whether outputs are logarithms of means
/// @param full whether Stirling's approximation of `ln t!`, `t ln t - t + ln(2 pi t) / 2`, is added
///   for targets above 1
/// @param epsilon keeps the logarithm of a mean of 0 finite
/// @param reduction how the losses are put together
public record PoissonNllLoss(boolean logInput, boolean full, double epsilon, Reduction reduction)
    implements Loss {

  private static final String NAME = "poissonNll";

  /// Checks `epsilon`.
  public PoissonNllLoss {
    LossInputs.require(epsilon >= 0, NAME, "epsilon must not be negative", epsilon);
  }

  /// The mean, of logarithms of means, without Stirling's term.
  public PoissonNllLoss() {
    this(true, false, 1e-8, Reduction.MEAN);
  }

  /// Of means in place of their logarithms, or the other way around.
  public PoissonNllLoss withLogInput(boolean logarithms) {
    return new PoissonNllLoss(logarithms, full, epsilon, reduction);
  }

  /// With Stirling's term or without.
  public PoissonNllLoss withFull(boolean stirling) {
    return new PoissonNllLoss(logInput, stirling, epsilon, reduction);
  }

  /// With another reduction.
  public PoissonNllLoss withReduction(Reduction other) {
    return new PoissonNllLoss(logInput, full, epsilon, other);
  }

  @Override
  public Variable of(Variable output, Variable target) {
    LossInputs.requireSameShape(NAME, output, target);
    Variable t = LossInputs.asNumbers(target, output);
    Variable each =
        logInput ? output.exp().sub(t.mul(output)) : output.sub(t.mul(output.add(epsilon).log()));
    return reduction.of(NAME, full ? each.add(stirling(t)) : each);
  }

  private static Variable stirling(Variable t) {
    Variable small = t.le(1);
    Variable large = t.maskedFill(small, 1);
    Variable term = large.mul(large.log()).sub(large).add(large.mul(2 * Math.PI).log().mul(0.5));
    return term.maskedFill(small, 0);
  }
}
