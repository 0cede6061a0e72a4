package cerulean.neuro.analysis;

import cerulean.neuro.Projection;
import java.util.Arrays;

/// Who is connected to whom: matrices and degrees of a projection.
///
/// Rows are sources, columns targets.
public final class Connections {

  /// Elements of the largest matrix: 800 MB. Larger networks are looked at in [#blocks].
  private static final long MOST = 100_000_000;

  private Connections() {}

  /// The weights now, `[source][target]`, several synapses added up; NaN where there is none.
  public static double[][] weights(Projection projection) {
    double[][] matrix = matrix("Connections.weights", projection, Double.NaN);
    for (int i = 0; i < matrix.length; i++) {
      for (int k = projection.rowStart(i); k < projection.rowStart(i + 1); k++) {
        int j = projection.targetOf(k);
        double before = Double.isNaN(matrix[i][j]) ? 0 : matrix[i][j];
        matrix[i][j] = before + projection.weightNow(k);
      }
    }
    return matrix;
  }

  /// How many synapses lead from each source to each target, `[source][target]`.
  public static double[][] counts(Projection projection) {
    double[][] matrix = matrix("Connections.counts", projection, 0);
    for (int i = 0; i < matrix.length; i++) {
      for (int k = projection.rowStart(i); k < projection.rowStart(i + 1); k++) {
        matrix[i][projection.targetOf(k)]++;
      }
    }
    return matrix;
  }

  /// The mean weight of the synapses between blocks of neighbouring cells, for networks too large
  /// to show cell by cell; NaN where there is no synapse.
  ///
  /// `rows`, `columns`: number of blocks, at most that of sources and of targets
  public static double[][] blocks(Projection projection, int rows, int columns) {
    int sources = projection.source().size();
    int targets = projection.target().population().size();
    if (rows < 1 || columns < 1 || rows > sources || columns > targets) {
      throw new IllegalArgumentException(
          "Connections.blocks: from 1 to "
              + sources
              + " rows and 1 to "
              + targets
              + " columns; got "
              + rows
              + " and "
              + columns);
    }
    double[][] sums = new double[rows][columns];
    long[][] counts = new long[rows][columns];
    for (int i = 0; i < sources; i++) {
      int row = (int) ((long) i * rows / sources);
      for (int k = projection.rowStart(i); k < projection.rowStart(i + 1); k++) {
        int column = (int) ((long) projection.targetOf(k) * columns / targets);
        sums[row][column] += projection.weightNow(k);
        counts[row][column]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        sums[row][column] /= counts[row][column]; // 0 / 0 is NaN
      }
    }
    return sums;
  }

  /// Synapses of every source.
  public static int[] outDegrees(Projection projection) {
    int[] degrees = new int[projection.source().size()];
    for (int i = 0; i < degrees.length; i++) {
      degrees[i] = projection.rowStart(i + 1) - projection.rowStart(i);
    }
    return degrees;
  }

  /// Synapses of every target.
  public static int[] inDegrees(Projection projection) {
    int[] degrees = new int[projection.target().population().size()];
    int end = projection.rowStart(projection.source().size());
    for (int k = 0; k < end; k++) {
      degrees[projection.targetOf(k)]++;
    }
    return degrees;
  }

  private static double[][] matrix(String what, Projection projection, double value) {
    int rows = projection.source().size();
    int columns = projection.target().population().size();
    if ((long) rows * columns > MOST) {
      throw new IllegalArgumentException(
          what
              + ": a matrix has at most "
              + MOST
              + " elements; got "
              + rows
              + " sources and "
              + columns
              + " targets; use blocks");
    }
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.fill(row, value);
    }
    return matrix;
  }
}
