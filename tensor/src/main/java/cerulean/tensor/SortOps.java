package cerulean.tensor;

import cerulean.tensor.Sorting.Selected;
import cerulean.tensor.Sorting.Sorted;
import cerulean.tensor.Sorting.Unique;
import cerulean.tensor.kernel.Moves;
import cerulean.tensor.kernel.SortKeys;
import java.util.Arrays;

/// Sorting, and what is found by it.
///
/// The axis is brought last, each row of adjacent elements is ranked, and the elements follow their
/// ranks; elements of all types are moved, never computed with.
final class SortOps {

  private SortOps() {}

  /// The first `keep` entries along an axis in sorted order, with the indices they had.
  static Sorted sort(String op, Tensor a, int axis, boolean descending, int keep) {
    int resolved = a.shape().axis(op, axis);
    Sorted rows = sortRows(a.moveToEnd(resolved), descending, keep);
    return new Sorted(
        rows.values().moveFromEnd(resolved).contiguous(),
        rows.indices().moveFromEnd(resolved).contiguous());
  }

  /// Along the last axis.
  private static Sorted sortRows(Tensor a, boolean descending, int keep) {
    int last = a.rank() - 1;
    int n = a.dim(last);
    Tensor rows = a.contiguous();
    DType keyType = Ranking.keyType(a.dtype());
    Tensor compared = rows.to(keyType);
    Tensor values = Tensor.empty(a.dtype(), a.shape().with(last, keep));
    Tensor indices = Tensor.empty(DType.I64, values.shape());
    Moves moves = Storage.moves(a.dtype());
    Object source = rows.array();
    int start = rows.layout().offset();
    long[] order = indices.longs();
    Parallel.forRange(
        values.size() == 0 ? 0 : a.size() / n,
        Math.max(1, Runs.GRAIN / 8 / Math.max(1, n)),
        (from, to) -> {
          rank(compared, from, to, descending, keep, order);
          for (int row = from; row < to; row++) {
            int o = row * keep;
            moves.take(source, start + row * n, 1, order, o, values.array(), o, keep);
          }
        });
    return new Sorted(values, indices);
  }

  /// Writes the indices of the first `keep` elements of each row in sorted order.
  private static void rank(
      Tensor rows, int from, int to, boolean descending, int keep, long[] order) {
    int n = rows.dim(-1);
    int start = rows.layout().offset();
    if (Foremost.suits(keep, n)) {
      Foremost foremost = Foremost.of(keep, n, descending);
      for (int row = from; row < to; row++) {
        foremost.look(rows.array(), start + row * n, n);
        for (int k = 0; k < keep; k++) {
          order[row * keep + k] = foremost.at(k);
        }
      }
      return;
    }
    Ranking ranking = new Ranking(rows.dtype(), n);
    for (int row = from; row < to; row++) {
      ranking.look(rows.array(), start + row * n, 1, descending);
      ranking.restart();
      ranking.refine();
      for (int k = 0; k < keep; k++) {
        order[row * keep + k] = ranking.at(k);
      }
    }
  }

  /// The entry of rank `rank` along an axis.
  static Selected select(String op, Tensor a, int rank, int axis, boolean keepDims) {
    Sorted sorted = sort(op, a, axis, false, rank + 1);
    Tensor values = sorted.values().narrow(axis, rank, 1);
    Tensor indices = sorted.indices().narrow(axis, rank, 1);
    return new Selected(
        (keepDims ? values : values.squeeze(axis)).copy(),
        (keepDims ? indices : indices.squeeze(axis)).copy());
  }

  static Selected lowerMedian(Tensor a, int axis, boolean keepDims) {
    String op = "lowerMedian";
    int resolved = a.shape().axis(op, axis);
    requireElements(op, a, resolved);
    Selected medians = lowerMedianOfRows(a.moveToEnd(resolved));
    int[] result = a.shape().reduced(a.shape().axes(op, resolved), keepDims).dims();
    return new Selected(medians.values().reshape(result), medians.indices().reshape(result));
  }

  static Tensor lowerMedian(Tensor a, boolean keepDims, int... axes) {
    String op = "lowerMedian";
    requireElements(op, a, axes);
    int[] result = a.shape().reduced(a.shape().axes(op, axes), keepDims).dims();
    return lowerMedianOfRows(rows(op, a, axes)).values().reshape(result);
  }

  /// Along the last axis: the element of rank `(n - 1) / 2`, or the first NaN. NaN is last in
  /// order, so one look at the end tells whether there is one.
  private static Selected lowerMedianOfRows(Tensor a) {
    int n = a.dim(-1);
    Sorted sorted = sortRows(a, false, n);
    int count = a.size() / n;
    Tensor values = Tensor.empty(a.dtype(), Shape.of(count));
    long[] indices = new long[count];
    double[] last = sorted.values().narrow(-1, n - 1, 1).toDoubleArray();
    Tensor flat = sorted.values().reshape(-1);
    for (int row = 0; row < count; row++) {
      int place = row * n + (n - 1) / 2;
      if (Double.isNaN(last[row])) {
        for (place = row * n; !Double.isNaN(flat.getDouble(place)); ) {
          place++;
        }
      }
      Storage.moves(a.dtype()).copy(flat.array(), place, 1, values.array(), row, 1, 1);
      indices[row] = sorted.indices().longs()[place];
    }
    return new Selected(values, Tensor.wrap(indices, count));
  }

  static Tensor median(Tensor a, boolean keepDims, int... axes) {
    String op = "median";
    requireElements(op, a.requireFloating(op), axes);
    Tensor rows = rows(op, a, axes);
    int n = rows.dim(-1);
    Tensor sorted = sortRows(rows, false, n).values();
    Tensor middle = sorted.narrow(-1, n / 2, 1);
    if (n % 2 == 0) {
      Tensor lower = sorted.narrow(-1, n / 2 - 1, 1);
      // Halved before they are added, so that the sum of two large numbers does not overflow. Equal
      // ones are taken as they are: half the smallest number is 0.
      middle = Tensor.where(lower.eq(middle), lower, middle.mul(0.5).add(lower.mul(0.5)));
    }
    Tensor last = sorted.narrow(-1, n - 1, 1);
    int[] result = a.shape().reduced(a.shape().axes(op, axes), keepDims).dims();
    return Tensor.where(last.eq(last), middle, last).reshape(result);
  }

  /// With the chosen axes as one, the last.
  private static Tensor rows(String op, Tensor a, int... axes) {
    boolean[] chosen = a.shape().axes(op, axes);
    int count = a.shape().reduced(chosen, false).size();
    int n = 1;
    for (int i = 0; i < chosen.length; i++) {
      n *= chosen[i] ? a.dim(i) : 1;
    }
    return ReductionOps.chosenLast(a, chosen).reshape(count, n);
  }

  private static void requireElements(String op, Tensor a, int... axes) {
    boolean[] chosen = a.shape().axes(op, axes);
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] && a.shape().dim(i) == 0) {
        throw new ShapeException(
            op, "axis " + i + " of " + a.shape() + " is empty and has no middle", a.shape());
      }
    }
  }

  /// The different elements of a tensor.
  static Unique unique(Tensor a, boolean sorted) {
    return unique(a.reshape(-1), 0, sorted, a.shape());
  }

  /// The different slices along an axis.
  static Unique unique(String op, Tensor a, int axis, boolean sorted) {
    int resolved = a.shape().axis(op, axis);
    return unique(a, resolved, sorted, Shape.of(a.dim(resolved)));
  }

  /// Slices are ranked by their elements in row-major order, the last first: the sort is stable, so
  /// that elements before decide.
  private static Unique unique(Tensor a, int axis, boolean sorted, Shape inverseShape) {
    int n = a.dim(axis);
    int length = n == 0 ? 0 : a.size() / n;
    DType keyType = Ranking.keyType(a.dtype());
    Tensor slices = moveToFront(a, axis).to(keyType).contiguous();
    int start = slices.layout().offset();
    Ranking ranking = new Ranking(keyType, n);
    ranking.restart();
    for (int i = length - 1; i >= 0; i--) {
      ranking.look(slices.array(), start + i, length, false);
      ranking.refine();
    }
    boolean[] differs = new boolean[n];
    for (int i = 0; i < length; i++) {
      ranking.look(slices.array(), start + i, length, false);
      for (int rank = 1; rank < n; rank++) {
        differs[rank] |= ranking.differsFromPrevious(rank);
      }
    }
    return grouped(a, axis, ranking, differs, sorted, inverseShape);
  }

  private static Tensor moveToFront(Tensor a, int axis) {
    int[] order = new int[a.rank()];
    order[0] = axis;
    for (int i = 1; i < order.length; i++) {
      order[i] = i <= axis ? i - 1 : i;
    }
    return a.permute(order);
  }

  /// Numbers the groups of equal slices: by rank, or by their first slices. The sort is stable, so
  /// the first of a group in order is the first in the tensor.
  private static Unique grouped(
      Tensor a, int axis, Ranking ranking, boolean[] differs, boolean sorted, Shape inverseShape) {
    int n = differs.length;
    int[] leader = new int[n];
    int groups = 0;
    for (int rank = 0; rank < n; rank++) {
      boolean starts = rank == 0 || differs[rank];
      groups += starts ? 1 : 0;
      leader[ranking.at(rank)] = starts ? ranking.at(rank) : leader[ranking.at(rank - 1)];
    }
    long[] first = new long[groups];
    int[] number = new int[n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      int slice = sorted ? ranking.at(i) : i;
      if (leader[slice] == slice) {
        number[slice] = next;
        first[next++] = slice;
      }
    }
    long[] inverse = new long[n];
    long[] counts = new long[groups];
    for (int i = 0; i < n; i++) {
      inverse[i] = number[leader[i]];
      counts[number[leader[i]]]++;
    }
    Tensor firsts = Tensor.wrap(first, groups);
    return new Unique(
        a.indexSelect(axis, firsts),
        Tensor.wrap(inverse, inverseShape.dims()),
        Tensor.wrap(counts, groups),
        firsts);
  }

  static Tensor searchSorted(Tensor sorted, Tensor values, boolean right) {
    String op = "searchSorted";
    boolean one = sorted.rank() == 1;
    if (!one && !sameButLast(sorted.shape(), values.shape())) {
      throw new ShapeException(
          op,
          "sorted must have one axis or the axes of values but the last; got "
              + sorted.shape()
              + " and "
              + values.shape(),
          sorted.shape(),
          values.shape());
    }
    DType common = sorted.dtype().promote(op, values.dtype());
    DType keyType = Ranking.keyType(common);
    int n = sorted.dim(-1);
    int asked = one ? values.size() : values.dim(-1);
    long[] places = keys(sorted.to(common).to(keyType));
    long[] keys = keys(values.to(common).to(keyType));
    Parallel.forRange(
        keys.length,
        Runs.GRAIN / 8,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            keys[i] = SortKeys.place(places, i / asked * n, n, keys[i], right);
          }
        });
    return Tensor.wrap(keys, values.shape().dims());
  }

  private static boolean sameButLast(Shape a, Shape b) {
    return a.rank() > 0
        && a.rank() == b.rank()
        && Arrays.equals(a.with(a.rank() - 1, 1).dims(), b.with(a.rank() - 1, 1).dims());
  }

  private static long[] keys(Tensor a) {
    Tensor adjacent = a.contiguous();
    long[] keys = new long[a.size()];
    Ranking.keys(adjacent.array(), adjacent.layout().offset(), 1, keys, keys.length);
    return keys;
  }
}
