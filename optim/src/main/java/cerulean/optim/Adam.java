package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedMomentUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Adam (Kingma & Ba 2015), bias-corrected as in Algorithm 1 of the paper.
///
///     m = b1 m + (1 - b1) g
///     v = b2 v + (1 - b2) g^2
///     w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
///
/// With weight decay `g` is `g + decay w`, as in L2 regularisation, or, decoupled ([AdamW]), `w` is
/// multiplied by `1 - lr decay` first. Each parameter counts its own steps `t`. With `amsgrad` (Reddi, Kale & Kumar 2018) the largest `v` so far
/// takes the place of `v`.
public final class Adam extends PerParameterOptimizer<Adam.Config> {

  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";
  private static final String LARGEST = "max_exp_avg_sq";

  /// An optimizer of several groups.
  public Adam(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Adam of(List<Parameter> parameters, Config config) {
    return new Adam(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    double sign = config.maximize ? -1 : 1;
    double decay = config.decoupled ? 0 : config.weightDecay;
    double keep = config.decoupled ? 1 - config.lr * config.weightDecay : 1;
    Tensor mean = state.zeros(MEAN);
    Tensor square = state.zeros(SQUARE);
    if (config.amsgrad) {
      FusedMomentUpdates.amsgrad(
          w,
          gradient,
          mean,
          square,
          state.zeros(LARGEST),
          config.lr,
          config.beta1,
          config.beta2,
          config.epsilon,
          decay,
          keep,
          sign,
          state.steps());
    } else {
      FusedMomentUpdates.adam(
          w,
          gradient,
          mean,
          square,
          config.lr,
          config.beta1,
          config.beta2,
          config.epsilon,
          decay,
          keep,
          sign,
          state.steps());
    }
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return config.amsgrad ? List.of(MEAN, SQUARE, LARGEST) : List.of(MEAN, SQUARE);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `beta1`: share of the mean gradient that is kept, in `[0, 1)`
  /// - `beta2`: share of the mean square that is kept, in `[0, 1)`
  /// - `epsilon`: added to the root, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `decoupled`: decay beside the gradient instead of in it
  /// - `amsgrad`: divide by the largest mean square so far
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled,
      boolean amsgrad,
      boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Adam", "lr", lr);
      Range.share("Adam", "beta1", beta1);
      Range.share("Adam", "beta2", beta2);
      Range.positive("Adam", "epsilon", epsilon);
      Range.notNegative("Adam", "weightDecay", weightDecay);
    }

    /// The settings of the paper (Kingma & Ba 2015, section 2): lr 0.001, 0.9, 0.999, 1e-8, no
    /// decay.
    public static Config defaults() {
      return withLr(0.001);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 0.999, 1e-8, 0, false, false, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with another `beta1`.
    public Config beta1(double beta1) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with another `beta2`.
    public Config beta2(double beta2) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with `decoupled` on or off.
    public Config decoupled(boolean decoupled) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with `amsgrad` on or off.
    public Config amsgrad(boolean amsgrad) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad, maximize);
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
