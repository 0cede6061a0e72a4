package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The average of the weights that a training run goes through, often better than the last ones.
///
/// - exponential: `average = decay average + (1 - decay) w` (Polyak & Juditsky 1992 for the idea;
///   the usual decays are 0.99 to 0.9999)
/// - equal: the mean of all weights it was shown (stochastic weight averaging, Izmailov et al.
///   2018)
///
/// In a loop:
///
///     optimizer.step();
///     average.update();
///     ...
///     double accuracy = average.during(() -> evaluate(network));
///
/// The first update takes the weights as they are. Running statistics of batch normalisation belong
/// to the weights they were collected with; they are to be collected anew for averages.
public final class WeightAverage {

  private final List<Parameter> parameters;
  private final double decay;
  private final boolean equal;
  private final List<Tensor> averages = new ArrayList<>();
  private long updates;
  private boolean exchanged;

  private WeightAverage(List<Parameter> parameters, double decay, boolean equal) {
    this.parameters = List.copyOf(parameters);
    this.decay = decay;
    this.equal = equal;
    for (Parameter parameter : parameters) {
      averages.add(Workspace.outside(parameter.value()::copy));
    }
  }

  /// An average that keeps the share `decay` of itself, in `[0, 1)`, in every update.
  public static WeightAverage exponential(List<Parameter> parameters, double decay) {
    Range.share("WeightAverage", "decay", decay);
    return new WeightAverage(parameters, decay, false);
  }

  /// An average of which all updates are an equal part.
  public static WeightAverage equal(List<Parameter> parameters) {
    return new WeightAverage(parameters, 0, true);
  }

  /// Takes in the weights as they are now. They must not be exchanged.
  public void update() {
    requireInPlace("update");
    double fresh = equal ? 1.0 / (updates + 1) : 1 - decay;
    for (int i = 0; i < averages.size(); i++) {
      Tensor average = averages.get(i);
      Tensor w = parameters.get(i).value();
      if (updates == 0) {
        average.copyFromInPlace(w);
      } else {
        average.mulInPlace(1 - fresh);
        average.addScaledInPlace(w, fresh);
      }
    }
    updates++;
  }

  /// How many times weights were taken in.
  public long updates() {
    return updates;
  }

  /// The averages, in the order of the parameters; not to be changed. Before the first update they
  /// are the weights at the beginning.
  public List<Tensor> averages() {
    return List.copyOf(averages);
  }

  /// Exchanges weights and averages; a second time puts them back, with the same bits.
  public void exchange() {
    try (Workspace _ = Workspace.open()) {
      for (int i = 0; i < averages.size(); i++) {
        Tensor w = parameters.get(i).value();
        Tensor kept = w.copy();
        w.copyFromInPlace(averages.get(i));
        averages.get(i).copyFromInPlace(kept);
      }
    }
    exchanged = !exchanged;
  }

  private void requireInPlace(String op) {
    if (exchanged) {
      throw new IllegalStateException(
          "WeightAverage: "
              + op
              + " needs the weights in their place, but averages are; exchange() them back");
    }
  }

  /// What `body` computes while the averages are the weights.
  public <T> T during(Supplier<T> body) {
    exchange();
    try {
      return body.get();
    } finally {
      exchange();
    }
  }

  /// Copies of the averages (`average.0`) and how many updates there were. They must not be
  /// exchanged.
  public Map<String, Tensor> state() {
    requireInPlace("state");
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("n_averaged", Workspace.outside(() -> Tensor.scalar(updates)));
    for (int i = 0; i < averages.size(); i++) {
      state.put("average." + i, Workspace.outside(averages.get(i)::copy));
    }
    return state;
  }

  /// Goes on from `state`. Names, shapes and types must fit; nothing is changed unless all do.
  public void load(Map<String, Tensor> state) {
    requireInPlace("load");
    StateReader reader = new StateReader("WeightAverage", state);
    long read = reader.whole("n_averaged");
    List<Tensor> loaded = new ArrayList<>();
    for (int i = 0; i < averages.size(); i++) {
      Tensor like = averages.get(i);
      reader.tensor("average." + i, like.dtype(), like.shape()).ifPresent(loaded::add);
    }
    reader.finish();
    updates = read;
    for (int i = 0; i < loaded.size(); i++) {
      averages.get(i).copyFromInPlace(loaded.get(i));
    }
  }
}
