package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An optimizer that changes each parameter by its own gradient and what it remembers of it: all but
/// a few. A new one says how a parameter is updated and which names it remembers:
///
///     final class SignSgd extends PerParameterOptimizer<Sgd.Config> {
///       SignSgd(List<ParameterGroup<Sgd.Config>> groups) {
///         super(groups);
///       }
///
///       protected void update(Tensor w, Tensor gradient, ParameterState state, Sgd.Config config) {
///         w.addScaledInPlace(gradient.sign(), -config.lr());
///       }
///     }
///
/// @param <C> the configuration of a group
public abstract class PerParameterOptimizer<C extends Hyperparameters<C>> implements Optimizer<C> {

  private final Groups<C> groups;
  private final IdentityHashMap<Parameter, ParameterState> states = new IdentityHashMap<>();

  /// An optimizer of these groups. A parameter belongs to one of them.
  protected PerParameterOptimizer(List<ParameterGroup<C>> groups) {
    this.groups = new Groups<>(groups);
  }

  /// Changes the parameter `w` in place by its gradient. The gradient must be left as it is.
  protected abstract void update(Tensor w, Tensor gradient, ParameterState state, C config);

  /// The names of the tensors that [#update] keeps in the state of a parameter with this
  /// configuration.
  protected List<String> tensorNames(C config) {
    return List.of();
  }

  /// The names of the numbers that [#update] keeps.
  protected List<String> numberNames(C config) {
    return List.of();
  }

  @Override
  public final List<ParameterGroup<C>> groups() {
    return groups.all();
  }

  @Override
  public final void configure(int index, C config) {
    groups.configure(index, config);
  }

  @Override
  public final void step() {
    for (ParameterGroup<C> group : groups.all()) {
      for (Parameter parameter : group.parameters()) {
        @Nullable Tensor gradient = parameter.grad();
        if (gradient != null) {
          ParameterState state = states.get(parameter);
          if (state == null) {
            state = new ParameterState(parameter);
            states.put(parameter, state);
          }
          state.countStep();
          update(parameter.value(), gradient, state, group.config());
        }
      }
    }
  }

  /// What is remembered of a parameter; null before its first step.
  final @Nullable ParameterState remembered(Parameter parameter) {
    return states.get(parameter);
  }

  @Override
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    int index = 0;
    for (ParameterGroup<C> group : groups.all()) {
      for (Parameter parameter : group.parameters()) {
        String prefix = "state." + index++ + ".";
        ParameterState one = states.get(parameter);
        if (one != null) {
          C config = group.config();
          one.writeTo(state, prefix, tensorNames(config), numberNames(config));
        }
      }
    }
    groups.writeTo(state);
    return state;
  }

  /// Goes on from `state`. A parameter of which it has nothing is as before its first step.
  @Override
  public final void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader(getClass().getSimpleName(), state);
    List<C> configs = groups.read(reader);
    IdentityHashMap<Parameter, ParameterState> read = new IdentityHashMap<>();
    int index = 0;
    for (int i = 0; i < configs.size(); i++) {
      for (Parameter parameter : groups.all().get(i).parameters()) {
        String prefix = "state." + index++ + ".";
        if (reader.hasAny(prefix)) {
          ParameterState one = new ParameterState(parameter);
          one.read(reader, prefix, tensorNames(configs.get(i)), numberNames(configs.get(i)));
          read.put(parameter, one);
        }
      }
    }
    reader.finish();
    groups.configureAll(configs);
    states.clear();
    states.putAll(read);
  }
}
