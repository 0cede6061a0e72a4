package cerulean.neuro;

import cerulean.neuro.StdpWindow.Pairing;

/// Plasticity by pairs of spikes.
///
///     a spike reaches the synapse:   w <- w - rate aMinus f_minus(w) y      y: trace of the target's spikes
///     the target fires:              w <- w + rate aPlus  f_plus(w)  x      x: trace of the source's spikes
///
/// then cut to `minWeight .. maxWeight`. The window is a [StdpWindow], f a [WeightDependence], moments and
/// order are those of [SynapticPlasticity]. 8 bytes a synapse beside the projection's own 8; with delays of
/// their own 12 beside 10.
///
///     sim.add("stdp", PairStdp.of(PlasticSynapses.all(synapses),
///         StdpWindow.of(0.01, 0.0105, 20, 20), WeightDependence.ADDITIVE, 0, 1));
///
/// References: S. Song, K. D. Miller & L. F. Abbott (2000), Competitive Hebbian learning through
/// spike-timing-dependent synaptic plasticity, Nature Neuroscience 3, 919-926; A. Morrison, M. Diesmann & W.
/// Gerstner (2008), Phenomenological models of synaptic plasticity based on spike timing, Biological Cybernetics 98,
/// 459-478.
public final class PairStdp extends SynapticPlasticity {

  private final StdpWindow window;
  private final WeightDependence dependence;
  private final double min;
  private final double max;
  private final Traces x;
  private final Traces y;

  private PairStdp(
      PlasticSynapses synapses,
      StdpWindow window,
      WeightDependence dependence,
      double min,
      double max) {
    super(synapses, window.coincidence());
    this.window = window;
    this.dependence = dependence;
    this.min = (float) min;
    this.max = (float) max;
    boolean nearest = window.pairing() == Pairing.NEAREST;
    x = new Traces(sourcePlaces(), window.tauPlusMs(), nearest);
    y = new Traces(synapses.target().size(), window.tauMinusMs(), nearest);
  }

  /// The rule for some synapses; it works once added to the simulation.
  ///
  /// `minWeight`, `maxWeight`: bounds in the unit of the weights
  public static PairStdp of(
      PlasticSynapses synapses,
      StdpWindow window,
      WeightDependence dependence,
      double minWeight,
      double maxWeight) {
    requireBounds(synapses, "PairStdp", minWeight, maxWeight);
    if (dependence.kind() == WeightDependence.Kind.SCALE_FREE && minWeight < 0) {
      throw new IllegalArgumentException(
          "PairStdp: scale-free changes need weights of at least 0; got minWeight " + minWeight);
    }
    return new PairStdp(synapses, window, dependence, minWeight, maxWeight);
  }

  /// Trace of the spikes of a source at the synapse `k`, now.
  public double sourceTrace(int source, int k) {
    return x.value(placeOf(source, k), lastStep());
  }

  /// Trace of the spikes of a target, now.
  public double targetTrace(int cell) {
    return y.value(cell, lastStep());
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
    double change = -rate() * window.aMinus() * y.now();
    double[] traces = y.scaled();
    if (dependence.kind() == WeightDependence.Kind.ADDITIVE) {
      Changes.row(weights, from, to, targets, shift, traces, change, (float) min, (float) max);
      return;
    }
    for (int k = from; k < to; k++) {
      double w = weights[k];
      weights[k] = cut(w + change * traces[targets[k - shift]] * weakening(w));
    }
  }

  @Override
  void fired(int target, int[] synapse, int[] place, int from, int to) {
    double change = rate() * window.aPlus() * x.now();
    double[] traces = x.scaled();
    if (dependence.kind() == WeightDependence.Kind.ADDITIVE) {
      Changes.column(weights, synapse, place, from, to, traces, change, (float) min, (float) max);
      return;
    }
    for (int n = from; n < to; n++) {
      int k = synapse[n];
      double w = weights[k];
      weights[k] = cut(w + change * traces[place[n]] * strengthening(w));
    }
  }

  private double strengthening(double w) {
    return switch (dependence.kind()) {
      case ADDITIVE -> 1;
      case MULTIPLICATIVE -> (max - w) / (max - min);
      case POWER -> Math.pow((max - w) / (max - min), dependence.plus());
      case SCALE_FREE -> Math.pow(w / dependence.reference(), dependence.plus());
    };
  }

  private double weakening(double w) {
    return switch (dependence.kind()) {
      case ADDITIVE -> 1;
      case MULTIPLICATIVE -> (w - min) / (max - min);
      case POWER -> Math.pow((w - min) / (max - min), dependence.minus());
      case SCALE_FREE -> w / dependence.reference();
    };
  }

  private float cut(double w) {
    return (float) Math.max(min, Math.min(max, w));
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
    return describe("pair STDP, %s, %s, weights %s to %s".formatted(window, dependence, min, max));
  }
}
