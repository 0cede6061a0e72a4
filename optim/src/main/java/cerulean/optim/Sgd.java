package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Stochastic gradient descent, plain or with momentum.
///
///     d = g + decay w
///     v = mu v + (1 - dampening) d          (v = d at the first step)
///     w = w - lr v                          (Nesterov: w - lr (d + mu v))
///
/// This is PyTorch's form of momentum: the learning rate multiplies the whole velocity, where
/// Sutskever et al. (2013) multiply the gradient alone. The two differ when the rate changes.
/// Decoupled, the decay does not enter `d`; `w` is multiplied by `1 - lr decay` instead (SGDW,
/// Loshchilov & Hutter 2019).
public final class Sgd extends PerParameterOptimizer<Sgd.Config> {

  private static final String VELOCITY = "momentum_buffer";

  /// An optimizer of several groups.
  public Sgd(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Sgd of(List<Parameter> parameters, Config config) {
    return new Sgd(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    double sign = config.maximize ? -1 : 1;
    double decay = config.decoupled ? 0 : config.weightDecay;
    double keep = config.decoupled ? 1 - config.lr * config.weightDecay : 1;
    if (config.momentum == 0) {
      FusedUpdates.sgd(w, gradient, config.lr, decay, keep, sign);
      return;
    }
    double dampening = state.has(VELOCITY) ? config.dampening : 0;
    Tensor velocity = state.zeros(VELOCITY);
    if (config.nesterov) {
      FusedUpdates.nesterov(
          w, gradient, velocity, config.lr, config.momentum, dampening, decay, keep, sign);
    } else {
      FusedUpdates.momentum(
          w, gradient, velocity, config.lr, config.momentum, dampening, decay, keep, sign);
    }
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return config.momentum == 0 ? List.of() : List.of(VELOCITY);
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `momentum`: share `mu` of the velocity that is kept, in `[0, 1)`
  /// - `dampening`: part of the gradient that the velocity does not take, in `[0, 1)`
  /// - `weightDecay`: pull of weights to 0, not negative
  /// - `nesterov`: look ahead along the velocity; needs momentum and no dampening
  /// - `decoupled`: decay beside the gradient instead of in it
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean decoupled,
      boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Sgd", "lr", lr);
      Range.share("Sgd", "momentum", momentum);
      Range.share("Sgd", "dampening", dampening);
      Range.notNegative("Sgd", "weightDecay", weightDecay);
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw nesterovNeeds(momentum, dampening);
      }
    }

    /// Plain gradient descent.
    public static Config plain(double lr) {
      return new Config(lr, 0, 0, 0, false, false, false);
    }

    /// Gradient descent with momentum.
    public static Config momentum(double lr, double momentum) {
      return plain(lr).momentum(momentum);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    /// The same with another `momentum`.
    @Override
    public Config momentum(double momentum) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    /// The same with another `dampening`.
    public Config dampening(double dampening) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    /// The same with `nesterov` on or off.
    public Config nesterov(boolean nesterov) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    /// The same with `decoupled` on or off.
    public Config decoupled(boolean decoupled) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, momentum, dampening, weightDecay, nesterov, decoupled, maximize);
    }

    private static IllegalArgumentException nesterovNeeds(double momentum, double dampening) {
      return new IllegalArgumentException(
          "Sgd: nesterov needs momentum and no dampening, got momentum "
              + momentum
              + " and dampening "
              + dampening);
    }
  }
}
