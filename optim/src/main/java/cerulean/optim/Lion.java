package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Lion (Chen et al. 2023, Algorithm 2): moves every weight by the learning rate, in the direction of the
/// sign of a mean gradient.
///
///     w = (1 - lr decay) w - lr sign(b1 m + (1 - b1) g)
///     m = b2 m + (1 - b2) g
///
/// As all steps have one size, rates are three to ten times smaller than Adam's and decays as much larger
/// (section 5 of the paper).
public final class Lion extends PerParameterOptimizer<Lion.Config> {

  private static final String MEAN = "exp_avg";

  /// An optimizer of several groups.
  public Lion(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Lion of(List<Parameter> parameters, Config config) {
    return new Lion(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    FusedUpdates.lion(
        w,
        gradient,
        state.zeros(MEAN),
        config.lr,
        config.beta1,
        config.beta2,
        1 - config.lr * config.weightDecay,
        config.maximize ? -1 : 1);
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(MEAN);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `beta1`: share of the mean in the direction, in `[0, 1)`
  /// - `beta2`: share of the mean gradient that is kept, in `[0, 1)`
  /// - `weightDecay`: decoupled pull of weights to 0, not negative
  /// - `maximize`: climb instead of descend
  public record Config(double lr, double beta1, double beta2, double weightDecay, boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Lion", "lr", lr);
      Range.share("Lion", "beta1", beta1);
      Range.share("Lion", "beta2", beta2);
      Range.notNegative("Lion", "weightDecay", weightDecay);
    }

    /// The settings of the paper: 1e-4, 0.9, 0.99, no decay.
    public static Config defaults() {
      return withLr(1e-4);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 0.99, 0, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, beta1, beta2, weightDecay, maximize);
    }

    /// The same with another `beta1`.
    public Config beta1(double beta1) {
      return new Config(lr, beta1, beta2, weightDecay, maximize);
    }

    /// The same with another `beta2`.
    public Config beta2(double beta2) {
      return new Config(lr, beta1, beta2, weightDecay, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, beta1, beta2, weightDecay, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, beta1, beta2, weightDecay, maximize);
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
