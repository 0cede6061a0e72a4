package cerulean.neuro;

import cerulean.neuro.Connectivity.Sizes;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import java.util.Arrays;

/// Builds the synapses of a projection, rows by several threads.
///
/// Rows are made in chunks of a fixed number of cells, each row from its own random stream; then
/// their places are known, and weights and delays are drawn into the final arrays.
final class Wiring {

  /// Rows that one task makes.
  private static final int ROWS = 256;

  /// Streams of a projection: one for targets, one for weights, one for delays.
  private static final int TARGETS = 0;

  private static final int WEIGHTS = 1;
  private static final int DELAYS = 2;

  private final Population source;
  private final Port target;
  private final Connectivity connectivity;
  private final Values weights;
  private final Delays delays;
  private final double dtMs;
  private final Philox targetStream;
  private final Philox weightStream;
  private final Philox delayStream;
  private final Sizes sizes;
  private final int commonDelay;

  Wiring(
      Population source,
      Port target,
      Connectivity connectivity,
      Values weights,
      Delays delays,
      double dtMs,
      Philox stream) {
    this.source = source;
    this.target = target;
    this.connectivity = connectivity;
    this.weights = weights;
    this.delays = delays;
    this.dtMs = dtMs;
    targetStream = stream.split(TARGETS);
    weightStream = stream.split(WEIGHTS);
    delayStream = stream.split(DELAYS);
    sizes =
        new Sizes(source.size(), target.population().size(), source.equals(target.population()));
    commonDelay = delays.commonSteps(dtMs);
  }

  Projection build() {
    if (connectivity.isDense(sizes) && commonDelay > 0) {
      return dense();
    }
    int rows = connectivity.byTarget() ? sizes.targets() : sizes.sources();
    int[] start = new int[rows + 1];
    int[] partners = partners(rows, start);
    return connectivity.byTarget()
        ? sparse(transposed(start, partners), partners)
        : sparse(start, partners);
  }

  private Projection dense() {
    int n = sizes.targets();
    float[] matrix = new float[requireFits((long) sizes.sources() * n)];
    int[] all = new int[n];
    Arrays.setAll(all, j -> j);
    Parallel.forRange(
        sizes.sources(),
        ROWS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            weights.row(i, all, 0, n, matrix, i * n, weightStream.split(i));
            checkWeights(matrix, i * n, (i + 1) * n);
          }
        });
    return new DenseProjection(source, target, connectivity.toString(), matrix, commonDelay);
  }

  /// The sorted partners of all rows, one after the other; `start` gets where each row begins.
  private int[] partners(int rows, int[] start) {
    int limit = connectivity.byTarget() ? sizes.sources() : sizes.targets();
    int[][] chunks = new int[(rows + ROWS - 1) / ROWS][];
    Parallel.forRange(
        rows,
        ROWS,
        (from, to) -> {
          Row row = new Row();
          for (int i = from; i < to; i++) {
            int before = row.size();
            connectivity.row(i, sizes, targetStream.split(i), row);
            if (!row.sort(before, limit)) {
              throw outside(i, limit);
            }
            start[i + 1] = row.size() - before;
          }
          chunks[from / ROWS] = Arrays.copyOf(row.cells(), row.size());
        });
    long total = 0;
    for (int i = 0; i < rows; i++) {
      total += start[i + 1];
      start[i + 1] = requireFits(total);
    }
    int[] all = new int[(int) total];
    for (int c = 0; c < chunks.length; c++) {
      System.arraycopy(chunks[c], 0, all, start[c * ROWS], chunks[c].length);
      chunks[c] = new int[0];
    }
    return all;
  }

  /// Turns rows of targets, in place, into rows of sources, and returns where those begin.
  private int[] transposed(int[] start, int[] partners) {
    int[] turned = new int[sizes.sources() + 1];
    for (int cell : partners) {
      turned[cell + 1]++;
    }
    for (int i = 1; i < turned.length; i++) {
      turned[i] += turned[i - 1];
    }
    int[] next = turned.clone();
    int[] targets = new int[partners.length];
    for (int j = 0; j < sizes.targets(); j++) {
      for (int k = start[j]; k < start[j + 1]; k++) {
        targets[next[partners[k]]++] = j;
      }
    }
    System.arraycopy(targets, 0, partners, 0, targets.length);
    return turned;
  }

  private Projection sparse(int[] start, int[] targets) {
    int parts = Parts.of(sizes.targets());
    int[] segments = new int[sizes.sources() * parts + 1];
    float[] strengths = new float[targets.length];
    short[] steps = commonDelay > 0 ? null : new short[targets.length];
    Parallel.forRange(
        sizes.sources(),
        ROWS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            cut(targets, start[i], start[i + 1], segments, i * parts, parts);
            weights.row(
                i, targets, start[i], start[i + 1], strengths, start[i], weightStream.split(i));
            checkWeights(strengths, start[i], start[i + 1]);
            if (steps != null) {
              drawDelays(i, targets, start[i], start[i + 1], steps);
            }
          }
        });
    segments[segments.length - 1] = targets.length;
    return new SparseProjection(
        source,
        target,
        connectivity.toString(),
        segments,
        targets,
        strengths,
        steps,
        steps == null ? commonDelay : longest(steps));
  }

  /// Finds where the parts of the targets begin within a row.
  private void cut(int[] targets, int from, int to, int[] segments, int at, int parts) {
    int k = from;
    for (int part = 0; part < parts; part++) {
      int first = Parts.start(part, sizes.targets());
      while (k < to && targets[k] < first) {
        k++;
      }
      segments[at + part] = k;
    }
  }

  private void drawDelays(int row, int[] targets, int from, int to, short[] steps) {
    float[] ms = new float[to - from];
    delays.valuesMs().row(row, targets, from, to, ms, 0, delayStream.split(row));
    for (int k = from; k < to; k++) {
      steps[k] = Delays.steps(ms[k - from], dtMs);
    }
  }

  private static int longest(short[] steps) {
    int most = 1;
    for (short delay : steps) {
      most = Math.max(most, delay);
    }
    return most;
  }

  private void checkWeights(float[] values, int from, int to) {
    boolean negative = target.takesNegativeWeights();
    for (int k = from; k < to; k++) {
      if (!(negative ? Float.isFinite(values[k]) : values[k] >= 0 && Float.isFinite(values[k]))) {
        throw wrongWeight(values[k]);
      }
    }
  }

  private IllegalArgumentException wrongWeight(float weight) {
    return new IllegalArgumentException(
        target.takesNegativeWeights() || Float.isNaN(weight)
            ? "connect: a weight must be finite; got " + weight + " for port " + target.name()
            : "connect: a weight of a conductance (nS) must be at least 0; got "
                + weight
                + " for port "
                + target.name()
                + "; an inhibitory synapse has a low reversal voltage, not a negative weight");
  }

  private IllegalArgumentException outside(int row, int limit) {
    return new IllegalArgumentException(
        "connect: "
            + connectivity
            + " connects cell "
            + row
            + " with a cell outside of 0 to "
            + (limit - 1));
  }

  private static int requireFits(long synapses) {
    // A few less than an int holds: arrays of the JVM are no longer.
    if (synapses > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "connect: a projection has at most "
              + (Integer.MAX_VALUE - 8)
              + " synapses; got "
              + synapses
              + "; cut the population into several");
    }
    return (int) synapses;
  }
}
