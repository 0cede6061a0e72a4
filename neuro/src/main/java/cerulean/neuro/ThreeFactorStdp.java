package cerulean.neuro;

import cerulean.neuro.StdpWindow.Pairing;
import cerulean.tensor.Parallel;

/// Plasticity by three factors: pairs of spikes leave a trace at the synapse, and a modulator makes it a
/// change of the weight.
///
///     a spike reaches the synapse:   c <- c - aMinus y
///     the target fires:              c <- c + aPlus x
///     c' = -c / tau_c                eligibility
///     w' = rate M(t) c               per ms; cut to minWeight .. maxWeight
///
/// M is the gate, any [Signal]: dopamine above its tonic level makes DA-STDP, a [RewardSignal] (reward less
/// its mean) R-STDP, a [TemporalDifference] TD-STDP; products of signals need several modulators at once. It
/// may be below 0. The window is a [StdpWindow], moments and order are those of [SynapticPlasticity].
///
/// **Cost.** Eligibility and weight of a synapse are brought up to date only when a spike visits it: c
/// is stored times `e^(t / tau_c)`, so that it need not decay, and the integral of `M e^(-t / tau_c)` is one
/// number per step for all synapses. Every 16 tau_c, at most [#LONGEST_PERIOD] steps, all are brought up to
/// date. Between visits weights are behind; [Projection#weightNow], [Projection#weightsNow] and
/// [Projection#weight] say what they are now and change nothing. A spike is delivered with the weight
/// that its synapse has in its step. Bounds are applied when a synapse is brought up to date.
///
/// **Integration.** Exact for an M that is constant during each step; a [Neuromodulator] gives its
/// mean over the step, which leaves a relative error of `dt² / (12 tau_c tau_d)`.
///
/// 16 bytes a synapse (eligibility, time, index by target) beside the projection's own 8.
///
/// References: E. M. Izhikevich (2007), Solving the distal reward problem through linkage of STDP and
/// dopamine signaling, Cerebral Cortex 17, 2443-2452; N. Frémaux & W. Gerstner (2016), Neuromodulated
/// spike-timing-dependent plasticity, and theory of three-factor learning rules, Frontiers in Neural Circuits 9, 85.
public final class ThreeFactorStdp extends SynapticPlasticity {

  /// Steps after which all synapses are brought up to date at the latest.
  public static final int LONGEST_PERIOD = 4096;

  /// Time constants after which all synapses are brought up to date: e^16 is 9e6, so that the
  /// integral has 9 digits left of its 16.
  private static final int PERIOD = 16;

  private static final int GRAIN = 1 << 14;

  private final StdpWindow window;
  private final double tauMs;
  private final Signal gate;
  private final float min;
  private final float max;
  private final Traces x;
  private final Traces y;

  /// Eligibility times `e^(t / tau)`, t from the start of the period; and the step of the last
  /// visit.
  private final float[] eligibility;

  private final int[] visited;
  private final int first;

  /// Integral of `rate M e^(-t / tau)` from the start of the period to each step.
  private double[] integral = new double[0];

  /// e^(-t / tau) at each step of the period.
  private double[] decay = new double[0];

  private double heldMs;
  private int period;

  /// Steps since the period began.
  private int now;

  private final Parallel.Body bringUpToDate = this::bringUpToDate;

  private ThreeFactorStdp(
      PlasticSynapses synapses,
      StdpWindow window,
      double tauMs,
      Signal gate,
      double min,
      double max) {
    super(synapses, window.coincidence());
    this.window = window;
    this.tauMs = tauMs;
    this.gate = gate;
    this.min = (float) min;
    this.max = (float) max;
    boolean nearest = window.pairing() == Pairing.NEAREST;
    x = new Traces(sourcePlaces(), window.tauPlusMs(), nearest);
    y = new Traces(synapses.target().size(), window.tauMinusMs(), nearest);
    first = synapses.first();
    eligibility = new float[synapses.count()];
    visited = new int[synapses.count()];
    synapses.projection().keptBehindBy(this);
  }

  /// The rule for some synapses; it works once added to the simulation.
  ///
  /// - `window`: what a pair of spikes adds to the eligibility
  /// - `eligibilityMs`: tau_c, above 0 and at least one step
  /// - `gate`: M, read once in every step
  /// - `minWeight`, `maxWeight`: bounds in the unit of the weights
  public static ThreeFactorStdp of(
      PlasticSynapses synapses,
      StdpWindow window,
      double eligibilityMs,
      Signal gate,
      double minWeight,
      double maxWeight) {
    Checks.above0("ThreeFactorStdp: eligibilityMs", eligibilityMs);
    requireBounds(synapses, "ThreeFactorStdp", minWeight, maxWeight);
    return new ThreeFactorStdp(synapses, window, eligibilityMs, gate, minWeight, maxWeight);
  }

  /// Eligibility of synapse `k` now; reading changes nothing.
  public double eligibility(int k) {
    return eligibility[requirePlastic(k) - first] * Math.exp(-now * dtOverTau());
  }

  private double dtOverTau() {
    return decay.length < 2 ? 0 : -Math.log(decay[1]);
  }

  private int requirePlastic(int k) {
    if (k < first || k >= first + eligibility.length) {
      throw new IllegalArgumentException(
          "%s: synapse %d is not plastic; those from %d to %d are"
              .formatted(name(), k, first, first + eligibility.length - 1));
    }
    return k;
  }

  /// The weight of synapse `k` now.
  float weightNow(int k) {
    if (k < first || k >= first + eligibility.length || now == 0) {
      return weights[k];
    }
    return upToDate(k, integral[now]);
  }

  private float upToDate(int k, double integralNow) {
    int own = k - first;
    float w = (float) (weights[k] + eligibility[own] * (integralNow - integral[visited[own]]));
    return Math.max(min, Math.min(max, w));
  }

  @Override
  protected void prepare(double dtMs) {
    if (tauMs < dtMs) {
      throw new IllegalArgumentException(
          "ThreeFactorStdp: eligibilityMs must be at least one step, "
              + dtMs
              + " ms; got "
              + tauMs);
    }
    x.prepare(dtMs);
    y.prepare(dtMs);
    heldMs = -Math.expm1(-dtMs / tauMs) * tauMs;
    makePeriod((int) Math.min(LONGEST_PERIOD, PERIOD * tauMs / dtMs));
    for (int n = 0; n <= period; n++) {
      decay[n] = Math.exp(-n * dtMs / tauMs);
    }
  }

  private void makePeriod(int steps) {
    if (steps != period) {
      period = steps;
      integral = new double[steps + 1];
      decay = new double[steps + 1];
    }
  }

  @Override
  protected void beforeDelivery(long step, double dtMs) {
    double change = rate() * gate.value();
    if (Double.isNaN(change)) {
      throw new IllegalStateException(
          "run: the gate of " + name() + " is not a number in step " + step);
    }
    integral[now + 1] = integral[now] + change * decay[now] * heldMs;
    now++;
    work(step, dtMs);
    if (now == period) {
      bringUpToDate();
      now = 0;
    }
  }

  @Override
  protected void step(long step, double dtMs) {}

  /// Brings all weights up to date; their eligibilities then count from this step.
  void bringUpToDate() {
    if (now > 0) {
      Parallel.forRange(eligibility.length, GRAIN, bringUpToDate);
      integral[0] = 0;
      now = 0;
    }
  }

  private void bringUpToDate(int from, int to) {
    float factor = (float) decay[now];
    for (int k = from; k < to; k++) {
      weights[first + k] = upToDate(first + k, integral[now]);
      eligibility[k] *= factor;
      visited[k] = 0;
    }
  }

  /// Sources whose spikes are on their way: they leave with the weight of now.
  @Override
  boolean hasWork(long step, double dtMs) {
    return synapses.projection().longestDelaySteps() > 1 && synapses.source().spikeCount() > 0;
  }

  @Override
  void prepareParts(int fromPart, int toPart) {
    if (synapses.projection().longestDelaySteps() == 1) {
      return; // arrived brings them up to date
    }
    Population source = synapses.source();
    for (int s = 0; s < source.spikeCount(); s++) {
      int cell = source.spikes()[s];
      if (cell >= synapses.firstSource() && cell < synapses.endSource()) {
        int end = synapses.projection().segmentStart(cell, toPart);
        for (int k = synapses.projection().segmentStart(cell, fromPart); k < end; k++) {
          weights[k] = upToDate(k, integral[now]);
          visited[k - first] = now;
        }
      }
    }
  }

  @Override
  void begin(long step) {
    x.at(step);
    y.at(step);
  }

  @Override
  void arrived(int place, int from, int to, int[] targets, int shift) {
    double change = -window.aMinus() * y.now() / decay[now];
    double[] traces = y.scaled();
    double reached = integral[now];
    for (int k = from; k < to; k++) {
      weights[k] = upToDate(k, reached);
      visited[k - first] = now;
      eligibility[k - first] += (float) (change * traces[targets[k - shift]]);
    }
  }

  @Override
  void fired(int target, int[] synapse, int[] place, int from, int to) {
    double change = window.aPlus() * x.now() / decay[now];
    double[] traces = x.scaled();
    double reached = integral[now];
    for (int n = from; n < to; n++) {
      int k = synapse[n];
      weights[k] = upToDate(k, reached);
      visited[k - first] = now;
      eligibility[k - first] += (float) (change * traces[place[n]]);
    }
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
    snapshot.array("eligibility", eligibility);
    snapshot.array("visited", visited);
    int saved = Math.toIntExact(snapshot.number("period", period));
    if (saved < 0 || saved > LONGEST_PERIOD) {
      throw damaged();
    }
    makePeriod(saved);
    now = Math.toIntExact(snapshot.number("now", now));
    snapshot.array("integral", integral);
    for (int step : visited) {
      if (step < 0 || step > now) {
        throw damaged();
      }
    }
    if (now < 0 || now > period) {
      throw damaged();
    }
  }

  private IllegalArgumentException damaged() {
    return new IllegalArgumentException(
        "load: times of " + name() + " are outside of its period; the file is damaged");
  }

  @Override
  public long bytes() {
    return synapses.bytes() + x.bytes() + y.bytes() + 8L * eligibility.length;
  }

  @Override
  public String description() {
    return describe(
        "three-factor STDP, %s, eligibility %s ms, weights %s to %s"
            .formatted(window, tauMs, min, max));
  }
}
