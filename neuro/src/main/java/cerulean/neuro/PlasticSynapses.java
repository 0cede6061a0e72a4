package cerulean.neuro;

import org.jspecify.annotations.Nullable;

/// The synapses of a projection that a rule changes: all, or those of some sources.
///
///     PlasticSynapses.all(projection)
///     PlasticSynapses.from(recurrent, 0, 800)     // the excitatory cells of a mixed population
///
/// Finds synapses by source and by target. The index by target takes 8 bytes a synapse, 4 where delays
/// differ and traces are per synapse; a projection without indices (all to all) needs none.
public final class PlasticSynapses {

  private final Projection projection;
  private final int firstSource;
  private final int endSource;
  private final @Nullable Columns columns;
  private final int[] targets;
  private final boolean dense;

  private PlasticSynapses(Projection projection, int firstSource, int endSource) {
    this.projection = projection;
    this.firstSource = firstSource;
    this.endSource = endSource;
    if (projection instanceof SparseProjection sparse) {
      boolean all = firstSource == 0 && endSource == projection.source().size();
      columns = all ? sparse.columns() : Columns.of(sparse, firstSource, endSource);
      targets = sparse.targets();
      dense = false;
    } else {
      columns = null;
      targets = new int[projection.target().population().size()];
      for (int j = 0; j < targets.length; j++) {
        targets[j] = j;
      }
      dense = true;
    }
  }

  /// All synapses of a projection.
  public static PlasticSynapses all(Projection projection) {
    return new PlasticSynapses(projection, 0, projection.source().size());
  }

  /// The synapses of the sources `firstSource .. endSource`.
  public static PlasticSynapses from(Projection projection, int firstSource, int endSource) {
    if (firstSource < 0 || endSource < firstSource || endSource > projection.source().size()) {
      throw new IllegalArgumentException(
          "PlasticSynapses.from: sources must be within 0 and "
              + projection.source().size()
              + "; got "
              + firstSource
              + " to "
              + endSource);
    }
    return new PlasticSynapses(projection, firstSource, endSource);
  }

  /// The projection.
  public Projection projection() {
    return projection;
  }

  /// The first of the sources.
  public int firstSource() {
    return firstSource;
  }

  /// One more than the last of the sources.
  public int endSource() {
    return endSource;
  }

  /// Index of the first of the synapses in [Projection#weights].
  public int first() {
    return projection.rowStart(firstSource);
  }

  /// One more than the index of the last of the synapses.
  public int end() {
    return projection.rowStart(endSource);
  }

  /// Number of synapses.
  public int count() {
    return end() - first();
  }

  Population source() {
    return projection.source();
  }

  Population target() {
    return projection.target().population();
  }

  int parts() {
    return Parts.of(target().size());
  }

  boolean hasOwnDelays() {
    return projection.hasOwnDelays();
  }

  /// Targets of the synapses: that of synapse k of a source is `targets()[k - shift(source)]`.
  int[] targets() {
    return targets;
  }

  int shift(int source) {
    return dense ? projection.rowStart(source) : 0;
  }

  /// Synapses per source, about.
  long perSource() {
    return endSource == firstSource ? 0 : count() / (endSource - firstSource);
  }

  /// Synapses per target, about.
  long perTarget() {
    return target().size() == 0 ? 0 : count() / target().size();
  }

  /// Bytes of the index by target.
  long bytes() {
    return columns == null ? 4L * targets.length : columns.bytes();
  }

  /// Lists the synapses of a target one after the other; for one thread.
  Incoming incoming() {
    return new Incoming();
  }

  /// The synapses of one target: number n of [#from] to [#to] is `synapse()[n]`, and the traces of
  /// its source are at `place()[n]`: at the source, or, with delays of their own, at the synapse.
  final class Incoming {
    private int[] synapse;
    private int[] place;
    private int from;
    private int to;

    private Incoming() {
      if (columns != null) {
        synapse = columns.synapse();
        place = hasOwnDelays() ? synapse : columns.source();
      } else {
        synapse = new int[endSource - firstSource];
        place = new int[synapse.length];
        for (int n = 0; n < place.length; n++) {
          place[n] = firstSource + n;
        }
        to = place.length;
      }
    }

    void of(int target) {
      Columns index = columns;
      if (index != null) {
        from = index.start()[target];
        to = index.start()[target + 1];
      } else {
        int width = targets.length;
        for (int n = 0; n < synapse.length; n++) {
          synapse[n] = (firstSource + n) * width + target;
        }
      }
    }

    int[] synapse() {
      return synapse;
    }

    int[] place() {
      return place;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }
  }
}
