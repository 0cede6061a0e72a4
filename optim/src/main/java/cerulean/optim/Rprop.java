package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.List;

/// Resilient propagation (Riedmiller & Braun 1993, without weight backtracking): each weight has a step of
/// its own, which grows while the sign of its gradient lasts and shrinks when it changes. For gradients of
/// the whole data, not of batches.
///
///     step = clamp(step grow) where g has the sign it had before, clamp(step shrink) where it has the
///            other; starts at lr
///     w = w - sign(g) step                                   not where the sign has just changed
public final class Rprop extends PerParameterOptimizer<Rprop.Config> {

  private static final String BEFORE = "prev";
  private static final String STEP = "step_size";

  /// An optimizer of several groups.
  public Rprop(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Rprop of(List<Parameter> parameters, Config config) {
    return new Rprop(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    Tensor step = state.filled(STEP, config.lr);
    FusedUpdates.rprop(
        w,
        gradient,
        state.zeros(BEFORE),
        step,
        config.shrink,
        config.grow,
        config.leastStep,
        config.mostStep,
        config.maximize ? -1 : 1);
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(BEFORE, STEP);
  }

  /// - `lr`: first step of every weight, not negative
  /// - `shrink`: factor of a step whose sign has changed, between 0 and 1
  /// - `grow`: factor of a step whose sign has lasted, above 1
  /// - `leastStep`: smallest step, not negative
  /// - `mostStep`: largest step, positive
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr, double shrink, double grow, double leastStep, double mostStep, boolean maximize)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Rprop", "lr", lr);
      Range.between("Rprop", "shrink", 0, 1, shrink);
      Range.between("Rprop", "grow", 1, Double.POSITIVE_INFINITY, grow);
      Range.notNegative("Rprop", "leastStep", leastStep);
      Range.positive("Rprop", "mostStep", mostStep);
      if (leastStep > mostStep) {
        throw reversed(leastStep, mostStep);
      }
    }

    /// The settings of the paper: 0.5 and 1.2, steps from 1e-6 to 50; they start at 0.01 as in
    /// PyTorch.
    public static Config defaults() {
      return withLr(0.01);
    }

    /// The same with another first step.
    public static Config withLr(double lr) {
      return new Config(lr, 0.5, 1.2, 1e-6, 50, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, shrink, grow, leastStep, mostStep, maximize);
    }

    /// The same with another `shrink`.
    public Config shrink(double shrink) {
      return new Config(lr, shrink, grow, leastStep, mostStep, maximize);
    }

    /// The same with another `grow`.
    public Config grow(double grow) {
      return new Config(lr, shrink, grow, leastStep, mostStep, maximize);
    }

    /// The same with another `leastStep`.
    public Config leastStep(double leastStep) {
      return new Config(lr, shrink, grow, leastStep, mostStep, maximize);
    }

    /// The same with another `mostStep`.
    public Config mostStep(double mostStep) {
      return new Config(lr, shrink, grow, leastStep, mostStep, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, shrink, grow, leastStep, mostStep, maximize);
    }

    private static IllegalArgumentException reversed(double leastStep, double mostStep) {
      return new IllegalArgumentException(
          "Rprop: leastStep must not be above mostStep, got " + leastStep + " and " + mostStep);
    }
  }
}
