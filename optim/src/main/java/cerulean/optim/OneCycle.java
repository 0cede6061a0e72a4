package cerulean.optim;

/// The one-cycle policy (Smith & Topin 2018): the rate rises to `most` and falls far below where it
/// began, once; the momentum does the opposite. PyTorch's `OneCycleLR`.
///
///     var cycle = OneCycle.of(0.1, 1000);
///     Scheduler scheduler = cycle.scheduler(sgd);   // of rate and momentum
///
/// The rate begins at `most / begin` and ends, at step `steps - 1`, at `most / (begin end)`, where the
/// last [Scheduler#step] leaves it; what goes on beyond that is refused. It is
/// highest at step `rise steps - 1`, a fraction of a step if need be. With three phases it is back where
/// it began at step `2 rise steps - 2`, as fast as it rose.
///
/// - `most`: largest rate, positive; the rates of the groups do not matter
/// - `steps`: steps of the whole cycle, at least 2
/// - `rise`: share of the steps in which the rate rises, in `[0, 1]`, with three phases at most 0.5
/// - `begin`: the first rate is `most / begin`; positive
/// - `end`: the last rate is the first by `end`; positive
/// - `leastMomentum`: momentum where the rate is highest, in `[0, 1)`
/// - `mostMomentum`: momentum at the beginning and the end, in `[0, 1)`
/// - `linear`: straight lines instead of half cosines
/// - `threePhases`: fall as fast as the rise, then to the end
public record OneCycle(
    double most,
    long steps,
    double rise,
    double begin,
    double end,
    double leastMomentum,
    double mostMomentum,
    boolean linear,
    boolean threePhases) {

  /// Checks the ranges.
  public OneCycle {
    Range.positive("OneCycle", "most", most);
    Range.atLeast("OneCycle", "steps", 2, steps);
    Range.fraction("OneCycle", "rise", rise);
    Range.positive("OneCycle", "begin", begin);
    Range.positive("OneCycle", "end", end);
    Range.share("OneCycle", "leastMomentum", leastMomentum);
    Range.share("OneCycle", "mostMomentum", mostMomentum);
    if (threePhases && rise > 0.5) {
      throw new IllegalArgumentException(
          "OneCycle: rise must be in [0, 0.5] with three phases, got " + rise);
    }
  }

  /// PyTorch's settings: a rise of 0.3 from a 25th, to a 10,000th of that, momentum from 0.95 to
  /// 0.85 and back, cosines, two phases.
  public static OneCycle of(double most, long steps) {
    return new OneCycle(most, steps, 0.3, 25, 1e4, 0.85, 0.95, false, false);
  }

  /// The same with another `rise`.
  public OneCycle rise(double rise) {
    return new OneCycle(
        most, steps, rise, begin, end, leastMomentum, mostMomentum, linear, threePhases);
  }

  /// The same with another `begin` and `end`.
  public OneCycle divisors(double begin, double end) {
    return new OneCycle(
        most, steps, rise, begin, end, leastMomentum, mostMomentum, linear, threePhases);
  }

  /// The same with other bounds of the momentum.
  public OneCycle momenta(double leastMomentum, double mostMomentum) {
    return new OneCycle(
        most, steps, rise, begin, end, leastMomentum, mostMomentum, linear, threePhases);
  }

  /// The same with `linear` on or off.
  public OneCycle linear(boolean linear) {
    return new OneCycle(
        most, steps, rise, begin, end, leastMomentum, mostMomentum, linear, threePhases);
  }

  /// The same with `threePhases` on or off.
  public OneCycle threePhases(boolean threePhases) {
    return new OneCycle(
        most, steps, rise, begin, end, leastMomentum, mostMomentum, linear, threePhases);
  }

  /// Moves rate and momentum (`beta1` of Adam and its kin) of all groups of `optimizer`.
  public <C extends Hyperparameters.Momentum<C>> Scheduler scheduler(Optimizer<C> optimizer) {
    return Scheduler.of(optimizer, rate()).withMomentum(optimizer, momentum());
  }

  /// The rate; the same whatever it began with.
  public Schedule rate() {
    double first = most / begin;
    return (base, step) -> between(step, first, most, first, first / end);
  }

  /// The momentum, or `beta1`; the same whatever it began with.
  public Schedule momentum() {
    return (base, step) -> between(step, mostMomentum, leastMomentum, mostMomentum, mostMomentum);
  }

  /// The value at a step of what goes from `a` to `b`, with three phases to `c`, and to `d`.
  private double between(long step, double a, double b, double c, double d) {
    double top = rise * steps - 1;
    double last = steps - 1;
    if (step > steps) {
      throw over(step);
    }
    if (step == steps) {
      return d; // for a step of the optimizer that is not made
    }
    if (step <= top) {
      return top > 0 ? anneal(a, b, step / top) : b;
    }
    double back = 2 * rise * steps - 2;
    if (threePhases && step <= back) {
      return anneal(b, c, (step - top) / (back - top));
    }
    return threePhases
        ? anneal(c, d, (step - back) / (last - back))
        : anneal(b, d, (step - top) / (last - top));
  }

  private double anneal(double from, double to, double share) {
    return linear
        ? from + (to - from) * share
        : to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }

  private IllegalStateException over(long step) {
    return new IllegalStateException(
        "OneCycle: the cycle of "
            + steps
            + " steps is over, got step "
            + step
            + " from 0; make it as long as the training");
  }
}
