package cerulean.neuro;

/// Slow scaling of all synapses of a cell towards a rate of firing: relative strengths stay.
///
///     w' = w (targetHz - r) / (targetHz tau),     r' = -r / rateMs, r <- r + 1 / rateMs at a spike
///
/// With r held for the time between two scalings, `w <- w e^(everyMs (1 - r / targetHz) / tau)`, then cut
/// to `minWeight .. maxWeight`. A cell that is silent scales its synapses up by e in tau.
///
/// **Cost.** Weights are all touched, but only every `everyMs`; the rate is a trace, which costs nothing
/// between spikes.
///
/// References: G. G. Turrigiano et al. (1998), Activity-dependent scaling of quantal amplitude in neocortical
/// neurons, Nature 391, 892-896; M. C. W. van Rossum, G. Q. Bi & G. G. Turrigiano (2000), Stable Hebbian learning
/// from spike timing-dependent plasticity, Journal of Neuroscience 20(23), 8812-8821.
public final class SynapticScaling extends Plasticity {

  private final PlasticSynapses synapses;
  private final double targetHz;
  private final double tauMs;
  private final double rateMs;
  private final double everyMs;
  private final float min;
  private final float max;
  private final Traces rate;
  private final double[] factor;
  private long everySteps = 1;

  private SynapticScaling(
      PlasticSynapses synapses,
      double targetHz,
      double tauMs,
      double rateMs,
      double everyMs,
      double min,
      double max) {
    this.synapses = synapses;
    this.targetHz = targetHz;
    this.tauMs = tauMs;
    this.rateMs = rateMs;
    this.everyMs = everyMs;
    this.min = (float) min;
    this.max = (float) max;
    rate = new Traces(synapses.target().size(), rateMs, false);
    factor = new double[synapses.target().size()];
  }

  /// The rule for some synapses; it works once added to the simulation.
  ///
  /// - `targetHz`: rate of the targets at which weights stay, above 0
  /// - `tauMs`: time constant of scaling, above 0
  /// - `rateMs`: time constant of the average rate, above 0
  /// - `everyMs`: time between two scalings, a whole number of steps
  /// - `minWeight`, `maxWeight`: bounds in the unit of the weights
  public static SynapticScaling of(
      PlasticSynapses synapses,
      double targetHz,
      double tauMs,
      double rateMs,
      double everyMs,
      double minWeight,
      double maxWeight) {
    Checks.above0("SynapticScaling: targetHz", targetHz);
    Checks.above0("SynapticScaling: tauMs", tauMs);
    Checks.above0("SynapticScaling: rateMs", rateMs);
    Checks.above0("SynapticScaling: everyMs", everyMs);
    SynapticPlasticity.requireBounds(synapses, "SynapticScaling", minWeight, maxWeight);
    return new SynapticScaling(synapses, targetHz, tauMs, rateMs, everyMs, minWeight, maxWeight);
  }

  @Override
  protected void prepare(double dtMs) {
    rate.prepare(dtMs);
    everySteps = Math.max(1, Simulation.steps("SynapticScaling: everyMs", everyMs, dtMs));
  }

  @Override
  protected void step(long step, double dtMs) {
    Population target = synapses.target();
    boolean due = (step + 1) % everySteps == 0;
    if (target.spikeCount() > 0 || due) {
      rate.at(step);
    }
    for (int s = 0; s < target.spikeCount(); s++) {
      rate.spike(target.spikes()[s]);
    }
    if (due) {
      scale();
    }
  }

  private void scale() {
    synapses.projection().bringUpToDate();
    double perHz = 1000 / rateMs * rate.now() / targetHz;
    for (int j = 0; j < factor.length; j++) {
      factor[j] = Math.exp(everyMs / tauMs * (1 - rate.scaled()[j] * perHz));
    }
    WeightSums.scale(synapses, factor, min, max);
  }

  @Override
  protected void state(Snapshot snapshot) {
    rate.state(snapshot, "rate");
  }

  @Override
  public String description() {
    return "scaling of %s to %s Hz in %s ms, every %s ms"
        .formatted(synapses.projection().name(), targetHz, tauMs, everyMs);
  }
}
