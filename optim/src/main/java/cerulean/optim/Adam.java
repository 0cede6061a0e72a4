package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;

/// Adam (Kingma & Ba 2015), bias-corrected as in Algorithm 1 of the paper.
///
///     m = b1 m + (1 - b1) g
///     v = b2 v + (1 - b2) g^2
///     w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
///
/// With weight decay `g` is `g + decay w`, as in L2 regularisation. Each parameter counts its own
/// steps `t`.
public final class Adam extends Optimizer<Adam.Config> {

  private final IdentityHashMap<Parameter, Moments> moments = new IdentityHashMap<>();

  /// Running means of one parameter's gradient and its square, and how many steps they have seen.
  private static final class Moments {
    private final Tensor mean;
    private final Tensor square;
    private long steps;

    Moments(Tensor like) {
      mean = state(like);
      square = state(like);
    }
  }

  /// An optimizer of several groups.
  public Adam(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Adam of(List<Parameter> parameters, Config config) {
    return new Adam(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  void update(Parameter parameter, Tensor gradient, Config config) {
    Tensor w = parameter.value();
    Moments state = moments.computeIfAbsent(parameter, p -> new Moments(p.value()));
    state.steps++;
    FusedUpdates.adam(
        w,
        gradient,
        state.mean,
        state.square,
        config.lr,
        config.beta1,
        config.beta2,
        config.epsilon,
        config.weightDecay,
        state.steps);
  }

  /// - `lr`: learning rate, positive
  /// - `beta1`, `beta2`: shares of the means that are kept, in `[0, 1)`
  /// - `epsilon`: added to the root, positive
  /// - `weightDecay`: pull of weights to 0, not negative
  public record Config(double lr, double beta1, double beta2, double epsilon, double weightDecay) {

    /// Checks the ranges, of the numbers rounded to float32.
    public Config {
      requirePositive("Adam", "lr", lr);
      requireShare("Adam", "beta1", beta1);
      requireShare("Adam", "beta2", beta2);
      requirePositive("Adam", "epsilon", epsilon);
      requireNotNegative("Adam", "weightDecay", weightDecay);
    }

    /// The paper's settings (Kingma & Ba 2015, section 2): lr 0.001, 0.9, 0.999, 1e-8.
    public static Config ofPaper() {
      return withLr(0.001);
    }

    /// The paper's settings with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.9, 0.999, 1e-8, 0);
    }
  }
}
