package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedScaledUpdates;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// RMSprop (Tieleman & Hinton 2012, lecture 6e): divides the gradient by the root of its running mean
/// square.
///
///     v = alpha v + (1 - alpha) g^2
///     a = alpha a + (1 - alpha) g                  (centered: sqrt(v - a^2) for sqrt(v), Graves 2013)
///     b = mu b + g / (sqrt(v) + eps)
///     w = w - lr b                                 (without momentum b is its last term)
///
/// With weight decay `g` is `g + decay w`. Where rounding makes `v - a^2` less than 0 it counts as 0;
/// PyTorch makes NaN of it.
public final class RmsProp extends PerParameterOptimizer<RmsProp.Config> {

  private static final String SQUARE = "square_avg";
  private static final String MEAN = "grad_avg";
  private static final String VELOCITY = "momentum_buffer";

  /// An optimizer of several groups.
  public RmsProp(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static RmsProp of(List<Parameter> parameters, Config config) {
    return new RmsProp(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    double sign = config.maximize ? -1 : 1;
    Tensor square = state.zeros(SQUARE);
    if (config.centered && config.momentum != 0) {
      FusedScaledUpdates.rmspropCenteredMomentum(
          w,
          gradient,
          square,
          state.zeros(MEAN),
          state.zeros(VELOCITY),
          config.lr,
          config.alpha,
          config.epsilon,
          config.momentum,
          config.weightDecay,
          sign);
    } else if (config.centered) {
      FusedScaledUpdates.rmspropCentered(
          w,
          gradient,
          square,
          state.zeros(MEAN),
          config.lr,
          config.alpha,
          config.epsilon,
          config.weightDecay,
          sign);
    } else if (config.momentum != 0) {
      FusedScaledUpdates.rmspropMomentum(
          w,
          gradient,
          square,
          state.zeros(VELOCITY),
          config.lr,
          config.alpha,
          config.epsilon,
          config.momentum,
          config.weightDecay,
          sign);
    } else {
      FusedScaledUpdates.rmsprop(
          w, gradient, square, config.lr, config.alpha, config.epsilon, config.weightDecay, sign);
    }
  }

  @Override
  protected List<String> tensorNames(Config config) {
    List<String> names = new ArrayList<>(List.of(SQUARE));
    if (config.centered) {
      names.add(MEAN);
    }
    if (config.momentum != 0) {
      names.add(VELOCITY);
    }
    return names;
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `alpha`: share of the means that is kept, in `[0, 1)`
  /// - `epsilon`: added to the root, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `momentum`: share `mu` of the velocity that is kept, in `[0, 1)`
  /// - `centered`: divide by the standard deviation instead
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double alpha,
      double epsilon,
      double weightDecay,
      double momentum,
      boolean centered,
      boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("RmsProp", "lr", lr);
      Range.share("RmsProp", "alpha", alpha);
      Range.positive("RmsProp", "epsilon", epsilon);
      Range.notNegative("RmsProp", "weightDecay", weightDecay);
      Range.share("RmsProp", "momentum", momentum);
    }

    /// PyTorch's settings: 0.01, alpha 0.99, eps 1e-8, without decay, momentum and centering.
    public static Config defaults() {
      return withLr(0.01);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.99, 1e-8, 0, 0, false, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }

    /// The same with another `alpha`.
    public Config alpha(double alpha) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }

    /// The same with another `momentum`.
    @Override
    public Config momentum(double momentum) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }

    /// The same with `centered` on or off.
    public Config centered(boolean centered) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, alpha, epsilon, weightDecay, momentum, centered, maximize);
    }
  }
}
