package cerulean.neuro;

import org.jspecify.annotations.Nullable;

/// Some sources connected with some targets: rows of targets and weights, 8 bytes a synapse, 10
/// with delays of their own.
///
/// Targets of a row are ascending, so that those of a part of the targets are one segment.
public final class SparseProjection extends Projection {

  private final int parts;

  /// Start of segment `row parts + part`; the next one's start is its end.
  private final int[] segments;

  private final int[] targets;
  private final float[] weights;

  /// Null if all synapses have the same delay.
  private final short @Nullable [] delays;

  private final int longestDelay;
  private @Nullable Columns columns;

  SparseProjection(
      Population source,
      Port target,
      String connectivity,
      int[] segments,
      int[] targets,
      float[] weights,
      short @Nullable [] delays,
      int longestDelay) {
    super(source, target, connectivity);
    this.parts = Parts.of(target.population().size());
    this.segments = segments;
    this.targets = targets;
    this.weights = weights;
    this.delays = delays;
    this.longestDelay = longestDelay;
  }

  @Override
  public long synapses() {
    return targets.length;
  }

  @Override
  public float[] weights() {
    return weights;
  }

  /// The live array of targets, in the order of the rows.
  public int[] targets() {
    return targets;
  }

  @Override
  public int rowStart(int source) {
    return segments[source * parts];
  }

  @Override
  int segmentStart(int source, int part) {
    return segments[source * parts + part];
  }

  @Override
  boolean hasOwnDelays() {
    return delays != null;
  }

  @Override
  public int targetOf(int k) {
    return targets[k];
  }

  @Override
  public int delaySteps(int k) {
    return delays == null ? longestDelay : delays[k];
  }

  @Override
  public int longestDelaySteps() {
    return longestDelay;
  }

  @Override
  public long bytes() {
    long columnBytes = columns == null ? 0 : columns.bytes();
    return 4L * segments.length
        + 8L * targets.length
        + (delays == null ? 0 : 2L * delays.length)
        + columnBytes;
  }

  /// The synapses by target; made when first asked for, 4 bytes a synapse, with their sources 8.
  public Columns columns() {
    Columns made = columns;
    if (made == null) {
      made = Columns.of(this, 0, source().size());
      columns = made;
    }
    return made;
  }

  @Override
  void deliver(long step, int fromPart, int toPart) {
    double[][] ring = target().ring();
    int[] spikes = source().spikes();
    int count = source().spikeCount();
    short[] own = delays;
    for (int s = 0; s < count; s++) {
      int cell = spikes[s];
      int from = segments[cell * parts + fromPart];
      int to = segments[cell * parts + toPart];
      if (own == null) {
        double[] slot = ring[(int) ((step + longestDelay) % ring.length)];
        addRow(targets, weights, factor(cell), slot, from, to);
      } else {
        addRow(targets, weights, own, factor(cell), ring, (int) (step % ring.length), from, to);
      }
    }
  }

  private static void addRow(
      int[] targets, float[] weights, double factor, double[] slot, int from, int to) {
    for (int k = from; k < to; k++) {
      slot[targets[k]] += factor * weights[k];
    }
  }

  private static void addRow(
      int[] targets,
      float[] weights,
      short[] delays,
      double factor,
      double[][] ring,
      int now,
      int from,
      int to) {
    int slots = ring.length;
    for (int k = from; k < to; k++) {
      int slot = now + delays[k];
      ring[slot < slots ? slot : slot - slots][targets[k]] += factor * weights[k];
    }
  }

  @Override
  long structure() {
    long hash = longestDelay;
    for (int cell : targets) {
      hash = hash * 0x9E3779B97F4A7C15L + cell;
    }
    if (delays != null) {
      for (short delay : delays) {
        hash = hash * 0x9E3779B97F4A7C15L + delay;
      }
    }
    return hash + segments.length;
  }
}
