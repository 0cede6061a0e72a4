package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Changes parameters in place by their gradients.
///
/// Parameters come in groups, each with a configuration of its own. A configuration can be exchanged
/// between steps, which is how learning rates are scheduled ([Scheduler]). Whoever writes an
/// optimizer that looks at one parameter at a time extends [PerParameterOptimizer].
///
///     loss.backward();
///     optimizer.step();
///     optimizer.zeroGrad();
public interface Optimizer<C extends Hyperparameters<C>> {

  /// The groups, in order.
  List<ParameterGroup<C>> groups();

  /// Gives group `index` another configuration from the next step on; state is kept.
  void configure(int index, C config);

  /// One update of every parameter that has a gradient. The others are left alone, and so is what
  /// is remembered of them.
  void step();

  /// Forgets the gradients, lets `loss` compute a scalar, takes its gradients and makes one update;
  /// returns the loss. Optimizers that need several evaluations for one update ([Lbfgs], [Sam])
  /// call `loss` several times. A loss that is NaN is refused before anything is changed by it.
  default double step(Supplier<Variable> loss) {
    double value = Evaluation.of(this, loss);
    step();
    return value;
  }

  /// Forgets the gradients of all parameters.
  default void zeroGrad() {
    for (ParameterGroup<C> group : groups()) {
      for (Parameter parameter : group.parameters()) {
        parameter.clearGrad();
      }
    }
  }

  /// The parameters of all groups, in order.
  default List<Parameter> parameters() {
    return groups().stream().flatMap(group -> group.parameters().stream()).toList();
  }

  /// Everything needed to go on from here with the same bits: copies of what is remembered of each
  /// parameter (`state.0.exp_avg`, parameters numbered over all groups) and the configurations
  /// (`param_groups.0.lr`). Numbers are tensors without axes. Names are PyTorch's where it has one.
  Map<String, Tensor> state();

  /// Goes on from `state`. Names, shapes and types must fit; nothing is changed unless all do.
  void load(Map<String, Tensor> state);
}
