package cerulean.tensor;

import cerulean.tensor.kernel.Counts;
import org.jspecify.annotations.Nullable;

/// Sorting, selecting, and counting equal elements.
///
/// Every sort is stable: equal elements stay in the order in which they come. -0 equals 0. NaN
/// counts as larger than all numbers: it is last in ascending order and first in descending order.
/// Elements of all nine types are sorted; indices are I64.
public final class Sorting {

  private Sorting() {}

  /// Elements in order along an axis, and the indices they had.
  public record Sorted(Tensor values, Tensor indices) {}

  /// The largest or smallest elements along an axis in order, and the indices they had.
  public record TopK(Tensor values, Tensor indices) {}

  /// One element of each run along an axis, and its index.
  public record Selected(Tensor values, Tensor indices) {}

  /// The different elements of a tensor, or slices along an axis.
  ///
  /// - `values`: each once
  /// - `inverse`: for each element or slice of the input, its index in `values`
  /// - `counts`: how often each occurs
  /// - `firstIndices`: where each occurs first (in row-major order)
  public record Unique(Tensor values, Tensor inverse, Tensor counts, Tensor firstIndices) {}

  /// The elements in ascending order along an axis.
  public static Sorted sort(Tensor a, int axis) {
    return sort(a, axis, false);
  }

  /// The elements in ascending or descending order along an axis.
  public static Sorted sort(Tensor a, int axis, boolean descending) {
    return SortOps.sort("sort", a, axis, descending, a.dim(a.shape().axis("sort", axis)));
  }

  /// The indices that sort along an axis.
  public static Tensor argsort(Tensor a, int axis, boolean descending) {
    int n = a.dim(a.shape().axis("argsort", axis));
    return SortOps.sort("argsort", a, axis, descending, n).indices();
  }

  /// The `k` largest elements along an axis, largest first, or the `k` smallest, smallest first. Of
  /// equal elements the one that comes first is taken first.
  public static TopK topK(Tensor a, int k, int axis, boolean largest) {
    int resolved = a.shape().axis("topK", axis);
    if (k < 0 || k > a.dim(resolved)) {
      throw noRank("topK", k, 0, resolved, a);
    }
    Sorted sorted = SortOps.sort("topK", a, resolved, largest, k);
    return new TopK(sorted.values(), sorted.indices());
  }

  /// The `k`-th smallest element along an axis, counted from 1.
  public static Selected kthValue(Tensor a, int k, int axis, boolean keepDims) {
    int resolved = a.shape().axis("kthValue", axis);
    if (k < 1 || k > a.dim(resolved)) {
      throw noRank("kthValue", k, 1, resolved, a);
    }
    return SortOps.select("kthValue", a, k - 1, resolved, keepDims);
  }

  /// The middle element along an axis in ascending order, the lower of the two middle ones if their
  /// number is even, and its index; the first NaN if there is one.
  public static Selected lowerMedian(Tensor a, int axis, boolean keepDims) {
    return SortOps.lowerMedian(a, axis, keepDims);
  }

  /// The different elements in ascending order; `inverse` has the shape of `a`. NaN differs from
  /// NaN, as in the array API standard and in PyTorch.
  public static Unique unique(Tensor a) {
    return SortOps.unique(a, true);
  }

  /// The different slices along an axis in lexicographic order; `inverse` has that axis only.
  public static Unique unique(Tensor a, int axis) {
    return SortOps.unique("unique", a, axis, true);
  }

  /// The different elements in the order in which they first occur.
  public static Unique uniqueInOrder(Tensor a) {
    return SortOps.unique(a, false);
  }

  /// The different slices along an axis in the order in which they first occur.
  public static Unique uniqueInOrder(Tensor a, int axis) {
    return SortOps.unique("uniqueInOrder", a, axis, false);
  }

  /// Where to insert values into an ascending run so that it stays ascending, as I64: before
  /// elements that are equal or, with `right`, behind them.
  ///
  /// - `sorted`: one axis, or the axes of `values` but for the size of the last
  /// - `values`: any shape
  /// - result: the shape of `values`
  public static Tensor searchSorted(Tensor sorted, Tensor values, boolean right) {
    return SortOps.searchSorted(sorted, values, right);
  }

  /// How often each of the integers `0, 1, ...` occurs in `a`, which has one axis; at least
  /// `minLength` counts, as I64.
  public static Tensor bincount(Tensor a, int minLength) {
    return counted(a, null, minLength);
  }

  /// The sum of the weights of the elements equal to each of the integers `0, 1, ...`: F32 for F32
  /// weights, else F64. Summed in double precision.
  public static Tensor bincount(Tensor a, Tensor weights, int minLength) {
    if (!weights.shape().equals(a.shape())) {
      throw new ShapeException(
          "bincount",
          "weights must have the shape of the elements; got "
              + weights.shape()
              + " for "
              + a.shape(),
          a.shape(),
          weights.shape());
    }
    return counted(a, weights, minLength);
  }

  private static Tensor counted(Tensor a, @Nullable Tensor weights, int minLength) {
    String op = "bincount";
    Tensor x = a.requireIndices(op).contiguous();
    if (a.rank() != 1) {
      throw new ShapeException(op, "elements must have one axis; got " + a.shape(), a.shape());
    }
    if (minLength < 0) {
      throw new IllegalArgumentException(op + ": minLength must not be negative; got " + minLength);
    }
    long length = minLength;
    if (x.size() > 0) {
      long smallest = x.amin(false).itemLong();
      if (smallest < 0) {
        throw new IllegalArgumentException(op + ": elements must not be negative; got " + smallest);
      }
      long largest = x.amax(false).itemLong();
      if (largest >= Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            op + ": element " + largest + " needs more counts than a Java array can hold");
      }
      length = Math.max(length, largest + 1);
    }
    Shape shape = Shape.of((int) length);
    int start = x.layout().offset();
    if (weights == null) {
      long[] counts = new long[shape.size()];
      Counts.count(x.longs(), start, counts, x.size());
      return Tensor.wrap(counts, counts.length);
    }
    double[] sums = new double[shape.size()];
    Tensor w = weights.to(DType.F64).contiguous();
    Counts.add(x.longs(), start, w.doubles(), w.layout().offset(), sums, x.size());
    return Tensor.wrap(sums, sums.length).to(weights.dtype() == DType.F32 ? DType.F32 : DType.F64);
  }

  private static ShapeException noRank(String op, int k, int least, int axis, Tensor a) {
    return new ShapeException(
        op,
        "k must be from "
            + least
            + " to "
            + a.dim(axis)
            + ", the size of axis "
            + axis
            + " of "
            + a.shape()
            + "; got "
            + k,
        a.shape());
  }
}
