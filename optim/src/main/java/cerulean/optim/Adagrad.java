package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedScaledUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Adagrad (Duchi, Hazan & Singer 2011): divides the gradient by the root of the sum of all its squares.
///
///     sum = sum + g^2                                        (starts at initialSum)
///     w = w - lr / (1 + (t - 1) lrDecay) g / (sqrt(sum) + eps)
///
/// With weight decay `g` is `g + decay w`.
public final class Adagrad extends PerParameterOptimizer<Adagrad.Config> {

  private static final String SUM = "sum";

  /// An optimizer of several groups.
  public Adagrad(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Adagrad of(List<Parameter> parameters, Config config) {
    return new Adagrad(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    Tensor sum = state.filled(SUM, config.initialSum);
    double lr = config.lr / (1 + (state.steps() - 1) * config.lrDecay);
    FusedScaledUpdates.adagrad(
        w, gradient, sum, lr, config.epsilon, config.weightDecay, config.maximize ? -1 : 1);
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(SUM);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `lrDecay`: how the rate falls with the steps, not negative
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `initialSum`: what the sums of squares start at, not negative
  /// - `epsilon`: added to the root, positive
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double lrDecay,
      double weightDecay,
      double initialSum,
      double epsilon,
      boolean maximize)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Adagrad", "lr", lr);
      Range.notNegative("Adagrad", "lrDecay", lrDecay);
      Range.notNegative("Adagrad", "weightDecay", weightDecay);
      Range.notNegative("Adagrad", "initialSum", initialSum);
      Range.positive("Adagrad", "epsilon", epsilon);
    }

    /// PyTorch's settings: 0.01, no decays, sums that start at 0, eps 1e-10.
    public static Config defaults() {
      return withLr(0.01);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0, 0, 0, 1e-10, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, lrDecay, weightDecay, initialSum, epsilon, maximize);
    }

    /// The same with another `lrDecay`.
    public Config lrDecay(double lrDecay) {
      return new Config(lr, lrDecay, weightDecay, initialSum, epsilon, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, lrDecay, weightDecay, initialSum, epsilon, maximize);
    }

    /// The same with another `initialSum`.
    public Config initialSum(double initialSum) {
      return new Config(lr, lrDecay, weightDecay, initialSum, epsilon, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, lrDecay, weightDecay, initialSum, epsilon, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, lrDecay, weightDecay, initialSum, epsilon, maximize);
    }
  }
}
