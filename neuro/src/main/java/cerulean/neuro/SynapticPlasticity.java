package cerulean.neuro;

import cerulean.tensor.Parallel;

/// A rule that changes synapses when spikes reach them and when their targets fire.
///
/// **Cost** goes with spikes: a spike of a source visits its synapses, a spike of a target those
/// that end at it, and traces cost nothing in between.
///
/// **Moments.** A spike found in step n is of the end of that step. Delays are axonal: it is at a
/// synapse of delay d when its effect on the target begins, the start of step `n + d`. A delay of
/// one step is the shortest: for the rule the spike is then at its synapses at the moment it was
/// fired, and the target, which it may make fire in the next step, is later. A spike of a target is
/// at its synapses at once.
///
/// **Order** in a step: spikes that reach synapses, in the order of sources; then spikes of
/// targets, both with the traces from before the step; then traces take in the spikes. Where the
/// rule of coincident spikes is [StdpWindow.Coincidence#PRE_FIRST], traces of sources take theirs
/// in first; with `POST_FIRST` targets work first and so do their traces.
///
/// **Threads.** Synapses are changed by parts of the targets, so that every weight sees its events
/// in the same order on any number of threads.
///
/// Weights are `float`: a change below 6e-8 of a weight is lost, one near it is rounded.
public abstract class SynapticPlasticity extends Plasticity {

  /// Synaptic events of a step below which one thread does them.
  private static final long PARALLEL_EVENTS = 4096;

  final PlasticSynapses synapses;
  final float[] weights;
  private final Population target;
  private final Arrivals arrivals;
  private final StdpWindow.Coincidence coincidence;
  private final PlasticSynapses.Incoming[] incoming;
  private final Parallel.Body body = this::workOnParts;
  private long now;
  private double rate = 1;

  SynapticPlasticity(PlasticSynapses synapses, StdpWindow.Coincidence coincidence) {
    this.synapses = synapses;
    this.coincidence = coincidence;
    weights = synapses.projection().weights();
    target = synapses.target();
    arrivals = new Arrivals(synapses);
    incoming = new PlasticSynapses.Incoming[synapses.parts()];
    for (int part = 0; part < incoming.length; part++) {
      incoming[part] = synapses.incoming();
    }
  }

  /// The synapses that it changes.
  public final PlasticSynapses synapses() {
    return synapses;
  }

  /// Factor of all changes, at first 1; below 0 it turns them round.
  public final double rate() {
    return rate;
  }

  /// Sets the factor of all changes: a lever of neuromodulators.
  public final void setRate(double factor) {
    rate = Checks.finite(name() + ": rate", factor);
  }

  /// How many places traces of sources need: one per source, or, if synapses have delays of their
  /// own, one per synapse.
  final int sourcePlaces() {
    return synapses.hasOwnDelays() ? weights.length : synapses.source().size();
  }

  /// The place of the trace of synapse `k`.
  final int placeOf(int source, int k) {
    return synapses.hasOwnDelays() ? k : source;
  }

  // ---- Written by a rule

  /// A step with spikes begins: traces go to it.
  abstract void begin(long step);

  /// Called for the parts `fromPart .. toPart` of the targets before anything else.
  void prepareParts(int fromPart, int toPart) {}

  /// The synapses `from .. to` have a spike of a source, whose traces are at `place`; the target of
  /// synapse k is `targets[k - shift]`.
  abstract void arrived(int place, int from, int to, int[] targets, int shift);

  /// A target has fired: its synapses are `synapse[from]` to `synapse[to - 1]`, the traces of their
  /// sources at `place[n]`.
  abstract void fired(int target, int[] synapse, int[] place, int from, int to);

  /// Traces of a source take a spike in.
  abstract void sourceSpike(int place);

  /// Traces of a target take a spike in.
  abstract void targetSpike(int cell);

  /// Whether synapses are reached though nobody fired; asked in every step, before [#begin].
  boolean hasWork(long step, double dtMs) {
    return false;
  }

  /// Changes that are neither at spikes of sources nor of targets, for the targets `from .. to`;
  /// after those.
  void others(PlasticSynapses.Incoming lists, int from, int to) {}

  // ---- The step

  @Override
  protected void step(long step, double dtMs) {
    work(step, dtMs);
  }

  final void work(long step, double dtMs) {
    now = step;
    arrivals.take(step);
    boolean more = hasWork(step, dtMs);
    int fired = target.spikeCount();
    if (!more && fired == 0 && !arrivals.any()) {
      return;
    }
    begin(step);
    boolean common = !arrivals.hasOwnDelays();
    boolean sourcesFirst = coincidence == StdpWindow.Coincidence.PRE_FIRST;
    if (common && sourcesFirst) {
      takeInSources();
    }
    int parts = incoming.length;
    long events =
        (arrivals.to() - arrivals.from()) * synapses.perSource() + fired * synapses.perTarget();
    if (parts > 1 && Parallel.threads() > 1 && events >= PARALLEL_EVENTS) {
      Parallel.forRange(parts, 1, body);
    } else {
      workOnParts(0, parts);
    }
    if (common && !sourcesFirst) {
      takeInSources();
    }
  }

  private void takeInSources() {
    int[] sources = arrivals.sources();
    for (int s = arrivals.from(); s < arrivals.to(); s++) {
      sourceSpike(sources[s]);
    }
  }

  private void workOnParts(int fromPart, int toPart) {
    boolean targetsFirst = coincidence == StdpWindow.Coincidence.POST_FIRST;
    prepareParts(fromPart, toPart);
    if (targetsFirst) {
      fire(fromPart, toPart);
      takeInTargets(fromPart, toPart);
    }
    if (arrivals.hasOwnDelays()) {
      for (int part = fromPart; part < toPart; part++) {
        arriveOneByOne(part);
      }
    } else {
      arrive(fromPart, toPart);
    }
    if (!targetsFirst) {
      fire(fromPart, toPart);
    }
    int size = target.size();
    others(incoming[fromPart], start(fromPart, size), start(toPart, size));
    if (!targetsFirst) {
      takeInTargets(fromPart, toPart);
    }
    if (arrivals.hasOwnDelays()) {
      for (int part = fromPart; part < toPart; part++) {
        if (coincidence != StdpWindow.Coincidence.PRE_FIRST) {
          takeInSynapses(part);
        }
        arrivals.drained(now, part);
      }
    }
  }

  private void arrive(int fromPart, int toPart) {
    Projection projection = synapses.projection();
    int[] sources = arrivals.sources();
    int[] targets = synapses.targets();
    for (int s = arrivals.from(); s < arrivals.to(); s++) {
      int source = sources[s];
      int from = projection.segmentStart(source, fromPart);
      int to = projection.segmentStart(source, toPart);
      arrived(source, from, to, targets, synapses.shift(source));
    }
  }

  private void arriveOneByOne(int part) {
    int[] pairs = arrivals.drain(now, part);
    int count = arrivals.count(now, part);
    int[] targets = synapses.targets();
    for (int e = 0; e < count; e += 2) {
      arrived(pairs[e], pairs[e], pairs[e] + 1, targets, 0);
    }
    if (coincidence == StdpWindow.Coincidence.PRE_FIRST) {
      takeInSynapses(part);
    }
  }

  private void takeInSynapses(int part) {
    int[] pairs = arrivals.arriving(now, part);
    int count = arrivals.count(now, part);
    for (int e = 0; e < count; e += 2) {
      sourceSpike(pairs[e]);
    }
  }

  private void fire(int fromPart, int toPart) {
    int count = target.spikeCount();
    if (count == 0) {
      return;
    }
    PlasticSynapses.Incoming lists = incoming[fromPart];
    int[] spikes = target.spikes();
    int first = start(fromPart, target.size());
    int end = start(toPart, target.size());
    for (int s = 0; s < count; s++) {
      int cell = spikes[s];
      if (cell >= first && cell < end) {
        lists.of(cell);
        fired(cell, lists.synapse(), lists.place(), lists.from(), lists.to());
      }
    }
  }

  private void takeInTargets(int fromPart, int toPart) {
    int count = target.spikeCount();
    int[] spikes = target.spikes();
    int first = start(fromPart, target.size());
    int end = start(toPart, target.size());
    for (int s = 0; s < count; s++) {
      if (spikes[s] >= first && spikes[s] < end) {
        targetSpike(spikes[s]);
      }
    }
  }

  private int start(int part, int size) {
    return part == incoming.length ? size : Parts.start(part, size);
  }

  @Override
  protected void state(Snapshot snapshot) {
    rate = snapshot.number("rate", rate);
    now = snapshot.number("step", now);
    arrivals.state(snapshot);
  }

  /// The last step that was worked on.
  final long lastStep() {
    return now;
  }

  /// Bytes of the rule's own arrays, the index by target included.
  public abstract long bytes();

  final String describe(String rule) {
    long count = Math.max(1, synapses.count());
    return "%s, on %s, %.1f bytes a synapse more, delays axonal"
        .formatted(rule, synapses.projection().name(), (double) bytes() / count);
  }

  /// Checks bounds and that the weights are within them; a weight is a `float`, so bounds are
  /// compared as such.
  static void requireBounds(PlasticSynapses synapses, String rule, double min, double max) {
    if (!(min < max) || !Double.isFinite(max - min)) {
      throw new IllegalArgumentException(
          rule + ": minWeight must be below maxWeight, both finite; got " + min + " and " + max);
    }
    float[] weights = synapses.projection().weights();
    for (int k = synapses.first(); k < synapses.end(); k++) {
      if (!(weights[k] >= (float) min && weights[k] <= (float) max)) {
        throw new IllegalArgumentException(
            "%s: weights must be within %s and %s from the start; synapse %d of %s has %s"
                .formatted(rule, min, max, k, synapses.projection().name(), weights[k]));
      }
    }
  }
}
