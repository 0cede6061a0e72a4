package cerulean.neuro;

/// The synapses of a [SparseProjection] by target, for rules that work when the target fires.
///
/// Those of cell `j` are number `start()[j]` to `start()[j + 1] - 1`; number n is synapse
/// `synapse()[n]` of [Projection#weights], from cell `source()[n]`. Sources of one target are
/// ascending. Arrays are the live ones; nobody changes them.
public final class Columns {

  private final int[] start;
  private final int[] synapse;
  private final int[] source;

  private Columns(int[] start, int[] synapse, int[] source) {
    this.start = start;
    this.synapse = synapse;
    this.source = source;
  }

  /// The synapses of the sources `firstSource .. endSource`.
  static Columns of(SparseProjection rows, int firstSource, int endSource) {
    int[] start = new int[rows.target().population().size() + 1];
    int[] targets = rows.targets();
    int count = rows.rowStart(endSource) - rows.rowStart(firstSource);
    for (int k = rows.rowStart(firstSource); k < rows.rowStart(endSource); k++) {
      start[targets[k] + 1]++;
    }
    for (int j = 1; j < start.length; j++) {
      start[j] += start[j - 1];
    }
    int[] next = start.clone();
    int[] synapse = new int[count];
    int[] source = new int[count];
    for (int i = firstSource; i < endSource; i++) {
      for (int k = rows.rowStart(i); k < rows.rowStart(i + 1); k++) {
        int n = next[targets[k]]++;
        synapse[n] = k;
        source[n] = i;
      }
    }
    return new Columns(start, synapse, source);
  }

  /// Where the synapses of each target begin.
  public int[] start() {
    return start;
  }

  /// Index of each synapse in the weights.
  public int[] synapse() {
    return synapse;
  }

  /// Source of each synapse.
  public int[] source() {
    return source;
  }

  long bytes() {
    return 4L * (start.length + 2L * synapse.length);
  }
}
