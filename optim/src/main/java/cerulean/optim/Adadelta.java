package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedScaledUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Adadelta (Zeiler 2012, Algorithm 1): steps in the units of the weights, from the running mean squares
/// of gradients and of steps.
///
///     v = rho v + (1 - rho) g^2
///     x = sqrt(u + eps) / sqrt(v + eps) g
///     u = rho u + (1 - rho) x^2
///     w = w - lr x                                           (the paper has lr 1)
///
/// With weight decay `g` is `g + decay w`.
public final class Adadelta extends PerParameterOptimizer<Adadelta.Config> {

  private static final String SQUARE = "square_avg";
  private static final String STEPS = "acc_delta";

  /// An optimizer of several groups.
  public Adadelta(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Adadelta of(List<Parameter> parameters, Config config) {
    return new Adadelta(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    FusedScaledUpdates.adadelta(
        w,
        gradient,
        state.zeros(SQUARE),
        state.zeros(STEPS),
        config.lr,
        config.rho,
        config.epsilon,
        config.weightDecay,
        config.maximize ? -1 : 1);
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(SQUARE, STEPS);
  }

  /// - `lr`: factor of the steps, not negative
  /// - `rho`: share of the means that is kept, in `[0, 1)`
  /// - `epsilon`: added under both roots, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `maximize`: climb instead of descend
  public record Config(double lr, double rho, double epsilon, double weightDecay, boolean maximize)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Adadelta", "lr", lr);
      Range.share("Adadelta", "rho", rho);
      Range.positive("Adadelta", "epsilon", epsilon);
      Range.notNegative("Adadelta", "weightDecay", weightDecay);
    }

    /// PyTorch's settings: 1, rho 0.9, eps 1e-6, no decay.
    public static Config defaults() {
      return withLr(1);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 1e-6, 0, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, rho, epsilon, weightDecay, maximize);
    }

    /// The same with another `rho`.
    public Config rho(double rho) {
      return new Config(lr, rho, epsilon, weightDecay, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, rho, epsilon, weightDecay, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, rho, epsilon, weightDecay, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, rho, epsilon, weightDecay, maximize);
    }
  }
}
