package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Into;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Another optimizer, with weights that follow it slowly: k steps forward, 1 step back (Zhang et al.
/// 2019).
///
///     fast weights: k steps of the other optimizer
///     slow = slow + alpha (fast - slow)
///     fast = slow
///
/// @param <C> the configuration of a group of the other optimizer
public final class Lookahead<C extends Hyperparameters<C>> implements Optimizer<C> {

  private final Optimizer<C> inner;
  private final int interval;
  private final double alpha;
  private final List<Parameter> parameters;
  private final List<Tensor> slow = new ArrayList<>();
  private long steps;

  private Lookahead(Optimizer<C> inner, int interval, double alpha) {
    this.inner = inner;
    this.interval = interval;
    this.alpha = alpha;
    this.parameters = inner.parameters();
    for (Parameter parameter : parameters) {
      slow.add(Workspace.outside(parameter.value()::copy));
    }
  }

  /// Slow weights that start where the parameters are, with the paper's `interval` of 5 and `alpha`
  /// of 0.5.
  public static <C extends Hyperparameters<C>> Lookahead<C> of(Optimizer<C> inner) {
    return of(inner, 5, 0.5);
  }

  /// Slow weights that move by `alpha` of the way, in `[0, 1]`, every `interval` steps.
  public static <C extends Hyperparameters<C>> Lookahead<C> of(
      Optimizer<C> inner, int interval, double alpha) {
    Range.atLeast("Lookahead", "interval", 1, interval);
    Range.fraction("Lookahead", "alpha", alpha);
    return new Lookahead<>(inner, interval, alpha);
  }

  @Override
  public List<ParameterGroup<C>> groups() {
    return inner.groups();
  }

  @Override
  public void configure(int index, C config) {
    inner.configure(index, config);
  }

  @Override
  public void step() {
    inner.step();
    follow();
  }

  @Override
  public double step(Supplier<Variable> loss) {
    double value = inner.step(loss);
    follow();
    return value;
  }

  private void follow() {
    steps++;
    if (steps % interval == 0) {
      for (int i = 0; i < slow.size(); i++) {
        Tensor fast = parameters.get(i).value();
        // The difference first: what has not moved keeps its bits.
        Into.sub(fast, slow.get(i), fast);
        slow.get(i).addScaledInPlace(fast, alpha);
        fast.copyFromInPlace(slow.get(i));
      }
    }
  }

  /// That of the other optimizer under `inner.`, and the slow weights.
  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("step", Workspace.outside(() -> Tensor.scalar(steps)));
    for (int i = 0; i < slow.size(); i++) {
      state.put("slow." + i, Workspace.outside(slow.get(i)::copy));
    }
    inner.state().forEach((name, tensor) -> state.put("inner." + name, tensor));
    return state;
  }

  @Override
  public void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader("Lookahead", state);
    long read = reader.whole("step");
    List<Tensor> weights = new ArrayList<>();
    for (int i = 0; i < slow.size(); i++) {
      reader.tensor("slow." + i, slow.get(i).dtype(), slow.get(i).shape()).ifPresent(weights::add);
    }
    Map<String, Tensor> rest = reader.below("inner.");
    reader.finish();
    inner.load(rest);
    steps = read;
    for (int i = 0; i < slow.size(); i++) {
      slow.get(i).copyFromInPlace(weights.get(i));
    }
  }
}
