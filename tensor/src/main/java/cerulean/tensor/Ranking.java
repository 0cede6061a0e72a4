package cerulean.tensor;

import cerulean.tensor.kernel.SortKeys;
import cerulean.tensor.kernel.StableSort;

/// Ranks runs of elements of one type: their order as indices, with the buffers for it.
///
/// Elements are compared by keys (see [SortKeys]): -0 equals 0, and NaN comes after all numbers.
final class Ranking {

  private final int n;
  private final boolean wide;
  private final long[] keys;
  private final int[] order;
  private final StableSort sort;
  private final boolean floating;
  private final long nan;

  /// For runs of `n` elements of a type that [#keyType] gave.
  Ranking(DType keyType, int n) {
    this.n = n;
    this.wide = keyType.bytes() == 8;
    this.keys = new long[n];
    this.order = new int[n];
    this.sort = new StableSort(n);
    this.floating = keyType.isFloating();
    this.nan = wide ? SortKeys.DOUBLE_NAN : SortKeys.FLOAT_NAN;
  }

  /// The type in which elements of a type are compared; it holds each of them exactly.
  static DType keyType(DType type) {
    return switch (type) {
      case F64 -> DType.F64;
      case F32, BF16, F16 -> DType.F32;
      case I64 -> DType.I64;
      case I32, U8, I8, BOOL -> DType.I32;
    };
  }

  /// Writes the keys of `count` elements of a key type.
  static void keys(Object elements, int i, int step, long[] keys, int count) {
    switch (elements) {
      case float[] x -> SortKeys.of(x, i, step, keys, count);
      case double[] x -> SortKeys.of(x, i, step, keys, count);
      case long[] x -> SortKeys.of(x, i, step, keys, count);
      default -> SortKeys.of((int[]) elements, i, step, keys, count);
    }
  }

  /// Looks at the elements `i, i + step, ...` from now on.
  void look(Object elements, int i, int step, boolean descending) {
    keys(elements, i, step, keys, n);
    if (descending) {
      SortKeys.reverse(keys, n);
    }
  }

  /// Sets the order to that in which the elements come.
  void restart() {
    for (int k = 0; k < n; k++) {
      order[k] = k;
    }
  }

  /// Sorts the order by the elements looked at; equal ones stay in the order they had.
  void refine() {
    sort.refine(keys, wide, order, n);
  }

  /// The index of the element of a rank.
  int at(int rank) {
    return order[rank];
  }

  /// Whether the elements of a rank and of the one before differ; NaN differs from NaN.
  boolean differsFromPrevious(int rank) {
    long key = keys[order[rank]];
    return key != keys[order[rank - 1]] || (floating && key == nan);
  }
}
