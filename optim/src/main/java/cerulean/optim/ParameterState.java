package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an optimizer remembers of one parameter: how many steps it has made, and tensors and
/// numbers by name. Tensors have the shape and the type of the parameter and outlive every
/// [Workspace].
public final class ParameterState {

  private final Shape shape;
  private final DType type;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private long steps;

  ParameterState(Parameter parameter) {
    this.shape = parameter.shape();
    this.type = parameter.dtype();
  }

  /// How many steps there have been, that under way included: 1 in the first.
  public long steps() {
    return steps;
  }

  /// The tensor of this name; zeros when it is asked for first.
  public Tensor zeros(String name) {
    return filled(name, 0);
  }

  /// The tensor of this name; full of `initial` when it is asked for first.
  public Tensor filled(String name, double initial) {
    Tensor known = tensors.get(name);
    if (known == null) {
      known = Workspace.outside(() -> Tensor.full(type, initial, shape.dims()));
      tensors.put(name, known);
    }
    return known;
  }

  /// Whether there is a tensor of this name.
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /// The number of this name; `initial` if none was set.
  public double number(String name, double initial) {
    return numbers.getOrDefault(name, initial);
  }

  /// Remembers a number.
  public void setNumber(String name, double value) {
    numbers.put(name, value);
  }

  void countStep() {
    steps++;
  }

  /// Adds the steps and what has these names to `state`, under names that begin with `prefix`.
  void writeTo(
      Map<String, Tensor> state,
      String prefix,
      List<String> tensorNames,
      List<String> numberNames) {
    state.put(prefix + "step", Workspace.outside(() -> Tensor.scalar(steps)));
    for (String name : numberNames) {
      double number = number(name, 0);
      state.put(prefix + name, Workspace.outside(() -> Tensor.scalar(number)));
    }
    for (String name : tensorNames) {
      state.put(prefix + name, Workspace.outside(zeros(name)::copy));
    }
  }

  /// Takes over what `state` has under these names.
  void read(StateReader state, String prefix, List<String> tensorNames, List<String> numberNames) {
    steps = state.whole(prefix + "step");
    for (String name : numberNames) {
      numbers.put(name, state.number(prefix + name));
    }
    for (String name : tensorNames) {
      state.tensor(prefix + name, type, shape).ifPresent(tensor -> tensors.put(name, tensor));
    }
  }
}
