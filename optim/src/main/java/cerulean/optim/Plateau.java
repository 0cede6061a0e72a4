package cerulean.optim;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lowers the learning rates when a metric has stopped getting better: PyTorch's
/// `ReduceLROnPlateau`.
///
///     var plateau = Plateau.of(optimizer, Plateau.Config.forLoss());
///     plateau.step(validationLoss);                     // once an epoch
///
/// After more than `patience` metrics in a row that are no better than the best, all rates are
/// multiplied by `factor`, but do not fall below `least`; the next `cooldown` metrics do not count as
/// bad.
public final class Plateau {

  /// Sets all rates to `factor` times what they are.
  private interface Reducer {
    void reduce();
  }

  private final Config config;
  private final Reducer reducer;
  private double best;
  private long bad;
  private long cooling;
  private long steps;

  private Plateau(Config config, Reducer reducer) {
    this.config = config;
    this.reducer = reducer;
    this.best = config.maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /// Watches over the rates of all groups.
  public static <C extends Hyperparameters<C>> Plateau of(Optimizer<C> optimizer, Config config) {
    return new Plateau(config, () -> reduce(optimizer, config));
  }

  private static <C extends Hyperparameters<C>> void reduce(Optimizer<C> optimizer, Config config) {
    for (int i = 0; i < optimizer.groups().size(); i++) {
      C now = optimizer.groups().get(i).config();
      double lower = Math.max(now.lr() * config.factor, config.least);
      if (now.lr() - lower > config.epsilon) {
        optimizer.configure(i, now.lr(lower));
      }
    }
  }

  /// Takes in a metric; returns whether the rates were lowered. A metric that is NaN is no better.
  public boolean step(double metric) {
    steps++;
    if (isBetter(metric)) {
      best = metric;
      bad = 0;
    } else {
      bad++;
    }
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad <= config.patience) {
      return false;
    }
    reducer.reduce();
    cooling = config.cooldown;
    bad = 0;
    return true;
  }

  private boolean isBetter(double metric) {
    double margin = config.absolute ? config.threshold : config.threshold * Math.abs(best);
    if (Double.isInfinite(best)) {
      return config.maximize ? metric > best : metric < best;
    }
    return config.maximize ? metric > best + margin : metric < best - margin;
  }

  /// The best metric so far.
  public double best() {
    return best;
  }

  /// What is remembered, under PyTorch's names. Rates are saved with the optimizer.
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    Workspace.outside(() -> {
      state.put("last_epoch", Tensor.scalar(steps));
      state.put("best", Tensor.scalar(best));
      state.put("num_bad_epochs", Tensor.scalar(bad));
      state.put("cooldown_counter", Tensor.scalar(cooling));
      return state;
    });
    return state;
  }

  /// Goes on from `state`. Names must fit; nothing is changed unless they do.
  public void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader("Plateau", state);
    long readSteps = reader.whole("last_epoch");
    double readBest = reader.number("best");
    long readBad = reader.whole("num_bad_epochs");
    long readCooling = reader.whole("cooldown_counter");
    reader.finish();
    steps = readSteps;
    best = readBest;
    bad = readBad;
    cooling = readCooling;
  }

  /// - `maximize`: whether larger metrics are better
  /// - `factor`: of the rates, in `[0, 1)`
  /// - `patience`: metrics in a row that may be no better, not negative
  /// - `threshold`: by how much a better metric must differ from the best, not negative
  /// - `absolute`: whether the threshold is a difference, not a share of the best
  /// - `cooldown`: metrics after a reduction that do not count as bad, not negative
  /// - `least`: smallest rate, not negative
  /// - `epsilon`: smallest change of a rate that is made, not negative
  public record Config(
      boolean maximize,
      double factor,
      long patience,
      double threshold,
      boolean absolute,
      long cooldown,
      double least,
      double epsilon) {

    /// Checks the ranges.
    public Config {
      Range.share("Plateau", "factor", factor);
      Range.atLeast("Plateau", "patience", 0, patience);
      Range.notNegative("Plateau", "threshold", threshold);
      Range.atLeast("Plateau", "cooldown", 0, cooldown);
      Range.notNegative("Plateau", "least", least);
      Range.notNegative("Plateau", "epsilon", epsilon);
    }

    /// PyTorch's settings for what is to become small: a tenth after 10 metrics that are not better
    /// by a share of 1e-4.
    public static Config forLoss() {
      return new Config(false, 0.1, 10, 1e-4, false, 0, 0, 1e-8);
    }

    /// The same for what is to become large.
    public static Config forAccuracy() {
      return new Config(true, 0.1, 10, 1e-4, false, 0, 0, 1e-8);
    }

    /// The same with another `factor`.
    public Config factor(double factor) {
      return new Config(maximize, factor, patience, threshold, absolute, cooldown, least, epsilon);
    }

    /// The same with another `patience`.
    public Config patience(long patience) {
      return new Config(maximize, factor, patience, threshold, absolute, cooldown, least, epsilon);
    }

    /// The same with a threshold that is a share of the best.
    public Config relative(double threshold) {
      return new Config(maximize, factor, patience, threshold, false, cooldown, least, epsilon);
    }

    /// The same with a threshold that is a difference.
    public Config absolute(double threshold) {
      return new Config(maximize, factor, patience, threshold, true, cooldown, least, epsilon);
    }

    /// The same with another `cooldown`.
    public Config cooldown(long cooldown) {
      return new Config(maximize, factor, patience, threshold, absolute, cooldown, least, epsilon);
    }

    /// The same with another `least`.
    public Config least(double least) {
      return new Config(maximize, factor, patience, threshold, absolute, cooldown, least, epsilon);
    }
  }
}
