package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The groups of an optimizer: which parameters there are, each in one group, and the configuration
/// of each group now.
final class Groups<C extends Hyperparameters<C>> {

  private final List<ParameterGroup<C>> groups;

  Groups(List<ParameterGroup<C>> groups) {
    this.groups = new ArrayList<>(groups);
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ParameterGroup<C> group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (!seen.add(parameter)) {
          throw givenTwice(parameter);
        }
      }
    }
    if (seen.isEmpty()) {
      throw nothingToLearn(groups.size());
    }
  }

  List<ParameterGroup<C>> all() {
    return Collections.unmodifiableList(groups);
  }

  void configure(int index, C config) {
    groups.set(index, new ParameterGroup<>(groups.get(index).parameters(), config));
  }

  /// Adds the configurations, and which parameters are where, to `state`.
  void writeTo(Map<String, Tensor> state) {
    long first = 0;
    for (int i = 0; i < groups.size(); i++) {
      String prefix = "param_groups." + i + ".";
      Settings.write(groups.get(i).config(), state, prefix);
      long from = first;
      long to = first + groups.get(i).parameters().size();
      state.put(prefix + "params", Workspace.outside(() -> Tensor.arange(from, to, 1)));
      first = to;
    }
  }

  /// The configurations that `state` has, to be taken over when it is known to fit.
  List<C> read(StateReader state) {
    List<C> configs = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      String prefix = "param_groups." + i + ".";
      configs.add(Settings.read(groups.get(i).config(), state, prefix));
      state.tensor(prefix + "params", DType.I64, Shape.of(groups.get(i).parameters().size()));
    }
    return configs;
  }

  void configureAll(List<C> configs) {
    for (int i = 0; i < configs.size(); i++) {
      configure(i, configs.get(i));
    }
  }

  private static IllegalArgumentException nothingToLearn(int groups) {
    return new IllegalArgumentException(
        "optimizer: there must be a parameter to learn, got none in "
            + groups
            + (groups == 1 ? " group" : " groups")
            + "; does the network give its parameters, and its children theirs?");
  }

  private static IllegalArgumentException givenTwice(Parameter parameter) {
    return new IllegalArgumentException(
        "optimizer: a parameter of shape "
            + parameter.shape()
            + " is given twice; each belongs to one group");
  }
}
