package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// Sharpness-aware minimisation (Foret et al. 2021): another optimizer steps by the gradient not
/// where the weights are, but where the loss is about the highest within a distance `rho` of them.
///
///     e = rho g / |g|                                   g at w, over all parameters
///     the other optimizer's step, with the gradient at w + e
///
/// Adaptive (Kwon et al. 2021), distances are relative to the size of each weight: `e = rho w^2 g /
/// |w g|`. Every step computes the loss twice, so it is given as a function, which must draw the same
/// random numbers both times.
///
///     double loss = sam.step(() -> network.forward(x).crossEntropy(targets));
///
/// @param <C> the configuration of a group of the other optimizer
public final class Sam<C extends Hyperparameters<C>> implements Optimizer<C> {

  private final Optimizer<C> inner;
  private final double rho;
  private final boolean adaptive;

  /// Room for the weights of each parameter.
  private final IdentityHashMap<Parameter, Tensor> rooms = new IdentityHashMap<>();

  /// The parameters that this step has moved.
  private final List<Parameter> moved = new ArrayList<>();

  private Sam(Optimizer<C> inner, double rho, boolean adaptive) {
    this.inner = inner;
    this.rho = rho;
    this.adaptive = adaptive;
  }

  /// The gradient of the worst point within the distance `rho`, not negative; the paper's is 0.05.
  public static <C extends Hyperparameters<C>> Sam<C> of(Optimizer<C> inner, double rho) {
    Range.notNegative("Sam", "rho", rho);
    return new Sam<>(inner, rho, false);
  }

  /// With distances relative to the weights; `rho` is about ten times as large.
  public static <C extends Hyperparameters<C>> Sam<C> adaptive(Optimizer<C> inner, double rho) {
    Range.notNegative("Sam", "rho", rho);
    return new Sam<>(inner, rho, true);
  }

  @Override
  public List<ParameterGroup<C>> groups() {
    return inner.groups();
  }

  @Override
  public void configure(int index, C config) {
    inner.configure(index, config);
  }

  /// Refused: a step needs the loss.
  @Override
  public void step() {
    throw new UnsupportedOperationException(
        "Sam: a step computes the loss twice; call step(() -> loss)");
  }

  /// Returns the loss at the weights, not at the worst point.
  @Override
  public double step(Supplier<Variable> loss) {
    double value = Evaluation.of(this, loss);
    climb();
    try {
      Evaluation.of(this, loss);
    } finally {
      // Not by subtraction, which would leave a rounding error in every weight.
      moved.forEach(parameter ->
          parameter.value().copyFromInPlace(Objects.requireNonNull(rooms.get(parameter))));
      moved.clear();
    }
    inner.step();
    return value;
  }

  private void climb() {
    try (Workspace _ = Workspace.open()) {
      List<Tensor> directions = new ArrayList<>();
      for (Parameter parameter : parameters()) {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          moved.add(parameter);
          directions.add(adaptive ? parameter.value().abs().mul(gradient) : gradient);
        }
      }
      double norm = Gradients.total(directions, 2);
      for (int i = 0; i < moved.size(); i++) {
        Tensor w = moved.get(i).value();
        rooms
            .computeIfAbsent(moved.get(i), p -> Workspace.outside(p.value()::copy))
            .copyFromInPlace(w);
        Tensor along = adaptive ? w.abs().mul(directions.get(i)) : directions.get(i);
        // As in the authors' code: no division by 0 at a stationary point.
        w.addScaledInPlace(along, rho / (norm + 1e-12));
      }
    }
  }

  /// That of the other optimizer; nothing is remembered from step to step.
  @Override
  public Map<String, Tensor> state() {
    return inner.state();
  }

  @Override
  public void load(Map<String, Tensor> state) {
    inner.load(state);
  }
}
