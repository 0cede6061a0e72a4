package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What learns: its parameters, what it remembers beside them, and what it is made of. What it
/// takes and gives is its own affair; one that maps a variable to a variable is a [Layer].
///
/// Names are PyTorch's: a network names its own parameters (`weight`, `bias`) and buffers, and its
/// children's names are put in front, with dots (`0.weight`).
public interface Network {

  // ---- What a network says of itself

  /// The network's own parameters by name, in a fixed order: optimizers number them by it, so a
  /// `Map.of` of several is refused and a [LinkedHashMap] is not.
  default Map<String, Parameter> ownParameters() {
    return Map.of();
  }

  /// The network's own state that is not learned but saved and restored, such as running means.
  default Map<String, Tensor> ownBuffers() {
    return Map.of();
  }

  /// The networks this one is made of, by name, in a fixed order as those of [#ownParameters]. What
  /// is inside a wrapper may have the empty name: its parameters then have the names that they
  /// would have without the wrapper.
  default Map<String, ? extends Network> children() {
    return Map.of();
  }

  /// Switches this network and its children between training and evaluation. A new one trains.
  default void train(boolean training) {
    children().values().forEach(child -> child.train(training));
  }

  /// Whether this network trains, that is, none of its children evaluates. One without children
  /// that does the same in both modes says true.
  default boolean isTraining() {
    return children().values().stream().allMatch(Network::isTraining);
  }

  /// Converts what floats among the network's own buffers to `type`. A network that has any
  /// overrides this; the default leaves them as they are.
  default void convertBuffers(DType type) {}

  // ---- What follows from it

  /// Switches to training.
  default void train() {
    train(true);
  }

  /// Switches to evaluation: running statistics are used and nothing is dropped.
  default void eval() {
    train(false);
  }

  /// Calls `action` for each part of this network, children before those they belong to, as PyTorch
  /// does; a part with several names once.
  default void apply(Consumer<? super Network> action) {
    Set<Network> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Parts.visit(this, seen, action);
  }

  /// This network and all its parts by their full names, each before its children; its own name is
  /// empty. What is inside a wrapper has the wrapper's name and a dot.
  default Map<String, Network> namedParts() {
    Map<String, Network> all = new LinkedHashMap<>();
    Parts.name("", this, all);
    return all;
  }

  /// All parameters, the children's included, in the order of their first names. A parameter with
  /// several names, because its network is used in several places, is there once.
  default List<Parameter> parameters() {
    Set<Parameter> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    return namedParameters().values().stream().filter(distinct::add).toList();
  }

  /// All parameters by their full names. One that is used in several places is there under each.
  default Map<String, Parameter> namedParameters() {
    Map<String, Parameter> all =
        new LinkedHashMap<>(Parts.ordered(this, "ownParameters", ownParameters()));
    Parts.children(this)
        .forEach((name, child) ->
            child.namedParameters().forEach((rest, p) -> all.put(Parts.join(name, rest), p)));
    return all;
  }

  /// All buffers by their full names.
  default Map<String, Tensor> namedBuffers() {
    Map<String, Tensor> all = new LinkedHashMap<>(Parts.ordered(this, "ownBuffers", ownBuffers()));
    Parts.children(this)
        .forEach((name, child) ->
            child.namedBuffers().forEach((rest, b) -> all.put(Parts.join(name, rest), b)));
    return all;
  }

  /// Keeps all parameters as they are: no gradient flows to them any more. Running statistics go on
  /// moving in training; [#eval] holds those.
  default void freeze() {
    parameters().forEach(Parameter::freeze);
  }

  /// Lets all parameters learn again.
  default void unfreeze() {
    parameters().forEach(Parameter::unfreeze);
  }

  /// Converts parameters, and what floats among the buffers, to `type`, F32 or F64. Optimizers that
  /// have begun keep state of the old type: make them afterwards.
  default void to(DType type) {
    Parts.requireFloating(type);
    parameters().forEach(parameter -> parameter.convert(type));
    apply(part -> part.convertBuffers(type));
  }
}
