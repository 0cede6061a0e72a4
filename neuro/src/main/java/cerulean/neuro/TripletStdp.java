package cerulean.neuro;

import cerulean.neuro.StdpWindow.Coincidence;
import cerulean.neuro.StdpWindow.Pairing;

/// Plasticity by pairs and triplets of spikes, which knows frequencies.
///
///     a spike reaches the synapse:   w <- w - rate o1 (A2- + A3- r2)      then r1, r2 take the spike in
///     the target fires:              w <- w + rate r1 (A2+ + A3+ o2)      then o1, o2 take the spike in
///
/// r1 and r2 are the fast and slow trace of the source, o1 and o2 those of the target, each from before
/// the spike; then the weight is cut to `minWeight .. maxWeight`. Coincident spikes make no pair. Parameters:
/// [TripletParameters]; moments, order and cost are those of [SynapticPlasticity].
///
/// Reference: J.-P. Pfister & W. Gerstner (2006), Triplets of spikes in a model of spike
/// timing-dependent plasticity, Journal of Neuroscience 26(38), 9673-9682.
public final class TripletStdp extends SynapticPlasticity {

  private final TripletParameters parameters;
  private final float min;
  private final float max;
  private final Traces r1;
  private final Traces r2;
  private final Traces o1;
  private final Traces o2;

  private TripletStdp(
      PlasticSynapses synapses, TripletParameters parameters, double min, double max) {
    super(synapses, Coincidence.NO_PAIR);
    this.parameters = parameters;
    this.min = (float) min;
    this.max = (float) max;
    boolean nearest = parameters.pairing() == Pairing.NEAREST;
    r1 = new Traces(sourcePlaces(), parameters.tauPlusMs(), nearest);
    r2 = new Traces(sourcePlaces(), parameters.tauXMs(), nearest);
    o1 = new Traces(synapses.target().size(), parameters.tauMinusMs(), nearest);
    o2 = new Traces(synapses.target().size(), parameters.tauYMs(), nearest);
  }

  /// The rule for some synapses; it works once added to the simulation.
  ///
  /// `minWeight`, `maxWeight`: bounds in the unit of the weights
  public static TripletStdp of(
      PlasticSynapses synapses, TripletParameters parameters, double minWeight, double maxWeight) {
    requireBounds(synapses, "TripletStdp", minWeight, maxWeight);
    return new TripletStdp(synapses, parameters, minWeight, maxWeight);
  }

  @Override
  protected void prepare(double dtMs) {
    r1.prepare(dtMs);
    r2.prepare(dtMs);
    o1.prepare(dtMs);
    o2.prepare(dtMs);
  }

  @Override
  void begin(long step) {
    r1.at(step);
    r2.at(step);
    o1.at(step);
    o2.at(step);
  }

  @Override
  void arrived(int place, int from, int to, int[] targets, int shift) {
    double slow = r2.scaled()[place] * r2.now();
    double change = -rate() * o1.now() * (parameters.a2Minus() + parameters.a3Minus() * slow);
    Changes.row(weights, from, to, targets, shift, o1.scaled(), change, min, max);
  }

  @Override
  void fired(int target, int[] synapse, int[] place, int from, int to) {
    double slow = o2.scaled()[target] * o2.now();
    double change = rate() * r1.now() * (parameters.a2Plus() + parameters.a3Plus() * slow);
    Changes.column(weights, synapse, place, from, to, r1.scaled(), change, min, max);
  }

  @Override
  void sourceSpike(int place) {
    r1.spike(place);
    r2.spike(place);
  }

  @Override
  void targetSpike(int cell) {
    o1.spike(cell);
    o2.spike(cell);
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    r1.state(snapshot, "r1");
    r2.state(snapshot, "r2");
    o1.state(snapshot, "o1");
    o2.state(snapshot, "o2");
  }

  @Override
  public long bytes() {
    return synapses.bytes() + r1.bytes() + r2.bytes() + o1.bytes() + o2.bytes();
  }

  @Override
  public String description() {
    return describe("triplet STDP, %s, weights %s to %s".formatted(parameters, min, max));
  }
}
