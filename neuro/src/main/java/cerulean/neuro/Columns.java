package cerulean.neuro;

import org.jspecify.annotations.Nullable;

/// The synapses of a [SparseProjection] by target, for rules that work when the target fires.
///
/// Those of cell `j` are number `start()[j]` to `start()[j + 1] - 1`; number n is synapse
/// `synapse()[n]` of [Projection#weights], from cell `source()[n]`. Sources of one target are
/// ascending. Arrays are the live ones; nobody changes them.
public final class Columns {

  private final SparseProjection rows;
  private final int firstSource;
  private final int endSource;
  private final int[] start;
  private final int[] synapse;
  private int @Nullable [] source;

  private Columns(SparseProjection rows, int firstSource, int endSource) {
    this.rows = rows;
    this.firstSource = firstSource;
    this.endSource = endSource;
    int[] targets = rows.targets();
    start = new int[rows.target().population().size() + 1];
    int end = rows.rowStart(endSource);
    for (int k = rows.rowStart(firstSource); k < end; k++) {
      start[targets[k] + 1]++;
    }
    for (int j = 1; j < start.length; j++) {
      start[j] += start[j - 1];
    }
    int[] next = start.clone();
    synapse = new int[end - rows.rowStart(firstSource)];
    for (int k = rows.rowStart(firstSource); k < end; k++) {
      synapse[next[targets[k]]++] = k;
    }
  }

  /// The synapses of the sources `firstSource .. endSource`.
  static Columns of(SparseProjection rows, int firstSource, int endSource) {
    return new Columns(rows, firstSource, endSource);
  }

  /// Where the synapses of each target begin.
  public int[] start() {
    return start;
  }

  /// Index of each synapse in the weights.
  public int[] synapse() {
    return synapse;
  }

  /// Source of each synapse; made when first asked for, 4 bytes a synapse: rules whose traces are
  /// per synapse do without.
  public int[] source() {
    int[] made = source;
    if (made == null) {
      made = new int[synapse.length];
      int[] targets = rows.targets();
      int[] next = start.clone();
      for (int i = firstSource; i < endSource; i++) {
        for (int k = rows.rowStart(i); k < rows.rowStart(i + 1); k++) {
          made[next[targets[k]]++] = i;
        }
      }
      source = made;
    }
    return made;
  }

  long bytes() {
    int[] sources = source;
    return 4L * (start.length + synapse.length + (sources == null ? 0 : sources.length));
  }
}
