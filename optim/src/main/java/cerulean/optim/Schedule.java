package cerulean.optim;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/// A hyperparameter as a function of the step: of the value it begins with and how many steps have
/// been made. [Scheduler] applies one to the groups of an optimizer.
///
///     Schedule.cosine(1000, 0)                                 // from the group's rate to 0
///     Schedule.warmUp(100, Schedule.cosine(900, 1e-5))
///     (base, step) -> base / (1 + 0.01 * step)                 // any function
///
/// As a function of the step a schedule has nothing to remember, and continues anywhere.
@FunctionalInterface
public interface Schedule {

  /// The value after `step` steps (0 before the first), where it began with `base`.
  double at(double base, long step);

  /// `base factor(step)`: PyTorch's `LambdaLR`.
  static Schedule lambda(LongToDoubleFunction factor) {
    return (base, step) -> base * factor.applyAsDouble(step);
  }

  /// `base factor(1) factor(2) ... factor(step)`: `MultiplicativeLR`. The product is carried along,
  /// as long as steps do not go back.
  static Schedule multiplicative(LongToDoubleFunction factor) {
    return new RunningProduct(factor);
  }

  /// `base factor` during the first `steps` steps, then `base`: `ConstantLR`.
  static Schedule constant(double factor, long steps) {
    Range.fraction("constant", "factor", factor);
    Range.atLeast("constant", "steps", 0, steps);
    return (base, step) -> step < steps ? base * factor : base;
  }

  /// `base gamma^floor(step / size)`: `StepLR`.
  static Schedule step(long size, double gamma) {
    Range.atLeast("step", "size", 1, size);
    Range.notNegative("step", "gamma", gamma);
    return (base, step) -> {
      long stairs = step / size;
      return base * Math.pow(gamma, (double) stairs);
    };
  }

  /// `base gamma^n` with `n` the number of milestones that are not after `step`: `MultiStepLR`. One
  /// that is there twice counts twice.
  static Schedule multiStep(double gamma, long... milestones) {
    Range.notNegative("multiStep", "gamma", gamma);
    long[] own = milestones.clone();
    return (base, step) -> {
      long reached = Arrays.stream(own).filter(one -> one <= step).count();
      return base * Math.pow(gamma, (double) reached);
    };
  }

  /// `base gamma^step`: `ExponentialLR`.
  static Schedule exponential(double gamma) {
    Range.notNegative("exponential", "gamma", gamma);
    return (base, step) -> base * Math.pow(gamma, (double) step);
  }

  /// From `base from` to `base to` in `steps` equal steps: `LinearLR`.
  static Schedule linear(double from, double to, long steps) {
    Range.fraction("linear", "from", from);
    Range.fraction("linear", "to", to);
    Range.atLeast("linear", "steps", 1, steps);
    return (base, step) -> base * (from + (to - from) * Math.min(step, steps) / steps);
  }

  /// `base (1 - step / steps)^power`, 0 at the end: `PolynomialLR`.
  static Schedule polynomial(long steps, double power) {
    Range.atLeast("polynomial", "steps", 1, steps);
    Range.notNegative("polynomial", "power", power);
    return (base, step) -> base * Math.pow(1 - (double) Math.min(step, steps) / steps, power);
  }

  /// Half a cosine from `base` to `least` in `steps` steps, and back in as many:
  /// `CosineAnnealingLR` (Loshchilov & Hutter 2017, equation 5).
  static Schedule cosine(long steps, double least) {
    Range.atLeast("cosine", "steps", 1, steps);
    Range.notNegative("cosine", "least", least);
    return (base, step) -> least + (base - least) * (1 + Math.cos(Math.PI * step / steps)) / 2;
  }

  /// [#cosine] that starts again after `first` steps, and each time lasts `factor` times as long:
  /// `CosineAnnealingWarmRestarts`.
  static Schedule cosineRestarts(long first, long factor, double least) {
    Range.atLeast("cosineRestarts", "first", 1, first);
    Range.atLeast("cosineRestarts", "factor", 1, factor);
    Range.notNegative("cosineRestarts", "least", least);
    return (base, step) -> {
      long period = first;
      long since = factor == 1 ? step % first : step;
      while (since >= period) {
        since -= period;
        period *= factor;
      }
      return least + (base - least) * (1 + Math.cos(Math.PI * since / period)) / 2;
    };
  }

  /// Rises from `base / steps` to `base` in `steps` steps, then is what `then` says, whose steps
  /// are counted from there on.
  static Schedule warmUp(long steps, Schedule then) {
    Range.atLeast("warmUp", "steps", 1, steps);
    return (base, step) -> step < steps ? base * (step + 1) / steps : then.at(base, step - steps);
  }

  /// One schedule after the other: the second begins at the first milestone, with its own steps
  /// counted from there, and so on: `SequentialLR`.
  static Schedule sequential(List<Schedule> schedules, long... milestones) {
    List<Schedule> parts = List.copyOf(schedules);
    long[] starts = milestones.clone();
    boolean rising = true;
    for (int i = 0; i < starts.length; i++) {
      rising &= starts[i] > (i == 0 ? 0 : starts[i - 1]);
    }
    if (parts.size() != starts.length + 1 || !rising) {
      throw new IllegalArgumentException(
          "sequential: needs one milestone between neighbours, rising and positive, got "
              + parts.size()
              + " schedules and milestones "
              + Arrays.toString(starts));
    }
    return (base, step) -> {
      int i = 0;
      while (i < starts.length && step >= starts[i]) {
        i++;
      }
      return parts.get(i).at(base, i == 0 ? step : step - starts[i - 1]);
    };
  }

  /// All at once: the value of each is the base of the next: `ChainedScheduler`. Factors multiply.
  static Schedule chained(Schedule... schedules) {
    List<Schedule> parts = List.of(schedules);
    return (base, step) -> {
      double value = base;
      for (Schedule part : parts) {
        value = part.at(value, step);
      }
      return value;
    };
  }
}
