package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;

/// Muon (Jordan et al. 2024): momentum whose update is replaced by the nearest orthogonal matrix, found by
/// five Newton-Schulz iterations, for the weight matrices inside a network.
///
///     m = mu m + (1 - mu) g
///     u = orthogonal((1 - mu) g + mu m)                      (without Nesterov: of m)
///     w = (1 - lr decay) w - lr scale u
///
///     orthogonal(X):  X = X / (|X| + eps), then five times  A = X X^T,  X = a X + (b A + c A^2) X
///                     with a, b, c = 3.4445, -4.7750, 2.0315
///
/// `scale` is `sqrt(max(1, rows / columns))` as in the author's code, or `0.2 sqrt(max(rows, columns))`, which
/// makes updates as large as AdamW's, so that its rates can be used (Liu et al. 2025, section 2.2). A
/// weight with more than two axes, as of a convolution, is a matrix with its first axis as rows. Vectors
/// belong to another optimizer. Iterations run in the type of the parameter, PyTorch's in bfloat16.
public final class Muon extends PerParameterOptimizer<Muon.Config> {

  private static final String MEAN = "momentum_buffer";

  /// The author's coefficients: steepest at 0, so that small singular values grow fast.
  private static final double LINEAR = 3.4445;

  private static final double CUBIC = -4.7750;
  private static final double QUINTIC = 2.0315;

  /// An optimizer of several groups.
  public Muon(List<ParameterGroup<Config>> groups) {
    super(groups);
  }

  /// An optimizer of one group.
  public static Muon of(List<Parameter> parameters, Config config) {
    return new Muon(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  protected void update(Tensor w, Tensor gradient, ParameterState state, Config config) {
    requireMatrix(w.shape());
    double way = config.maximize ? -1 : 1;
    int rows = w.dim(0);
    int columns = w.size() / Math.max(1, rows);
    Tensor mean = state.zeros(MEAN);
    try (Workspace _ = Workspace.open()) {
      double fresh = way * (1 - config.momentum);
      mean.mulInPlace(config.momentum);
      mean.addScaledInPlace(gradient, fresh);
      Tensor direction = mean;
      if (config.nesterov) {
        direction = mean.mul(config.momentum);
        direction.addScaledInPlace(gradient, fresh);
      }
      Tensor update =
          orthogonal(direction.reshape(rows, columns), config.epsilon, config.iterations);
      if (config.weightDecay != 0) {
        w.mulInPlace(1 - config.lr * config.weightDecay);
      }
      w.addScaledInPlace(
          update.reshape(w.shape().dims()), -config.lr * config.scale(rows, columns));
    }
  }

  @Override
  protected List<String> tensorNames(Config config) {
    return List.of(MEAN);
  }

  /// About the nearest matrix with orthonormal rows or columns: singular values end between 0.7 and
  /// 1.2, which is as good for training and faster than exactness.
  static Tensor orthogonal(Tensor matrix, double epsilon, int iterations) {
    boolean tall = matrix.dim(0) > matrix.dim(1);
    Tensor x = tall ? matrix.transpose() : matrix;
    x = x.div(x.norm(2, false, 0, 1).add(epsilon));
    for (int i = 0; i < iterations; i++) {
      Tensor square = x.matmul(x.transpose());
      Tensor factor = square.matmul(square).mul(QUINTIC);
      factor.addScaledInPlace(square, CUBIC);
      Tensor next = factor.matmul(x);
      next.addScaledInPlace(x, LINEAR);
      x = next;
    }
    return tall ? x.transpose() : x;
  }

  private static void requireMatrix(Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Muon: parameters must have at least 2 axes, got "
              + shape
              + "; give vectors and numbers to another optimizer, such as AdamW");
    }
  }

  /// - `lr`: learning rate, not negative; 0 is what schedules may end at
  /// - `momentum`: share `mu` of the mean gradient that is kept, in `[0, 1)`
  /// - `weightDecay`: decoupled pull of weights to 0, not negative
  /// - `epsilon`: added to the norm, positive
  /// - `iterations`: Newton-Schulz iterations, at least 1
  /// - `nesterov`: look ahead along the mean
  /// - `matchAdamW`: scale updates to the size of AdamW's
  /// - `maximize`: climb instead of descend
  public record Config(
      double lr,
      double momentum,
      double weightDecay,
      double epsilon,
      int iterations,
      boolean nesterov,
      boolean matchAdamW,
      boolean maximize)
      implements Hyperparameters.Momentum<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("Muon", "lr", lr);
      Range.share("Muon", "momentum", momentum);
      Range.notNegative("Muon", "weightDecay", weightDecay);
      Range.positive("Muon", "epsilon", epsilon);
      Range.atLeast("Muon", "iterations", 1, iterations);
    }

    /// PyTorch's settings: 0.001, momentum 0.95 with Nesterov's look-ahead, decay 0.1, eps 1e-7, 5
    /// iterations.
    public static Config defaults() {
      return withLr(0.001);
    }

    /// The same with another learning rate.
    public static Config withLr(double lr) {
      return new Config(lr, 0.95, 0.1, 1e-7, 5, true, false, false);
    }

    @Override
    public Config lr(double lr) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with another `momentum`.
    @Override
    public Config momentum(double momentum) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with another `weightDecay`.
    public Config weightDecay(double weightDecay) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with another `epsilon`.
    public Config epsilon(double epsilon) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with another `iterations`.
    public Config iterations(int iterations) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with `nesterov` on or off.
    public Config nesterov(boolean nesterov) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with `matchAdamW` on or off.
    public Config matchAdamW(boolean matchAdamW) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(
          lr, momentum, weightDecay, epsilon, iterations, nesterov, matchAdamW, maximize);
    }

    private double scale(int rows, int columns) {
      return matchAdamW
          ? 0.2 * Math.sqrt(Math.max(rows, columns))
          : Math.sqrt(Math.max(1, (double) rows / columns));
    }
  }
}
