package cerulean.neuro;

import cerulean.neuro.StdpWindow.Coincidence;

/// Plasticity by spikes of the source and the voltage of the target.
///
///     a spike reaches the synapse:   w <- w - rate A_LTD (m - theta_-)+
///     in every step:                 w <- w + rate A_LTP x (u - theta_+)+ (p - theta_-)+ dt
///     m' = (u - m) / tau_-,   p' = (u - p) / tau_+,   x' = -x / tau_x, x <- x + 1 / tau_x at a spike
///
/// then cut to `minWeight .. maxWeight`. u is the voltage of the target's compartment that the synapse is
/// at, at the end of the step; `( )+` is 0 below 0. Parameters: [VoltageStdpParameters].
///
/// **Homeostasis.** With a reference voltage ([#withReference]) A_LTD is multiplied by `h² / reference²`,
/// where h is a slow average of `m - theta_-` over 1 s and more: who is depolarised for long weakens its
/// synapses.
///
/// **Cost.** Averages are advanced for every target in every step, the voltage of the start of a step held
/// for its length, which is exact for spikes of constant voltage. Strengthening visits the synapses of
/// those targets whose voltage is above theta_+, that is, during spikes. Moments and order are those
/// of [SynapticPlasticity]; strengthening comes after weakening, with x from before the step's spikes.
///
/// Reference: C. Clopath, L. Büsing, E. Vasilaki & W. Gerstner (2010), Connectivity reflects coding: a
/// model of voltage-based STDP with homeostasis, Nature Neuroscience 13, 344-352.
public final class VoltageStdp extends SynapticPlasticity {

  private final VoltageStdpParameters parameters;
  private final float min;
  private final float max;
  private final double[] voltage;
  private final Traces x;

  /// Voltage at the end of the last step, and its averages.
  private final double[] seen;

  private final double[] m;
  private final double[] p;

  /// Slow average of m - theta_-.
  private final double[] slow;

  /// Averages of the last steps, so that they can be read when they are old.
  private double[] ring = new double[0];

  private int delaySteps = -1;
  private final double[] spikeLeft;

  private double referenceMv;
  private double slowMs = 1000;
  private double decayM;
  private double decayP;
  private double decaySlow;
  private double dt;
  private long spikeSteps;

  /// Targets above theta_+ in this step, and what strengthens their synapses.
  private final int[] depolarised;

  private final double[] strength;
  private int depolarisedCount;
  private int slot;

  private VoltageStdp(
      PlasticSynapses synapses, VoltageStdpParameters parameters, double min, double max) {
    super(synapses, Coincidence.NO_PAIR);
    this.parameters = parameters;
    this.min = (float) min;
    this.max = (float) max;
    voltage = synapses.projection().target().compartment().voltage();
    int size = voltage.length;
    x = new Traces(sourcePlaces(), parameters.tauXMs(), false);
    seen = voltage.clone();
    m = voltage.clone();
    p = voltage.clone();
    slow = new double[size];
    spikeLeft = new double[size];
    depolarised = new int[size];
    strength = new double[size];
  }

  /// The rule for some synapses; it works once added to the simulation. Averages start at the
  /// voltages the cells have now.
  ///
  /// `minWeight`, `maxWeight`: bounds in the unit of the weights
  public static VoltageStdp of(
      PlasticSynapses synapses,
      VoltageStdpParameters parameters,
      double minWeight,
      double maxWeight) {
    requireBounds(synapses, "VoltageStdp", minWeight, maxWeight);
    return new VoltageStdp(synapses, parameters, minWeight, maxWeight);
  }

  /// Makes weakening homeostatic.
  ///
  /// - `mv`: mean depolarisation above theta_- at which A_LTD is as given, above 0
  /// - `averageMs`: time constant of the slow average, above 0
  public VoltageStdp withReference(double mv, double averageMs) {
    referenceMv = Checks.above0("VoltageStdp.withReference: mv", mv);
    slowMs = Checks.above0("VoltageStdp.withReference: averageMs", averageMs);
    java.util.Arrays.fill(slow, mv);
    return this;
  }

  /// The average of the voltage that weakens, of a target, now, in mV.
  public double minusAverageMv(int cell) {
    return m[cell];
  }

  /// The average of the voltage that strengthens, of a target, now, in mV.
  public double plusAverageMv(int cell) {
    return p[cell];
  }

  @Override
  protected void prepare(double dtMs) {
    x.prepare(dtMs);
    dt = dtMs;
    decayM = Math.exp(-dtMs / parameters.tauMinusMs());
    decayP = Math.exp(-dtMs / parameters.tauPlusMs());
    decaySlow = Math.exp(-dtMs / slowMs);
    spikeSteps = Math.round(parameters.spikeMs() / dtMs);
    int steps = Math.toIntExact(Math.round(parameters.delayMs() / dtMs));
    if (steps != delaySteps) {
      makeRing(steps);
    }
  }

  /// Slots of m and p of one step; older ones than the simulation are as at its start.
  private void makeRing(int steps) {
    int size = m.length;
    delaySteps = steps;
    ring = new double[2 * size * (steps + 1)];
    for (int s = 0; s <= steps; s++) {
      System.arraycopy(m, 0, ring, 2 * s * size, size);
      System.arraycopy(p, 0, ring, (2 * s + 1) * size, size);
    }
  }

  @Override
  boolean hasWork(long step, double dtMs) {
    if (spikeSteps > 0) {
      Population target = synapses.target();
      for (int s = 0; s < target.spikeCount(); s++) {
        spikeLeft[target.spikes()[s]] = spikeSteps;
      }
    }
    int size = m.length;
    average(seen, m, decayM, size);
    average(seen, p, decayP, size);
    if (referenceMv > 0) {
      averageAbove(m, parameters.thetaMinusMv(), slow, decaySlow, size);
    }
    for (int j = 0; j < size; j++) {
      boolean inSpike = spikeLeft[j] > 0;
      seen[j] = inSpike ? parameters.spikeMv() : voltage[j];
      spikeLeft[j] -= inSpike ? 1 : 0;
    }
    System.arraycopy(m, 0, ring, 2 * slot * size, size);
    System.arraycopy(p, 0, ring, (2 * slot + 1) * size, size);
    slot = slot == delaySteps ? 0 : slot + 1; // now the oldest
    findDepolarised(size);
    return depolarisedCount > 0;
  }

  private static void average(double[] seen, double[] average, double decay, int size) {
    for (int j = 0; j < size; j++) {
      average[j] = seen[j] + decay * (average[j] - seen[j]);
    }
  }

  private static void averageAbove(
      double[] m, double theta, double[] slow, double decay, int size) {
    for (int j = 0; j < size; j++) {
      double above = m[j] - theta;
      slow[j] = above + decay * (slow[j] - above);
    }
  }

  private void findDepolarised(int size) {
    double thetaPlus = parameters.thetaPlusMv();
    double thetaMinus = parameters.thetaMinusMv();
    int oldP = (2 * slot + 1) * size;
    int count = 0;
    for (int j = 0; j < size; j++) {
      if (seen[j] > thetaPlus && ring[oldP + j] > thetaMinus) {
        depolarised[count] = j;
        strength[count++] = (seen[j] - thetaPlus) * (ring[oldP + j] - thetaMinus);
      }
    }
    depolarisedCount = count;
  }

  @Override
  void begin(long step) {
    x.at(step);
  }

  @Override
  void arrived(int place, int from, int to, int[] targets, int shift) {
    int old = 2 * slot * m.length;
    double theta = parameters.thetaMinusMv();
    double step = rate() * parameters.aLtd();
    double perReference = referenceMv > 0 ? 1 / (referenceMv * referenceMv) : 0;
    for (int k = from; k < to; k++) {
      int j = targets[k - shift];
      double homeostasis = referenceMv > 0 ? slow[j] * slow[j] * perReference : 1;
      double above = Math.max(0, ring[old + j] - theta);
      float w = (float) (weights[k] - step * homeostasis * above);
      weights[k] = Math.max(min, Math.min(max, w));
    }
  }

  @Override
  void fired(int target, int[] synapse, int[] place, int from, int to) {}

  @Override
  void others(PlasticSynapses.Incoming lists, int fromCell, int toCell) {
    double step = rate() * parameters.aLtp() * dt * x.now() / parameters.tauXMs();
    int[] place = lists.place();
    for (int n = 0; n < depolarisedCount; n++) {
      int cell = depolarised[n];
      if (cell >= fromCell && cell < toCell) {
        lists.of(cell);
        Changes.column(
            weights,
            lists.synapse(),
            place,
            lists.from(),
            lists.to(),
            x.scaled(),
            step * strength[n],
            min,
            max);
      }
    }
  }

  @Override
  void sourceSpike(int place) {
    x.spike(place);
  }

  @Override
  void targetSpike(int cell) {}

  @Override
  protected void state(Snapshot snapshot) {
    super.state(snapshot);
    x.state(snapshot, "x");
    snapshot.array("seen", seen);
    snapshot.array("m", m);
    snapshot.array("p", p);
    snapshot.array("slow", slow);
    snapshot.array("spikeLeft", spikeLeft);
    int steps = Math.toIntExact(snapshot.number("delaySteps", delaySteps));
    if (steps != delaySteps && steps >= 0) {
      makeRing(steps);
    }
    slot = Math.toIntExact(snapshot.number("slot", slot));
    snapshot.array("ring", ring);
  }

  @Override
  public long bytes() {
    return synapses.bytes() + x.bytes() + 8L * (ring.length + 7L * m.length);
  }

  @Override
  public String description() {
    return describe("voltage STDP, %s, weights %s to %s".formatted(parameters, min, max));
  }
}
