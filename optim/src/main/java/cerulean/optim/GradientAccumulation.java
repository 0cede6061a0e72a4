package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Another optimizer that steps once for several backward passes, by the mean of their gradients: a
/// large batch in parts that fit.
///
/// The loop stays as it is, with a [#step] and a [#zeroGrad] for every part. All but one of
/// `interval` of them do nothing, so that gradients add up. Losses are means over their part; parts
/// of equal size give what the large batch gives.
///
/// @param <C> the configuration of a group of the other optimizer
public final class GradientAccumulation<C extends Hyperparameters<C>> implements Optimizer<C> {

  private final Optimizer<C> inner;
  private final int interval;
  private long parts;

  private GradientAccumulation(Optimizer<C> inner, int interval) {
    this.inner = inner;
    this.interval = interval;
  }

  /// `inner`, that steps once for `interval` backward passes.
  public static <C extends Hyperparameters<C>> GradientAccumulation<C> of(
      Optimizer<C> inner, int interval) {
    Range.atLeast("GradientAccumulation", "interval", 1, interval);
    return new GradientAccumulation<>(inner, interval);
  }

  @Override
  public List<ParameterGroup<C>> groups() {
    return inner.groups();
  }

  @Override
  public void configure(int index, C config) {
    inner.configure(index, config);
  }

  /// Whether the next [#step] changes the parameters: the time to clip gradients and, after it, to
  /// move a schedule.
  public boolean isDue() {
    return parts == interval - 1;
  }

  @Override
  public void step() {
    parts++;
    if (parts == interval) {
      Gradients.scale(parameters(), 1.0 / interval);
      inner.step();
      parts = 0;
    }
  }

  /// Forgets the gradients, unless there are parts of a sum that is not complete.
  @Override
  public void zeroGrad() {
    if (parts == 0) {
      inner.zeroGrad();
    }
  }

  /// That of the other optimizer under `inner.`, how many parts there are, and their sums.
  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("parts", Workspace.outside(() -> Tensor.scalar(parts)));
    List<Parameter> parameters = parameters();
    for (int i = 0; i < parameters.size() && parts > 0; i++) {
      Tensor gradient = parameters.get(i).grad();
      if (gradient != null) {
        state.put("grad." + i, Workspace.outside(gradient::copy));
      }
    }
    inner.state().forEach((name, tensor) -> state.put("inner." + name, tensor));
    return state;
  }

  @Override
  public void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader("GradientAccumulation", state);
    long read = reader.whole("parts");
    List<Parameter> parameters = parameters();
    List<@Nullable Tensor> sums = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Shape shape = parameter.shape();
      sums.add(
          reader.has("grad." + i)
              ? reader.tensor("grad." + i, parameter.dtype(), shape).orElse(null)
              : null);
    }
    Map<String, Tensor> rest = reader.below("inner.");
    reader.finish();
    inner.load(rest);
    parts = read;
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).clearGrad();
      Tensor sum = sums.get(i);
      if (sum != null) {
        parameters.get(i).backward(Variable.constant(sum), false);
      }
    }
  }
}
