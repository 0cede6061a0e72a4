package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes parameters in place by their gradients.
///
/// A parameter without gradient is left alone, and so is its state. The configuration of a group
/// can be exchanged between steps, which is how learning rates are scheduled.
public abstract class Optimizer<C> {

  private final List<ParameterGroup<C>> groups;

  Optimizer(List<ParameterGroup<C>> groups) {
    this.groups = new ArrayList<>(groups);
    requireDistinct();
  }

  private void requireDistinct() {
    IdentityHashMap<Parameter, Boolean> seen = new IdentityHashMap<>();
    for (ParameterGroup<C> group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (seen.put(parameter, true) != null) {
          throw new IllegalArgumentException(
              "optimizer: a parameter of shape "
                  + parameter.shape()
                  + " is given twice; each belongs to one group");
        }
      }
    }
  }

  /// The groups, in order.
  public List<ParameterGroup<C>> groups() {
    return List.copyOf(groups);
  }

  /// Gives group `index` another configuration from the next step on; state is kept.
  public void configure(int index, C config) {
    groups.set(index, new ParameterGroup<>(groups.get(index).parameters(), config));
  }

  /// One update of every parameter that has a gradient.
  public void step() {
    for (ParameterGroup<C> group : groups) {
      for (Parameter parameter : group.parameters()) {
        @Nullable Tensor gradient = parameter.grad();
        if (gradient != null) {
          update(parameter, gradient, group.config());
        }
      }
    }
  }

  /// Forgets the gradients of all parameters.
  public void zeroGrad() {
    for (ParameterGroup<C> group : groups) {
      group.parameters().forEach(Parameter::clearGrad);
    }
  }

  abstract void update(Parameter parameter, Tensor gradient, C config);

  static double requirePositive(String optimizer, String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          optimizer + ": " + name + " must be positive and finite, got " + value);
    }
    return value;
  }

  static double requireNotNegative(String optimizer, String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          optimizer + ": " + name + " must be finite and not negative, got " + value);
    }
    return value;
  }

  static double requireShare(String optimizer, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          optimizer + ": " + name + " must be in [0, 1), got " + value);
    }
    return value;
  }
}
