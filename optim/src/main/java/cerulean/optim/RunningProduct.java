package cerulean.optim;

import java.util.function.LongToDoubleFunction;

/// `base factor(1) ... factor(step)`. What was multiplied so far is kept, so that a run of `n`
/// steps costs `n` products, not `n^2 / 2`; the value does not depend on it.
final class RunningProduct implements Schedule {

  private final LongToDoubleFunction factor;
  private long known;
  private double product = 1;

  RunningProduct(LongToDoubleFunction factor) {
    this.factor = factor;
  }

  @Override
  public synchronized double at(double base, long step) {
    if (step < known) {
      known = 0;
      product = 1;
    }
    while (known < step) {
      known++;
      product *= factor.applyAsDouble(known);
    }
    return base * product;
  }
}
