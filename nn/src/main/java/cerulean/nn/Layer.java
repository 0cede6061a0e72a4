package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A function of a variable, with what it learns, what it remembers and what it is made of.
///
/// Names are PyTorch's: a layer names its own parameters (`weight`, `bias`) and buffers, and its
/// children's names are put in front, with dots (`0.weight`).
public interface Layer {

  /// The output for `input`.
  Variable forward(Variable input);

  /// The layer's own parameters by name, in a fixed order.
  default Map<String, Parameter> ownParameters() {
    return Map.of();
  }

  /// The layer's own state that is not learned but saved and restored, such as gains.
  default Map<String, Tensor> ownBuffers() {
    return Map.of();
  }

  /// The layers this one is made of, by name, in a fixed order.
  default Map<String, Layer> children() {
    return Map.of();
  }

  /// Switches this layer and its children between training and evaluation. A new layer trains.
  default void train(boolean training) {
    children().values().forEach(child -> child.train(training));
  }

  /// All parameters, the children's included, in the order of their first names. A parameter with
  /// several names, because its layer is used in several places, is there once.
  default List<Parameter> parameters() {
    Set<Parameter> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    return namedParameters().values().stream().filter(distinct::add).toList();
  }

  /// All parameters by their full names. One that is used in several places is there under each.
  default Map<String, Parameter> namedParameters() {
    Map<String, Parameter> all = new LinkedHashMap<>(ownParameters());
    children()
        .forEach((name, child) ->
            child.namedParameters().forEach((rest, p) -> all.put(name + "." + rest, p)));
    return all;
  }

  /// All buffers by their full names.
  default Map<String, Tensor> namedBuffers() {
    Map<String, Tensor> all = new LinkedHashMap<>(ownBuffers());
    children()
        .forEach((name, child) ->
            child.namedBuffers().forEach((rest, b) -> all.put(name + "." + rest, b)));
    return all;
  }
}
