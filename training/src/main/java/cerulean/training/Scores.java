package cerulean.training;

import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// A classifier's outputs, one row of scores per example, beside the classes that were asked for.
///
/// - `values`: `rows * classes` scores, row after row
/// - `targets`: the class of each row
@SuppressWarnings("ArrayRecordComponent") // carried from a batch to its measure, not compared
record Scores(double[] values, int classes, int[] targets) {

  /// - `outputs`: `[..., classes]`
  /// - `targets`: `[...]`, whole numbers from 0 to `classes - 1`
  static Scores of(String metric, Tensor outputs, Tensor targets) {
    int rank = outputs.rank();
    if (rank < 1 || outputs.dim(rank - 1) < 1 || !leads(outputs, targets)) {
      throw shapes(metric, outputs, targets);
    }
    int classes = outputs.dim(rank - 1);
    return new Scores(outputs.toDoubleArray(), classes, classes(metric, targets, classes));
  }

  private static boolean leads(Tensor outputs, Tensor targets) {
    if (targets.rank() != outputs.rank() - 1) {
      return false;
    }
    for (int axis = 0; axis < targets.rank(); axis++) {
      if (targets.dim(axis) != outputs.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  /// Whole numbers from 0 to `classes - 1`, of any shape.
  static int[] classes(String metric, Tensor classes, int count) {
    if (!classes.dtype().isInteger()) {
      throw type(metric, classes);
    }
    long[] longs = classes.to(DType.I64).toLongArray();
    int[] found = new int[longs.length];
    for (int i = 0; i < longs.length; i++) {
      if (longs[i] < 0 || longs[i] >= count) {
        throw range(metric, longs[i], i, count);
      }
      found[i] = (int) longs[i];
    }
    return found;
  }

  /// The place of the highest score of a row; of equal ones the first, and a NaN counts as highest,
  /// as in `argmax`.
  int highest(int row) {
    int best = 0;
    for (int k = 1; k < classes && !Double.isNaN(score(row, best)); k++) {
      if (!(score(row, k) <= score(row, best))) {
        best = k;
      }
    }
    return best;
  }

  /// Whether the class asked for is among the `k` highest of its row; of equal scores the first
  /// classes are. A row with a NaN has no highest scores.
  boolean isAmong(int row, int k) {
    int target = targets[row];
    double own = score(row, target);
    int before = 0;
    for (int other = 0; other < classes; other++) {
      double score = score(row, other);
      if (Double.isNaN(score)) {
        return false;
      }
      if (score > own || (score == own && other < target)) {
        before++;
      }
    }
    return before < k;
  }

  private double score(int row, int k) {
    return values[row * classes + k];
  }

  private static ShapeException shapes(String metric, Tensor outputs, Tensor targets) {
    return new ShapeException(
        metric,
        "outputs must be [..., classes] and targets [...]; got "
            + outputs.shape()
            + " and "
            + targets.shape(),
        outputs.shape(),
        targets.shape());
  }

  private static IllegalArgumentException type(String metric, Tensor targets) {
    return new IllegalArgumentException(
        metric + ": classes must be whole numbers; got " + targets.dtype());
  }

  private static IllegalArgumentException range(String metric, long found, int at, int classes) {
    return new IllegalArgumentException(
        metric
            + ": class out of range: place "
            + at
            + " has "
            + found
            + ", classes are 0 to "
            + (classes - 1));
  }
}
