package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Averaged gradient descent (Polyak & Juditsky 1992), in the form of Bottou's that PyTorch has.
///
///     w = (1 - lambda eta) w - eta g
///     average = average + mu (w - average)
///     eta = lr / (1 + lambda lr t)^alpha                     for the next step; lr in the first
///     mu = 1 / max(1, t - t0)                                for the next step; 1 in the first
///
/// What is trained goes on without the average, which is the result: [#average]. With weight decay `g`
/// is `g + decay w`.
public final class Asgd extends PerParameterOptimizer<Asgd.Config> {

  private static final String AVERAGE = "ax";
  private static final String ETA = "eta";
  private static final String SHARE = "mu";

  /// An optimizer of several groups.
  public Asgd(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Asgd of(List<Parameter> parameters, Config config) {
    return new Asgd(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    double eta = state.number(ETA, config.lr);
    FusedUpdates.averaged(
        w,
        gradient,
        state.zeros(AVERAGE),
        eta,
        state.number(SHARE, 1),
        config.weightDecay,
        1 - config.lambda * eta,
        config.maximize ? -1 : 1);
    double t = state.steps();
    state.setNumber(ETA, config.lr / Math.pow(1 + config.lambda * config.lr * t, config.alpha));
    state.setNumber(SHARE, 1 / Math.max(1, t - config.t0));
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(AVERAGE);
  }

  @Override
  protected List<String> numberNames(Config config) {
    return List.of(ETA, SHARE);
  }

  /// A copy of the average of a parameter; none before its first step.
  public Optional<Tensor> average(Parameter parameter) {
    ParameterState state = remembered(parameter);
    return state == null ? Optional.empty() : Optional.of(state.zeros(AVERAGE).copy());
  }

  /// - `lr`: learning rate of the first step, not negative
  /// - `lambda`: decay of the weights, which also makes the rate fall, not negative
  /// - `alpha`: power of the fall of the rate, not negative
  /// - `t0`: step after which the average is one; before, it is the last weights
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr, double lambda, double alpha, double t0, double weightDecay, boolean maximize)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Asgd", "lr", lr);
      Range.notNegative("Asgd", "lambda", lambda);
      Range.notNegative("Asgd", "alpha", alpha);
      Range.notNegative("Asgd", "t0", t0);
      Range.notNegative("Asgd", "weightDecay", weightDecay);
    }

    /// PyTorch's settings: 0.01, lambda 1e-4, alpha 0.75, averages from step 1e6 on, no decay.
    public static Config defaults() {
      return withLr(0.01);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 1e-4, 0.75, 1e6, 0, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, lambda, alpha, t0, weightDecay, maximize);
    }

    /// The same with another `lambda`.
    public Config lambda(double lambda) {
      return new Config(lr, lambda, alpha, t0, weightDecay, maximize);
    }

    /// The same with another `alpha`.
    public Config alpha(double alpha) {
      return new Config(lr, lambda, alpha, t0, weightDecay, maximize);
    }

    /// The same with another `t0`.
    public Config t0(double t0) {
      return new Config(lr, lambda, alpha, t0, weightDecay, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, lambda, alpha, t0, weightDecay, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, lambda, alpha, t0, weightDecay, maximize);
    }
  }
}
