package cerulean.neuro;

import cerulean.neuro.StdpWindow.Coincidence;

/// Plasticity of inhibitory synapses that brings every target to a rate of its own accord.
///
///     a spike reaches the synapse:   w <- w + eta (y - alpha),   alpha = 2 targetHz tau
///     the target fires:              w <- w + eta x
///
/// then cut to `0 .. maxWeight`. x and y are traces of source and target with one time constant: spikes
/// within it strengthen, in whatever order; a spike of the source alone weakens. At `targetHz` the two
/// are in balance. Coincident spikes make no pair. Moments, order and cost are those of [SynapticPlasticity].
///
/// Reference: T. P. Vogels, H. Sprekeler, F. Zenke, C. Clopath & W. Gerstner (2011), Inhibitory
/// plasticity balances excitation and inhibition in sensory pathways and memory networks, Science 334, 1569-1573.
public final class InhibitoryStdp extends SynapticPlasticity {

  private final double eta;
  private final double targetHz;
  private final double tauMs;
  private final float max;
  private final Traces x;
  private final Traces y;

  private InhibitoryStdp(
      PlasticSynapses synapses, double eta, double targetHz, double tauMs, double max) {
    super(synapses, Coincidence.NO_PAIR);
    this.eta = eta;
    this.targetHz = targetHz;
    this.tauMs = tauMs;
    this.max = (float) max;
    x = new Traces(sourcePlaces(), tauMs, false);
    y = new Traces(synapses.target().size(), tauMs, false);
  }

  /// The rule for some synapses; it works once added to the simulation.
  ///
  /// - `eta`: learning rate in the unit of the weights, above 0
  /// - `targetHz`: rate of the targets at which weights stay, at least 0
  /// - `tauMs`: time constant of the traces, above 0; 20 in the paper
  /// - `maxWeight`: above 0
  public static InhibitoryStdp of(
      PlasticSynapses synapses, double eta, double targetHz, double tauMs, double maxWeight) {
    Checks.above0("InhibitoryStdp: eta", eta);
    Checks.atLeast0("InhibitoryStdp: targetHz", targetHz);
    Checks.above0("InhibitoryStdp: tauMs", tauMs);
    requireBounds(synapses, "InhibitoryStdp", 0, maxWeight);
    return new InhibitoryStdp(synapses, eta, targetHz, tauMs, maxWeight);
  }

  @Override
  protected void prepare(double dtMs) {
    x.prepare(dtMs);
    y.prepare(dtMs);
  }

  @Override
  void begin(long step) {
    x.at(step);
    y.at(step);
  }

  @Override
  void arrived(int place, int from, int to, int[] targets, int shift) {
    double[] traces = y.scaled();
    double now = y.now();
    double step = rate() * eta;
    double alpha = 2 * targetHz * tauMs / 1000;
    for (int k = from; k < to; k++) {
      float w = (float) (weights[k] + step * (traces[targets[k - shift]] * now - alpha));
      weights[k] = Math.max(0, Math.min(max, w));
    }
  }

  @Override
  void fired(int target, int[] synapse, int[] place, int from, int to) {
    Changes.column(weights, synapse, place, from, to, x.scaled(), rate() * eta * x.now(), 0, max);
  }

  @Override
  void sourceSpike(int place) {
    x.spike(place);
  }

  @Override
  void targetSpike(int cell) {
    y.spike(cell);
  }

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    x.state(snapshot, "x");
    y.state(snapshot, "y");
  }

  @Override
  public long bytes() {
    return synapses.bytes() + x.bytes() + y.bytes();
  }

  @Override
  public String description() {
    return describe(
        "inhibitory STDP to %s Hz, eta %s, traces of %s ms, weights 0 to %s"
            .formatted(targetHz, eta, tauMs, max));
  }
}
