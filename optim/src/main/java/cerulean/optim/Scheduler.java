package cerulean.optim;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves the learning rates of an optimizer along a [Schedule], from the rates that its groups have
/// when it is made.
///
///     var scheduler = Scheduler.of(optimizer, Schedule.cosine(1000, 0));
///     for (...) {
///       ...
///       optimizer.step();
///       scheduler.step();
///     }
///
/// The rate of step 0 is set at once. Rates that are set by other means in between are replaced.
public final class Scheduler {

  /// Sets one number of one group.
  private interface Setter {
    void set(int group, double value);
  }

  /// A number of every group that is moved: by what name its bases are saved, how, from where.
  private static final class Moved {
    private final String name;
    private final List<Schedule> schedules;
    private final double[] bases;
    private final Setter setter;

    Moved(String name, List<Schedule> schedules, double[] bases, Setter setter) {
      this.name = name;
      this.schedules = schedules;
      this.bases = bases;
      this.setter = setter;
    }

    double at(int group, long step) {
      return schedules.get(group).at(bases[group], step);
    }

    void apply(long step) {
      for (int i = 0; i < bases.length; i++) {
        setter.set(i, at(i, step));
      }
    }
  }

  private final Moved rates;
  private @Nullable Moved momenta;
  private long step;

  private Scheduler(Moved rates) {
    this.rates = rates;
    rates.apply(0);
  }

  /// The same schedule for every group.
  public static <C extends Hyperparameters<C>> Scheduler of(
      Optimizer<C> optimizer, Schedule schedule) {
    return perGroup(optimizer, Collections.nCopies(optimizer.groups().size(), schedule));
  }

  /// A schedule for each group.
  public static <C extends Hyperparameters<C>> Scheduler perGroup(
      Optimizer<C> optimizer, List<Schedule> schedules) {
    List<Schedule> own = requireOneEach("Scheduler", optimizer, schedules);
    double[] bases =
        optimizer.groups().stream().mapToDouble(group -> group.config().lr()).toArray();
    return new Scheduler(
        new Moved(
            "base_lrs",
            own,
            bases,
            (i, rate) -> optimizer.configure(i, optimizer.groups().get(i).config().lr(rate))));
  }

  /// Moves the momentum of every group (`beta1` of Adam and its kin) along `schedule` as well.
  /// `optimizer` is the one whose rates are moved.
  public <C extends Hyperparameters.Momentum<C>> Scheduler withMomentum(
      Optimizer<C> optimizer, Schedule schedule) {
    return withMomenta(optimizer, Collections.nCopies(optimizer.groups().size(), schedule));
  }

  /// As [#withMomentum], with a schedule for each group.
  public <C extends Hyperparameters.Momentum<C>> Scheduler withMomenta(
      Optimizer<C> optimizer, List<Schedule> schedules) {
    List<Schedule> own = requireOneEach("withMomenta", optimizer, schedules);
    double[] bases =
        optimizer.groups().stream().mapToDouble(group -> group.config().momentum()).toArray();
    momenta =
        new Moved(
            "base_momenta",
            own,
            bases,
            (i, momentum) ->
                optimizer.configure(i, optimizer.groups().get(i).config().momentum(momentum)));
    momenta.apply(step);
    return this;
  }

  private static List<Schedule> requireOneEach(
      String op, Optimizer<?> optimizer, List<Schedule> schedules) {
    if (schedules.size() != optimizer.groups().size()) {
      throw new IllegalArgumentException(
          op
              + ": there must be a schedule for each group, got "
              + schedules.size()
              + " schedules for "
              + optimizer.groups().size()
              + " groups");
    }
    return List.copyOf(schedules);
  }

  /// One step on: sets the rates for the next step of the optimizer.
  public void step() {
    step++;
    apply();
  }

  private void apply() {
    rates.apply(step);
    if (momenta != null) {
      momenta.apply(step);
    }
  }

  /// How many steps have been made.
  public long steps() {
    return step;
  }

  /// The rate of group `index` now.
  public double rate(int index) {
    return rates.at(index, step);
  }

  /// The steps made and what the rates began with, under PyTorch's names.
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("last_epoch", Workspace.outside(() -> Tensor.scalar(step)));
    put(state, rates);
    if (momenta != null) {
      put(state, momenta);
    }
    return state;
  }

  private static void put(Map<String, Tensor> state, Moved moved) {
    state.put(moved.name, Workspace.outside(() -> Tensor.of(moved.bases, moved.bases.length)));
  }

  /// Goes on from `state` and sets the rates of its step. Names and sizes must fit; nothing is
  /// changed unless they do.
  public void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader("Scheduler", state);
    long read = reader.whole("last_epoch");
    Optional<double[]> lrs = bases(reader, rates);
    Optional<double[]> momentumBases = momenta == null ? Optional.empty() : bases(reader, momenta);
    reader.finish();
    step = read;
    lrs.ifPresent(values -> System.arraycopy(values, 0, rates.bases, 0, values.length));
    Moved others = momenta;
    if (others != null) {
      momentumBases.ifPresent(
          values -> System.arraycopy(values, 0, others.bases, 0, values.length));
    }
    apply();
  }

  private static Optional<double[]> bases(StateReader reader, Moved moved) {
    return reader
        .tensor(moved.name, DType.F64, Shape.of(moved.bases.length))
        .map(Tensor::toDoubleArray);
  }
}
