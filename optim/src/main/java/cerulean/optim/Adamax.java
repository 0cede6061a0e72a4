package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedMomentUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Adamax (Kingma & Ba 2015, Algorithm 2): Adam with the largest recent gradient in place of the root of
/// the mean square.
///
///     m = b1 m + (1 - b1) g
///     u = max(b2 u, |g| + eps)
///     w = w - lr (m / (1 - b1^t)) / u
///
/// With weight decay `g` is `g + decay w`.
public final class Adamax extends PerParameterOptimizer<Adamax.Config> {

  private static final String MEAN = "exp_avg";
  private static final String LARGEST = "exp_inf";

  /// An optimizer of several groups.
  public Adamax(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Adamax of(List<Parameter> parameters, Config config) {
    return new Adamax(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    FusedMomentUpdates.adamax(
        w,
        gradient,
        state.zeros(MEAN),
        state.zeros(LARGEST),
        config.lr,
        config.beta1,
        config.beta2,
        config.epsilon,
        config.weightDecay,
        config.maximize ? -1 : 1,
        state.steps());
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(MEAN, LARGEST);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `beta1`: share of the mean gradient that is kept, in `[0, 1)`
  /// - `beta2`: share of the largest gradient that is kept, in `[0, 1)`
  /// - `epsilon`: added to the size of each gradient, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr, double beta1, double beta2, double epsilon, double weightDecay, boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Adamax", "lr", lr);
      Range.share("Adamax", "beta1", beta1);
      Range.share("Adamax", "beta2", beta2);
      Range.positive("Adamax", "epsilon", epsilon);
      Range.notNegative("Adamax", "weightDecay", weightDecay);
    }

    /// The settings of the paper: 0.002, 0.9, 0.999; eps 1e-8, no decay.
    public static Config defaults() {
      return withLr(0.002);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 0.999, 1e-8, 0, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, maximize);
    }

    /// The same with another `beta1`.
    public Config beta1(double beta1) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, maximize);
    }

    /// The same with another `beta2`.
    public Config beta2(double beta2) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, maximize);
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
