package cerulean.neuro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The place where input reaches the cells of a population: what flows into one compartment of each
/// cell during one step.
///
/// A point neuron has one, by custom named `soma`. Before a population advances, every compartment
/// collects, in this order: its [Port]s in the order they were attached, then its [Stimulus]es.
/// They add up
///
/// - `current`: in the unit of the model, pA or mV/ms
/// - `conductance`: g, in nS (only if a port needs it)
/// - `drive`: sum of g E, in pA (with `conductance`)
///
/// so that the total current into cell `i` is `current[i] + drive[i] - conductance[i] v[i]`. For a
/// model that does not ask for conductances itself ([#withConductances]) this sum, with the voltage
/// at the start of the step, is put into `current`.
public final class Compartment {

  private final String name;
  private final double[] voltage;
  private final double[] current;
  private final String unit;
  private boolean modelTakesConductances;
  private double @Nullable [] conductance;
  private double @Nullable [] drive;
  private double @Nullable [] gain;
  private boolean gainClaimed;

  private final List<Port> ports = new ArrayList<>();
  private final List<Stimulus> stimuli = new ArrayList<>();

  Compartment(String name, double[] voltage, String unit) {
    this.name = name;
    this.voltage = voltage;
    this.unit = unit;
    this.current = new double[voltage.length];
  }

  /// Leaves conductances to the model, which reads [#conductance] and [#drive] itself.
  public Compartment withConductances() {
    modelTakesConductances = true;
    return this;
  }

  /// The name, unique within the population.
  public String name() {
    return name;
  }

  /// Unit of `current`: pA or mV/ms.
  public String unit() {
    return unit;
  }

  /// Membrane voltage in mV; the live array of the population.
  public double[] voltage() {
    return voltage;
  }

  /// Current of this step; the live array.
  public double[] current() {
    return current;
  }

  /// Whether a port adds conductances.
  public boolean hasConductance() {
    return conductance != null;
  }

  /// Total synaptic conductance of this step in nS; made when first asked for.
  public double[] conductance() {
    if (conductance == null) {
      conductance = new double[voltage.length];
      drive = new double[voltage.length];
    }
    return conductance;
  }

  /// Sum of conductance times reversal voltage of this step in pA; made when first asked for.
  public double[] drive() {
    conductance();
    double[] made = drive;
    if (made == null) {
      throw new IllegalStateException("drive: not made");
    }
    return made;
  }

  /// Factor of the input of each cell, currents and conductances, from ports and stimuli alike; the
  /// live array, made, full of 1, when first asked for: a lever of neuromodulators.
  public double[] gain() {
    double[] made = gain;
    if (made == null) {
      made = new double[voltage.length];
      Arrays.fill(made, 1);
      gain = made;
    }
    return made;
  }

  /// Lets a lever move the gain; two would undo each other.
  void claimGain() {
    if (gainClaimed) {
      throw new IllegalArgumentException(
          "Lever.inputGain: compartment "
              + name
              + " has a lever already; give that one more factors and offsets");
    }
    gainClaimed = true;
  }

  /// What receives spikes here, in the order of work.
  public List<Port> ports() {
    return List.copyOf(ports);
  }

  /// What is added after the ports, in the order of work.
  public List<Stimulus> stimuli() {
    return List.copyOf(stimuli);
  }

  void attach(Port port) {
    ports.add(port);
  }

  void attach(Stimulus stimulus) {
    stimuli.add(stimulus);
  }

  /// Adds up the input of the cells `from .. to` for one step.
  void collect(long step, int from, int to) {
    Arrays.fill(current, from, to, 0);
    double[] g = conductance;
    double[] e = drive;
    if (g != null && e != null) {
      Arrays.fill(g, from, to, 0);
      Arrays.fill(e, from, to, 0);
    }
    for (int i = 0; i < ports.size(); i++) {
      ports.get(i).receive(step, from, to);
    }
    for (int i = 0; i < stimuli.size(); i++) {
      stimuli.get(i).add(current, from, to);
    }
    double[] factor = gain;
    if (factor != null) {
      scale(current, factor, from, to);
      if (g != null && e != null) {
        scale(g, factor, from, to);
        scale(e, factor, from, to);
      }
    }
    if (g != null && e != null && !modelTakesConductances) {
      fold(current, g, e, voltage, from, to);
    }
  }

  private static void scale(double[] values, double[] factor, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] *= factor[i];
    }
  }

  private static void fold(
      double[] current, double[] g, double[] drive, double[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      current[i] += drive[i] - g[i] * v[i];
    }
  }
}
