package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;

/// Stochastic gradient descent, plain or with momentum.
///
///     d = g + decay w
///     v = mu v + (1 - dampening) d          (v = d at the first step)
///     w = w - lr v                          (Nesterov: w - lr (d + mu v))
///
/// This is PyTorch's form of momentum: the learning rate multiplies the whole velocity, where
/// Sutskever et al. (2013) multiply the gradient alone. The two differ when the rate changes.
public final class Sgd extends Optimizer<Sgd.Config> {

  private final IdentityHashMap<Parameter, Tensor> velocities = new IdentityHashMap<>();

  /// An optimizer of several groups.
  public Sgd(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Sgd of(List<Parameter> parameters, Config config) {
    return new Sgd(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  void update(Parameter parameter, Tensor gradient, Config config) {
    Tensor w = parameter.value();
    if (config.momentum == 0) {
      FusedUpdates.sgd(w, gradient, config.lr, config.weightDecay);
      return;
    }
    Tensor velocity = velocities.get(parameter);
    double dampening = config.dampening;
    if (velocity == null) {
      velocity = state(w);
      velocities.put(parameter, velocity);
      dampening = 0;
    }
    FusedUpdates.momentum(
        w,
        gradient,
        velocity,
        config.lr,
        config.momentum,
        dampening,
        config.weightDecay,
        config.nesterov);
  }

  /// - `lr`: learning rate, positive
  /// - `momentum`: share `mu` of the velocity that is kept, in `[0, 1)`
  /// - `dampening`: part of the gradient that the velocity does not take, in `[0, 1)`
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `nesterov`: look ahead along the velocity; needs momentum and no dampening
  public record Config(
      double lr, double momentum, double dampening, double weightDecay, boolean nesterov) {

    /// Checks the ranges, of the numbers rounded to float32.
    public Config {
      requirePositive("Sgd", "lr", lr);
      requireShare("Sgd", "momentum", momentum);
      requireShare("Sgd", "dampening", dampening);
      requireNotNegative("Sgd", "weightDecay", weightDecay);
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "Sgd: nesterov needs momentum and no dampening, got momentum "
                + momentum
                + " and dampening "
                + dampening);
      }
    }

    /// Plain gradient descent.
    public static Config plain(double lr) {
      return new Config(lr, 0, 0, 0, false);
    }

    /// Gradient descent with momentum.
    public static Config momentum(double lr, double momentum) {
      return new Config(lr, momentum, 0, 0, false);
    }
  }
}
