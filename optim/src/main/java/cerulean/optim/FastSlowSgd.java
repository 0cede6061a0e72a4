package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Gradient descent on two weights for every connection that are added (Hinton & Plaut 1987): a slow one
/// that keeps what was learned, and a fast one that learns quickly and decays.
///
///     w = slow + fast
///     fast = fastKeep fast - fastLr g                        (starts at 0)
///     slow = slowKeep slow - lr g
///
/// The parameter is the sum, so that a network needs no change; the fast part is what is remembered
/// beside it. A fast rate of 0 is plain gradient descent.
public final class FastSlowSgd extends PerParameterOptimizer<FastSlowSgd.Config> {

  private static final String FAST = "fast";

  /// An optimizer of several groups.
  public FastSlowSgd(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static FastSlowSgd of(List<Parameter> parameters, Config config) {
    return new FastSlowSgd(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    FusedUpdates.fastAndSlow(
        w,
        gradient,
        state.zeros(FAST),
        config.lr,
        config.slowKeep,
        config.fastLr,
        config.fastKeep,
        config.maximize ? -1 : 1);
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(FAST);
  }

  /// A copy of the fast part of a parameter; none before its first step.
  public Optional<Tensor> fast(Parameter parameter) {
    ParameterState state = remembered(parameter);
    return state == null ? Optional.empty() : Optional.of(state.zeros(FAST).copy());
  }

  /// What a parameter will be when its fast part has decayed.
  public Tensor slow(Parameter parameter) {
    Tensor w = parameter.value();
    return fast(parameter).map(w::sub).orElseGet(w::copy);
  }

  /// - `lr`: learning rate of the slow weights, not negative
  /// - `slowKeep`: share of the slow weights that is kept, in `[0, 1]`
  /// - `fastLr`: learning rate of the fast weights, not negative
  /// - `fastKeep`: share of the fast weights that is kept, in `[0, 1]`
  /// - `maximize`: climb instead of descend
  public record Config(double lr, double slowKeep, double fastLr, double fastKeep, boolean maximize)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("FastSlowSgd", "lr", lr);
      Range.fraction("FastSlowSgd", "slowKeep", slowKeep);
      Range.notNegative("FastSlowSgd", "fastLr", fastLr);
      Range.fraction("FastSlowSgd", "fastKeep", fastKeep);
    }

    /// Slow weights that keep everything, beside fast ones of this rate that keep the share
    /// `fastKeep`.
    public static Config of(double lr, double fastLr, double fastKeep) {
      return new Config(lr, 1, fastLr, fastKeep, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, slowKeep, fastLr, fastKeep, maximize);
    }

    /// The same with another `slowKeep`.
    public Config slowKeep(double slowKeep) {
      return new Config(lr, slowKeep, fastLr, fastKeep, maximize);
    }

    /// The same with another `fastLr`.
    public Config fastLr(double fastLr) {
      return new Config(lr, slowKeep, fastLr, fastKeep, maximize);
    }

    /// The same with another `fastKeep`.
    public Config fastKeep(double fastKeep) {
      return new Config(lr, slowKeep, fastLr, fastKeep, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, slowKeep, fastLr, fastKeep, maximize);
    }
  }
}
