package cerulean.neuro;

import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Cells of one model: named arrays of one number per cell, and the kernel that advances them.
///
/// - **State** arrays change in every step and are saved: `state("v")`.
/// - **Parameter** arrays hold one value per cell: `parameter("c")`. Whoever writes into one (a
///   distribution, a neuromodulator) calls [#changed] afterwards. They are saved too, because a
///   modulator may have moved them.
/// - **Compartments** are where input arrives; sources of spikes have none.
///
/// A model extends this class: the constructor makes the arrays, [#advance] is one plain loop over
/// them. Arrays are `double`: near threshold a rounding in the seventh digit moves a spike by a
/// step.
///
/// All arrays that are handed out are the live ones.
public abstract class Population extends Component {

  private final int size;
  private final Map<String, double[]> states = new LinkedHashMap<>();
  private final Map<String, double[]> parameters = new LinkedHashMap<>();
  private final Map<String, Compartment> compartments = new LinkedHashMap<>();
  private final Map<String, Port> ports = new LinkedHashMap<>();
  private final Set<String> claimed = new HashSet<>();
  private Compartment[] places = new Compartment[0];
  private final int[] spikes;
  private int spikeCount;

  /// `size`: number of cells, at least 0.
  protected Population(int size) {
    this.size = Checks.atLeast(getClass().getSimpleName() + ": size", 0, size);
    this.spikes = new int[size];
  }

  // ---- Made by a model's constructor

  /// Makes a state array, one number per cell.
  protected final double[] addState(String array) {
    return put(states, array);
  }

  /// Makes a parameter array, one number per cell.
  protected final double[] addParameter(String array) {
    return put(parameters, array);
  }

  /// Makes a compartment whose voltage is the state array `voltage` and whose currents have the
  /// given unit. The first one made is where ports and stimuli go if nothing else is said.
  protected final Compartment addCompartment(String compartment, double[] voltage, String unit) {
    Compartment made = new Compartment(compartment, voltage, unit);
    compartments.put(compartment, made);
    places = compartments.values().toArray(new Compartment[0]);
    return made;
  }

  private double[] put(Map<String, double[]> arrays, String array) {
    if (states.containsKey(array) || parameters.containsKey(array)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ": two arrays are named " + array + "; rename one");
    }
    double[] made = new double[size];
    arrays.put(array, made);
    return made;
  }

  // ---- Written by a model

  /// Advances the cells `from .. to` by one step of `dtMs`, writes the indices of those that fired,
  /// ascending, to `fired[from]` and following, and returns how many they are.
  ///
  /// Called for consecutive ranges by several threads at once: it may touch only its own cells, and
  /// its result must not depend on where ranges begin. They begin at multiples of
  /// [Simulation#BLOCK]. Step `n` leads from time `n dt` to `(n + 1) dt`.
  protected abstract int advance(long step, double dtMs, int from, int to, int[] fired);

  /// Called once per step before any cell advances, by one thread.
  protected void begin(long step, double dtMs) {}

  /// Writes, for every cell, the factor by which an exponentially decaying current at the start of
  /// a step is multiplied to give the constant current that stands for it during the step.
  ///
  /// Here the mean over the step, `(tau / dt) (1 - e^(-dt / tau))`. A model with an exact solution
  /// gives the factor that makes its voltage exact.
  protected void heldCurrent(Compartment compartment, double tauMs, double dtMs, double[] factors) {
    Arrays.fill(factors, -Math.expm1(-dtMs / tauMs) * tauMs / dtMs);
  }

  /// The same for a current that grows linearly before it decays, `t e^(-t / tau)` per ms: the
  /// factor of its slope at the start of the step; for alpha functions ([AlphaCurrentPort]).
  protected void heldAlphaCurrent(
      Compartment compartment, double tauMs, double dtMs, double[] factors) {
    Arrays.fill(factors, Responses.ramp(-1 / tauMs, dtMs) / dtMs);
  }

  /// Refuses a parameter that is not above 0 and finite in some cell; for [#prepare].
  protected final void requireAbove0(String array) {
    double[] values = parameter(array);
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] > 0) || values[i] == Double.POSITIVE_INFINITY) {
        throw wrongParameter(array, "above 0 and finite", i, values[i]);
      }
    }
  }

  /// Refuses a parameter that is below 0 or not finite in some cell; for [#prepare].
  protected final void requireAtLeast0(String array) {
    double[] values = parameter(array);
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0) || values[i] == Double.POSITIVE_INFINITY) {
        throw wrongParameter(array, "at least 0 and finite", i, values[i]);
      }
    }
  }

  /// Refuses parameters that are NaN or infinite in some cell; for [#prepare].
  protected final void requireFinite(String... arrays) {
    for (String array : arrays) {
      double[] values = parameter(array);
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw wrongParameter(array, "finite", i, values[i]);
        }
      }
    }
  }

  private IllegalArgumentException wrongParameter(
      String array, String rule, int cell, double value) {
    return new IllegalArgumentException(
        named() + ": " + array + " must be " + rule + "; cell " + cell + " has " + value);
  }

  /// The exception for a cell whose state is no number; thrown from [#advance].
  protected final IllegalStateException notANumber(String array, int cell, long step, double dtMs) {
    return new IllegalStateException(
        "run: "
            + array
            + " of cell "
            + cell
            + " of "
            + (name().isEmpty() ? getClass().getSimpleName() : name())
            + " is not a number in step "
            + step
            + " (at "
            + step * dtMs
            + " ms); make dt smaller, or look for a NaN or a very large value in its input");
  }

  // ---- For everybody

  /// Number of cells.
  public final int size() {
    return size;
  }

  /// Names of the state arrays.
  public final Set<String> states() {
    return Set.copyOf(states.keySet());
  }

  /// Names of the parameter arrays.
  public final Set<String> parameters() {
    return Set.copyOf(parameters.keySet());
  }

  /// The live state array of that name.
  public final double[] state(String array) {
    return get(states, "state", array);
  }

  /// The live parameter array of that name; call [#changed] after writing into it.
  public final double[] parameter(String array) {
    return get(parameters, "parameter", array);
  }

  /// Sets the parameter or state to `value` in every cell.
  public final void fill(String array, double value) {
    Checks.finite(name() + "." + array, value);
    Arrays.fill(states.containsKey(array) ? state(array) : parameter(array), value);
    changed();
  }

  /// Sets the parameter or state to a number of its own in every cell, drawn from `law`.
  ///
  /// The number of a cell depends on `seed`, on the name of the array and on the cell, and on
  /// nothing else: not on the number of cells, nor on what was filled before.
  public final void fill(String array, CellValues law, long seed) {
    double[] values = states.containsKey(array) ? state(array) : parameter(array);
    Philox stream = Simulation.stream(Philox.of(seed), array);
    for (int i = 0; i < size; i++) {
      double value = law.at(i, stream.split(i));
      if (!Double.isFinite(value)) {
        throw wrongParameter(array, "finite", i, value);
      }
      values[i] = value;
    }
    changed();
  }

  /// Names of the compartments.
  public final Set<String> compartments() {
    return Set.copyOf(compartments.keySet());
  }

  /// The compartment of that name.
  public final Compartment compartment(String compartment) {
    return get(compartments, "compartment", compartment);
  }

  /// The first compartment, of a point neuron the only one.
  public final Compartment compartment() {
    if (places.length == 0) {
      throw new IllegalArgumentException(
          named() + ": a source of spikes has no compartment; choose a population of cells");
    }
    return places[0];
  }

  /// Attaches a port to the first compartment and returns it.
  public final <P extends Port> P attach(String port, P added) {
    return attach(port, added, compartment());
  }

  /// Attaches a port to a compartment of this population and returns it.
  public final <P extends Port> P attach(String port, P added, Compartment compartment) {
    if (compartments.get(compartment.name()) != compartment) {
      throw new IllegalArgumentException(
          "attach: compartment " + compartment.name() + " is not of population " + named());
    }
    if (ports.containsKey(port) || added.isAttached()) {
      throw new IllegalArgumentException(
          "attach: port " + port + " is attached already; make a new one with a name of its own");
    }
    added.named(named() + "." + port);
    added.attachTo(this, compartment);
    compartment.attach(added);
    ports.put(port, added);
    return added;
  }

  /// The port of that name.
  public final Port port(String port) {
    return get(ports, "port", port);
  }

  /// Names of the ports.
  public final Set<String> ports() {
    return Set.copyOf(ports.keySet());
  }

  /// How many cells fired in the last step.
  public final int spikeCount() {
    return spikeCount;
  }

  /// The cells that fired in the last step, ascending, in the first [#spikeCount] elements; the
  /// live array.
  public final int[] spikes() {
    return spikes;
  }

  /// Ports compute their factors from parameters of the cells, so they are stale too.
  @Override
  public final void changed() {
    super.changed();
    for (Port port : ports.values()) {
      port.changed();
    }
  }

  private String named() {
    return name().isEmpty() ? getClass().getSimpleName() : name();
  }

  private <T> T get(Map<String, T> all, String kind, String key) {
    T found = all.get(key);
    if (found == null) {
      throw new IllegalArgumentException(
          named() + ": no " + kind + " " + key + "; there are " + all.keySet());
    }
    return found;
  }

  // ---- For the simulation

  /// Lets a lever move a parameter; two would undo each other.
  final void claim(String array) {
    if (!claimed.add(array)) {
      throw new IllegalArgumentException(
          "Lever.parameter: "
              + array
              + " of "
              + named()
              + " has a lever already; give that one more factors and offsets");
    }
  }

  final Iterable<Port> portsInOrder() {
    return ports.values();
  }

  /// Collects input and advances one block of cells.
  final int integrate(long step, double dtMs, int from, int to) {
    for (Compartment compartment : places) {
      compartment.collect(step, from, to);
    }
    return advance(step, dtMs, from, to, spikes);
  }

  /// Moves the spikes of the blocks, `counts[k]` of block `k` from `k block` on, together.
  final void gather(int[] counts, int first, int block) {
    int total = 0;
    for (int from = 0, k = first; from < size; from += block, k++) {
      if (total != from) {
        System.arraycopy(spikes, from, spikes, total, counts[k]);
      }
      total += counts[k];
    }
    spikeCount = total;
  }

  @Override
  protected void state(Snapshot snapshot) {
    states.forEach(snapshot::array);
    parameters.forEach(snapshot::array);
    snapshot.array("spikes", spikes);
    spikeCount = Math.toIntExact(snapshot.number("spikeCount", spikeCount));
  }
}
