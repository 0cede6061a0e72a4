package cerulean.training;

import cerulean.data.DataLoader;
import cerulean.nn.Network;
import cerulean.nn.StateDict;
import cerulean.optim.Optimizer;
import cerulean.optim.Scheduler;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All that changes while a network is trained, part by part, so that a run can be saved and gone on
/// with: the network, the optimizer, the place in the data, random streams, and whatever else.
///
///     RunState run = new RunState().network(net).optimizer(adam).loader(loader).random("noise", random);
///
/// It holds the parts themselves, not copies; what is read from a file goes into them.
public final class RunState implements Resumable {

  private final Map<String, Resumable> parts = new LinkedHashMap<>();

  /// A run without parts.
  public RunState() {}

  /// Adds a part. Names of parts are letters, digits, `-` and `_`.
  public RunState with(String name, Resumable part) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw wrongName(name);
    }
    if (parts.putIfAbsent(name, part) != null) {
      throw nameTaken(name);
    }
    return this;
  }

  /// Adds parameters and buffers of a network, as part `network`.
  public RunState network(Network network) {
    return tensors("network", () -> StateDict.of(network), state -> StateDict.load(network, state));
  }

  /// Adds what an optimizer remembers and its settings, as part `optimizer`.
  public RunState optimizer(Optimizer<?> optimizer) {
    return tensors("optimizer", optimizer::state, optimizer::load);
  }

  /// Adds the steps of a schedule, as part `schedule`; after the optimizer, whose rates it sets.
  public RunState scheduler(Scheduler scheduler) {
    return tensors("schedule", scheduler::state, scheduler::load);
  }

  /// Adds a part whose state is named tensors, as in `tensors("average", average::state,
  /// average::load)`.
  public RunState tensors(
      String name, Supplier<Map<String, Tensor>> state, Consumer<Map<String, Tensor>> load) {
    return with(name, Resumable.ofTensors(state, load));
  }

  /// Adds the place in the data, as part `loader`.
  public RunState loader(DataLoader loader) {
    return with(
        "loader",
        new Resumable() {
          @Override
          public PartState state() {
            DataLoader.State at = loader.state();
            Map<String, String> values = new LinkedHashMap<>();
            values.put("epoch", Long.toString(at.epoch()));
            values.put("batch", Integer.toString(at.batch()));
            values.put("seed", Long.toString(at.seed()));
            values.put("examples", Integer.toString(at.examples()));
            values.put("batchSize", Integer.toString(at.batchSize()));
            values.put("batches", Integer.toString(at.batches()));
            return PartState.ofValues(values);
          }

          @Override
          public void restore(PartState state) {
            loader.restore(
                new DataLoader.State(
                    state.longValue("epoch"),
                    state.intValue("batch"),
                    state.longValue("seed"),
                    state.intValue("examples"),
                    state.intValue("batchSize"),
                    state.intValue("batches")));
          }
        });
  }

  /// Adds a random stream under a name of its own: one that dropout draws from, for example.
  public RunState random(String name, Philox random) {
    return with(name, Resumable.of(random));
  }

  /// All parts' tensors and values, with the part's name and a dot before their own.
  @Override
  public PartState state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    parts.forEach((part, resumable) -> {
      PartState state = resumable.state();
      state.tensors().forEach((name, tensor) -> tensors.put(part + "." + name, tensor));
      state.values().forEach((name, value) -> values.put(part + "." + name, value));
    });
    return new PartState(tensors, values);
  }

  /// Gives each part what is its own. What belongs to no part is refused, before anything changes.
  @Override
  public void restore(PartState state) {
    Map<String, PartState> states = new LinkedHashMap<>();
    parts.keySet().forEach(part -> states.put(part, new PartState(Map.of(), Map.of())));
    state
        .tensors()
        .forEach((name, tensor) -> of(states, name).tensors().put(afterDot(name), tensor));
    state.values().forEach((name, value) -> of(states, name).values().put(afterDot(name), value));
    parts.forEach((part, resumable) ->
        resumable.restore(states.getOrDefault(part, PartState.ofValues(Map.of()))));
  }

  /// Restores one part alone, such as the network of the best checkpoint.
  void restore(String part, PartState state) {
    Resumable resumable = parts.get(part);
    if (resumable == null) {
      throw unknownPart(part, parts);
    }
    PartState own = new PartState(Map.of(), Map.of());
    String prefix = part + ".";
    state
        .tensors()
        .forEach((name, tensor) -> {
          if (name.startsWith(prefix)) {
            own.tensors().put(afterDot(name), tensor);
          }
        });
    state
        .values()
        .forEach((name, value) -> {
          if (name.startsWith(prefix)) {
            own.values().put(afterDot(name), value);
          }
        });
    resumable.restore(own);
  }

  private PartState of(Map<String, PartState> states, String name) {
    String part = name.substring(0, Math.max(0, name.indexOf('.')));
    PartState state = states.get(part);
    if (state == null) {
      throw unknownPart(part, parts);
    }
    return state;
  }

  private static String afterDot(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  @Override
  public String toString() {
    return "run of " + String.join(", ", parts.keySet());
  }

  private static IllegalArgumentException wrongName(String name) {
    return new IllegalArgumentException(
        "RunState: names of parts are letters, digits, '-' and '_'; got '" + name + "'");
  }

  private static IllegalArgumentException nameTaken(String name) {
    return new IllegalArgumentException(
        "RunState: there is a part '" + name + "' already; give this one another name");
  }

  private static IllegalArgumentException unknownPart(String part, Map<String, Resumable> parts) {
    return new IllegalArgumentException(
        "restore: no part '" + part + "' in this run, which has " + parts.keySet());
  }
}
