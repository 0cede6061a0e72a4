package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedMomentUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Rectified Adam (Liu et al. 2020, Algorithm 2): the step is shorter while the mean square has seen few
/// gradients, and leaves it out while it has seen next to none.
///
///     m = b1 m + (1 - b1) g
///     v = b2 v + (1 - b2) g^2
///     n = N - 2 t b2^t / (1 - b2^t)                          with N = 2 / (1 - b2) - 1
///     r = sqrt((n - 4) (n - 2) N / ((N - 4) (N - 2) n))
///     w = w - lr r (m / (1 - b1^t)) sqrt(1 - b2^t) / (sqrt(v) + eps)      if n > 5
///     w = w - lr m / (1 - b1^t)                                           otherwise
///
/// The paper rectifies from `n > 4` on, PyTorch and this class from `n > 5`. With weight decay `g` is `g +
/// decay w`, or, decoupled, `w` is multiplied by `1 - lr decay` first.
public final class RAdam extends PerParameterOptimizer<RAdam.Config> {

  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";

  /// An optimizer of several groups.
  public RAdam(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static RAdam of(List<Parameter> parameters, Config config) {
    return new RAdam(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    double sign = config.maximize ? -1 : 1;
    double decay = config.decoupled ? 0 : config.weightDecay;
    double keep = config.decoupled ? 1 - config.lr * config.weightDecay : 1;
    FusedMomentUpdates.radam(
        w,
        gradient,
        state.zeros(MEAN),
        state.zeros(SQUARE),
        config.lr,
        config.beta1,
        config.beta2,
        config.epsilon,
        decay,
        keep,
        sign,
        state.steps());
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(MEAN, SQUARE);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `beta1`: share of the mean gradient that is kept, in `[0, 1)`
  /// - `beta2`: share of the mean square that is kept, in `[0, 1)`
  /// - `epsilon`: added to the root, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `decoupled`: decay beside the gradient instead of in it
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled,
      boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("RAdam", "lr", lr);
      Range.share("RAdam", "beta1", beta1);
      Range.share("RAdam", "beta2", beta2);
      Range.positive("RAdam", "epsilon", epsilon);
      Range.notNegative("RAdam", "weightDecay", weightDecay);
    }

    /// PyTorch's settings: 0.001, 0.9, 0.999, 1e-8, no decay.
    public static Config defaults() {
      return withLr(0.001);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 0.999, 1e-8, 0, false, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// The same with another `beta1`.
    public Config beta1(double beta1) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// The same with another `beta2`.
    public Config beta2(double beta2) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// The same with `decoupled` on or off.
    public Config decoupled(boolean decoupled) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, maximize);
    }

    /// `beta1`.
    @Override
    public double momentum() {
      return beta1;
    }

    @Override
    public Config momentum(double momentum) {
      return beta1(momentum);
    }
  }
}
