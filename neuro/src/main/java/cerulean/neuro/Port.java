package cerulean.neuro;

import java.util.Arrays;

/// Receptors of one kind at one compartment of every cell of a population: where spikes arrive.
///
/// The dynamics of a synapse (decay, reversal, gates) are here, once per cell and not per synapse,
/// because responses that decay alike add up. Spikes in flight wait in a ring: slot `n mod slots`
/// holds, for each cell, the sum of the weights that arrive in step `n`.
///
/// A model of a receptor extends this class: [#receive] reads the arrivals of the step, advances
/// the receptor's state and adds to the compartment's input; see [CurrentPort] for the smallest.
public abstract class Port extends Component {

  private Population population;
  private Compartment compartment;
  private double[][] ring = new double[0][];

  /// Not yet attached to a population.
  @SuppressWarnings("NullAway.Init") // set by attach, which every port goes through before use
  protected Port() {}

  /// The population it is attached to.
  public final Population population() {
    return population;
  }

  /// The compartment it is attached to.
  public final Compartment compartment() {
    return compartment;
  }

  /// Unit of the weights of synapses that end here.
  public abstract String weightUnit();

  /// Whether a weight may be below 0; not so for conductances.
  public boolean takesNegativeWeights() {
    return true;
  }

  /// Works on the cells `from .. to` in step `step`: takes `arrivals`, which are cleared
  /// afterwards, and adds to the compartment.
  protected abstract void advance(double[] arrivals, int from, int to);

  /// Called when the port is attached; makes arrays of one number per cell.
  protected void attached(int size) {}

  final void attachTo(Population owner, Compartment place) {
    population = owner;
    compartment = place;
    ring = new double[2][owner.size()];
    attached(owner.size());
  }

  final boolean isAttached() {
    return ring.length > 0;
  }

  final void receive(long step, int from, int to) {
    double[] slot = ring[(int) (step % ring.length)];
    advance(slot, from, to);
    Arrays.fill(slot, from, to, 0);
  }

  /// The longest delay that the ring holds, in steps.
  final int longestDelay() {
    return ring.length - 1;
  }

  /// The ring, one array per step; a projection adds to slot `(step + delay) mod ring.length`.
  final double[][] ring() {
    return ring;
  }

  /// Makes room for delays of up to `delay` steps; what is in flight stays so. `next` is the step
  /// that comes next.
  final void reserve(int delay, long next) {
    if (delay < ring.length) {
      return;
    }
    double[][] longer = new double[delay + 1][];
    for (int k = 0; k <= delay; k++) {
      long step = next + k;
      longer[(int) (step % longer.length)] =
          k < ring.length ? ring[(int) (step % ring.length)] : new double[population.size()];
    }
    ring = longer;
  }

  @Override
  protected void state(Snapshot snapshot) {
    for (int i = 0; i < ring.length; i++) {
      snapshot.array("ring" + i, ring[i]);
    }
  }
}
