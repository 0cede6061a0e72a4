package cerulean.nn;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything a network would need to continue where it is: parameters and buffers by name.
///
/// A layer that is used in several places is saved under each of its names, as in PyTorch, so that
/// a state does not depend on what is shared. If a state has different values under them, the last
/// of the names, in the network's order, is what is loaded.
public final class StateDict {

  private StateDict() {}

  /// What a state and a network do not have in common.
  ///
  /// @param missing names of the network that the state does not have
  /// @param unexpected names of the state that the network does not have
  public record Difference(List<String> missing, List<String> unexpected) {}

  /// A snapshot: copies of all parameters and buffers, which outlive every [Workspace].
  public static Map<String, Tensor> of(Network network) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    values(network).forEach((name, value) -> state.put(name, Workspace.outside(value::copy)));
    return state;
  }

  /// Writes `state` into `network`. Names and shapes must match exactly; numbers with a fraction
  /// are converted to the network's type, all else must be of it. Nothing is written unless all
  /// fits.
  public static void load(Network network, Map<String, Tensor> state) {
    Map<String, Tensor> own = values(network);
    List<String> problems = new ArrayList<>();
    own.forEach((name, value) -> {
      Tensor given = state.get(name);
      if (given == null) {
        problems.add("missing " + name);
      } else {
        addDifference(name, given, value, problems);
      }
    });
    unexpected(own, state).forEach(name -> problems.add("unexpected " + name));
    write(own, state, problems);
  }

  /// As [#load], but what only one of them has is left alone and returned: for a network whose head
  /// is another than that of the state. What both have must fit.
  public static Difference loadCommon(Network network, Map<String, Tensor> state) {
    Map<String, Tensor> own = values(network);
    List<String> problems = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    own.forEach((name, value) -> {
      Tensor given = state.get(name);
      if (given == null) {
        missing.add(name);
      } else {
        addDifference(name, given, value, problems);
      }
    });
    List<String> unexpected = unexpected(own, state);
    missing.forEach(own::remove);
    write(own, state, problems);
    return new Difference(List.copyOf(missing), unexpected);
  }

  /// The part of `state` whose names begin with `prefix`, without it: `part(state, "module.")` of
  /// what a wrapper of PyTorch has saved, or `part(state, "encoder.")` to load one child. Some name
  /// must begin with it.
  public static Map<String, Tensor> part(Map<String, Tensor> state, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    state.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), value);
      }
    });
    if (part.isEmpty()) {
      throw nothingBegins(state, prefix);
    }
    return part;
  }

  /// What is left of `state` without the names that begin with `prefix`, of which there must be
  /// one: `without(state, "fc.")` before [#loadCommon] into a network with a head of another size.
  public static Map<String, Tensor> without(Map<String, Tensor> state, String prefix) {
    Map<String, Tensor> rest = new LinkedHashMap<>(state);
    if (!rest.keySet().removeIf(name -> name.startsWith(prefix))) {
      throw nothingBegins(state, prefix);
    }
    return rest;
  }

  private static IllegalArgumentException nothingBegins(Map<String, Tensor> state, String prefix) {
    List<String> some = state.keySet().stream().limit(3).toList();
    return new IllegalArgumentException(
        "state: no name begins with '"
            + prefix
            + "'; there are "
            + state.size()
            + ", such as "
            + String.join(", ", some));
  }

  private static void addDifference(String name, Tensor given, Tensor own, List<String> problems) {
    boolean convertible = given.dtype().isFloating() && own.dtype().isFloating();
    if (!given.shape().equals(own.shape())) {
      problems.add(name + " is " + given.shape() + ", needs " + own.shape());
    } else if (given.dtype() != own.dtype() && !convertible) {
      problems.add(name + " is " + given.dtype() + ", needs " + own.dtype());
    }
  }

  private static List<String> unexpected(Map<String, Tensor> own, Map<String, Tensor> state) {
    return state.keySet().stream().filter(name -> !own.containsKey(name)).toList();
  }

  private static void write(
      Map<String, Tensor> own, Map<String, Tensor> state, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "load: state does not fit; " + String.join("; ", problems));
    }
    own.forEach((name, value) ->
        value.copyFromInPlace(Objects.requireNonNull(state.get(name)).to(value.dtype())));
  }

  private static Map<String, Tensor> values(Network network) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    network.namedParameters().forEach((name, parameter) -> values.put(name, parameter.value()));
    values.putAll(network.namedBuffers());
    return values;
  }
}
