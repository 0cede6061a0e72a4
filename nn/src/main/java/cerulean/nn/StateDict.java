package cerulean.nn;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything a layer would need to continue where it is: parameters and buffers by name.
///
/// A layer that is used in several places is saved under each of its names, as in PyTorch, so that
/// a state does not depend on what is shared. If a state has different values under them, the last
/// of the names, in the layer's order, is what is loaded.
public final class StateDict {

  private StateDict() {}

  /// A snapshot: copies of all parameters and buffers, which outlive every [Workspace].
  public static Map<String, Tensor> of(Layer layer) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    values(layer).forEach((name, value) -> state.put(name, Workspace.outside(value::copy)));
    return state;
  }

  /// Writes `state` into `layer`. Names, shapes and types must match exactly; nothing is written
  /// unless all do.
  public static void load(Layer layer, Map<String, Tensor> state) {
    Map<String, Tensor> own = values(layer);
    List<String> problems = new ArrayList<>();
    own.forEach((name, value) -> {
      Tensor given = state.get(name);
      if (given == null) {
        problems.add("missing " + name);
      } else if (!given.shape().equals(value.shape())) {
        problems.add(name + " is " + given.shape() + ", needs " + value.shape());
      } else if (given.dtype() != value.dtype()) {
        problems.add(name + " is " + given.dtype() + ", needs " + value.dtype());
      }
    });
    state.keySet().stream()
        .filter(name -> !own.containsKey(name))
        .forEach(name -> problems.add("unexpected " + name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "load: state does not fit; " + String.join("; ", problems));
    }
    own.forEach((name, value) -> value.copyFromInPlace(Objects.requireNonNull(state.get(name))));
  }

  private static Map<String, Tensor> values(Layer layer) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    layer.namedParameters().forEach((name, parameter) -> values.put(name, parameter.value()));
    values.putAll(layer.namedBuffers());
    return values;
  }
}
