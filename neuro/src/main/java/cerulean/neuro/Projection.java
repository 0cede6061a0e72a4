package cerulean.neuro;

import org.jspecify.annotations.Nullable;

/// Synapses from the cells of one population to one port of another, or of the same.
///
/// A spike of a source found in step n adds `strength x efficacy[source] x weight` to the port in
/// step `n + delay` of each of its synapses. Weights are `float`, at rest in memory; sums are
/// `double`.
///
/// Sums are the same whatever the number of threads: work is cut by targets, and a target gets its
/// terms in the order of projections, then of sources, then of synapses.
public abstract sealed class Projection extends Component
    permits SparseProjection, DenseProjection {

  private final Population source;
  private final Port target;
  private final String connectivity;
  private double strength = 1;
  private double @Nullable [] efficacy;
  private @Nullable ThreeFactorStdp behind;

  Projection(Population source, Port target, String connectivity) {
    this.source = source;
    this.target = target;
    this.connectivity = connectivity;
  }

  /// Where spikes come from.
  public final Population source() {
    return source;
  }

  /// Where they arrive.
  public final Port target() {
    return target;
  }

  /// Number of synapses.
  public abstract long synapses();

  /// The live array of weights, in the order of the rows.
  public abstract float[] weights();

  /// Index of the first synapse of a source in [#weights]; those of source i end where those of `i
  /// + 1` begin, and `rowStart(source().size())` is the number of synapses.
  public abstract int rowStart(int source);

  /// Target of synapse `k`, a number from [#rowStart] on.
  public abstract int targetOf(int k);

  /// Delay of synapse `k` in steps.
  public abstract int delaySteps(int k);

  /// The longest delay in steps.
  public abstract int longestDelaySteps();

  /// Index of the first synapse of a source into a part of the targets ([Parts]); that of part
  /// `parts` is where the row ends.
  abstract int segmentStart(int source, int part);

  /// Whether synapses have delays of their own.
  abstract boolean hasOwnDelays();

  /// Bytes of indices, weights and delays.
  public abstract long bytes();

  /// The weight between two cells now, several synapses added up; a sentence if there is none.
  public final double weight(int from, int to) {
    double sum = 0;
    for (int k = synapse(from, to); k < rowStart(from + 1) && targetOf(k) == to; k++) {
      sum += weightNow(k);
    }
    return sum;
  }

  /// Index of the first synapse between two cells, others follow it; a sentence if there is none.
  public final int synapse(int from, int to) {
    if (from >= 0 && from < source.size() && to >= 0 && to < target.population().size()) {
      for (int k = rowStart(from); k < rowStart(from + 1); k++) {
        if (targetOf(k) == to) {
          return k;
        }
      }
    }
    throw noSynapse(from, to);
  }

  /// The weight of synapse `k` now.
  ///
  /// [#weights] has the same, unless a rule keeps weights behind until they are needed
  /// ([ThreeFactorStdp]); reading changes nothing.
  public final float weightNow(int k) {
    return behind == null ? weights()[k] : behind.weightNow(k);
  }

  /// All weights now, in the order of [#weights]; a copy.
  public final float[] weightsNow() {
    float[] now = weights().clone();
    if (behind != null) {
      for (int k = 0; k < now.length; k++) {
        now[k] = behind.weightNow(k);
      }
    }
    return now;
  }

  /// Brings all weights up to date, for a rule that changes them all.
  final void bringUpToDate() {
    if (behind != null) {
      behind.bringUpToDate();
    }
  }

  /// Says that a rule keeps weights behind; one may.
  final void keptBehindBy(ThreeFactorStdp rule) {
    if (behind != null) {
      throw new IllegalArgumentException(
          "ThreeFactorStdp: "
              + name()
              + " has a three-factor rule already; add the gates up or multiply them in one rule");
    }
    behind = rule;
  }

  private IllegalArgumentException noSynapse(int from, int to) {
    return new IllegalArgumentException(
        name() + ": no synapse from cell " + from + " to cell " + to + "; look at targetOf");
  }

  /// Factor of all weights at delivery, at first 1.
  public final double strength() {
    return strength;
  }

  /// Sets the factor of all weights at delivery: a lever of neuromodulators.
  public final void setStrength(double factor) {
    strength = Checks.finite(name() + ": strength", factor);
  }

  /// The live array of a factor per source, for short-term plasticity; made, full of 1, when first
  /// asked for.
  public final double[] efficacy() {
    double[] made = efficacy;
    if (made == null) {
      made = new double[source.size()];
      java.util.Arrays.fill(made, 1);
      efficacy = made;
    }
    return made;
  }

  /// Factor of the spikes of one source.
  final double factor(int cell) {
    double[] own = efficacy;
    return own == null ? strength : strength * own[cell];
  }

  /// Delivers the spikes that the source has in step `step` to the targets of the parts `fromPart
  /// .. toPart` of [Parts].
  abstract void deliver(long step, int fromPart, int toPart);

  /// Hash of targets and delays: a file of another network is refused by it.
  abstract long structure();

  @Override
  protected void state(Snapshot snapshot) {
    snapshot.array("weights", weights());
    strength = snapshot.number("strength", strength);
    if (efficacy != null) {
      snapshot.array("efficacy", efficacy);
    }
    long mine = structure();
    if (snapshot.number("structure", mine) != mine) {
      throw new IllegalArgumentException(
          "load: "
              + name()
              + " has other synapses than the file; build the same network"
              + " with the same seed before loading");
    }
  }

  @Override
  public String description() {
    long synapses = synapses();
    return "%s to %s, %s, %d synapses, %.1f bytes each"
        .formatted(
            source.name(),
            target.name(),
            connectivity,
            synapses,
            synapses == 0 ? 0 : (double) bytes() / synapses);
  }
}
