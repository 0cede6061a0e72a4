package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedMomentUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Adam with Nesterov momentum (Dozat 2016, Algorithm 1), with the schedule of the momentum that the
/// author proposes.
///
///     mu_t = b1 (1 - 0.5 0.96^(t psi))
///     m = b1 m + (1 - b1) g
///     v = b2 v + (1 - b2) g^2
///     w = w - lr ((1 - mu_t) g / (1 - prod_(i <= t) mu_i) + mu_(t+1) m / (1 - prod_(i <= t+1) mu_i))
///             / (sqrt(v / (1 - b2^t)) + eps)
///
/// With weight decay `g` is `g + decay w`, or, decoupled, `w` is multiplied by `1 - lr decay` first.
public final class NAdam extends PerParameterOptimizer<NAdam.Config> {

  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";
  private static final String PRODUCT = "mu_product";

  /// An optimizer of several groups.
  public NAdam(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static NAdam of(List<Parameter> parameters, Config config) {
    return new NAdam(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    double sign = config.maximize ? -1 : 1;
    double decay = config.decoupled ? 0 : config.weightDecay;
    double keep = config.decoupled ? 1 - config.lr * config.weightDecay : 1;
    double now = config.momentumAt(state.steps());
    double next = config.momentumAt(state.steps() + 1);
    double product = state.number(PRODUCT, 1) * now;
    state.setNumber(PRODUCT, product);
    FusedMomentUpdates.nadam(
        w,
        gradient,
        state.zeros(MEAN),
        state.zeros(SQUARE),
        config.lr * (1 - now) / (1 - product),
        config.lr * next / (1 - product * next),
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

  @Override
  protected List<String> numberNames(Config config) {
    return List.of(PRODUCT);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `beta1`: share of the mean gradient that is kept, in `[0, 1)`
  /// - `beta2`: share of the mean square that is kept, in `[0, 1)`
  /// - `epsilon`: added to the root, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `momentumDecay`: how fast the momentum rises to `beta1`, `psi`, not negative
  /// - `decoupled`: decay beside the gradient instead of in it
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      double momentumDecay,
      boolean decoupled,
      boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("NAdam", "lr", lr);
      Range.share("NAdam", "beta1", beta1);
      Range.share("NAdam", "beta2", beta2);
      Range.positive("NAdam", "epsilon", epsilon);
      Range.notNegative("NAdam", "weightDecay", weightDecay);
      Range.notNegative("NAdam", "momentumDecay", momentumDecay);
    }

    /// PyTorch's settings: 0.002, 0.9, 0.999, 1e-8, no weight decay, momentum decay 0.004.
    public static Config defaults() {
      return withLr(0.002);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 0.999, 1e-8, 0, 0.004, false, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with another `beta1`.
    public Config beta1(double beta1) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with another `beta2`.
    public Config beta2(double beta2) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with another `momentumDecay`.
    public Config momentumDecay(double momentumDecay) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with `decoupled` on or off.
    public Config decoupled(boolean decoupled) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled, maximize);
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

    /// The momentum `mu_t` of step `t`.
    private double momentumAt(long t) {
      return beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
    }
  }
}
