package cerulean.neuro;

/// A number that changes during a run and that others act by: the concentration of a
/// [Neuromodulator], a [RewardSignal], a [TemporalDifference], a [Lever], or a function of them.
///
/// Read once in every step, after the modulators have worked.
@FunctionalInterface
public interface Signal {

  /// The value of this step.
  double value();

  /// The product of this and another: two modulators that are both needed.
  default Signal times(Signal other) {
    return () -> value() * other.value();
  }

  /// The sum of this and another.
  default Signal plus(Signal other) {
    return () -> value() + other.value();
  }

  /// This times a number.
  default Signal times(double factor) {
    Checks.finite("Signal.times: factor", factor);
    return () -> factor * value();
  }

  /// This above a level: `value - level`, of either sign.
  default Signal above(double level) {
    Checks.finite("Signal.above: level", level);
    return () -> value() - level;
  }
}
