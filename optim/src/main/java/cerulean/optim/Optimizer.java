package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
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

  /// Zeros for what is remembered of a parameter; they outlive every [Workspace].
  static Tensor state(Tensor parameter) {
    return Workspace.outside(() -> Tensor.zeros(parameter.shape().dims()));
  }

  // Updates compute in float32, so it is the rounded number that must be in range: a share of
  // 1 - 1e-9 is 1 there and a positive 1e-50 is 0, and both would end in NaN.

  static void requirePositive(String optimizer, String name, double value) {
    float rounded = (float) value;
    if (!(rounded > 0 && Float.isFinite(rounded))) {
      throw outOfRange(optimizer, name, "positive and finite", value);
    }
  }

  static void requireNotNegative(String optimizer, String name, double value) {
    if (!(value >= 0 && Float.isFinite((float) value))) {
      throw outOfRange(optimizer, name, "finite and not negative", value);
    }
  }

  static void requireShare(String optimizer, String name, double value) {
    if (!(value >= 0 && (float) value < 1)) {
      throw outOfRange(optimizer, name, "in [0, 1)", value);
    }
  }

  private static IllegalArgumentException outOfRange(
      String optimizer, String name, String range, double value) {
    float rounded = (float) value;
    boolean edge = rounded != value && (rounded == 0 || rounded == 1 || Float.isInfinite(rounded));
    return new IllegalArgumentException(
        optimizer
            + ": "
            + name
            + " must be "
            + range
            + ", got "
            + value
            + (edge ? ", which rounds to " + rounded + " in float32" : ""));
  }
}
