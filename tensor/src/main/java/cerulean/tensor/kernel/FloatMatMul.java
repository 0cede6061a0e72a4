// Specialised at build time for double, long.
package cerulean.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// Matrix product of matrices of floats: `C = A B`.
///
/// A matrix is an array, the offset of its first element and two strides, so that a transposed
/// operand is the same array with its strides exchanged and is never copied first. The order in
/// which the `k` products of one element are added depends on `k` alone, not on `m`, `n` or the
/// number of threads: a row of the result has the same bits in a batch of two and of a thousand.
/// [#innerProducts] has an order of its own, of which the same is true.
public interface FloatMatMul {

  /// Writes the `m x n` product of `A` (`m x k`) and `B` (`k x n`) over `C`, or adds it.
  ///
  /// - `aRow, aColumn`, `bRow, bColumn`: element strides; one of each pair must be 1
  /// - `cRow`: floats between rows of `C`, whose columns are adjacent
  /// - `c` must not be `a` or `b`
  /// - `accumulate`: adds the product to what is in `C`
  /// - `epilogue`: applied to the finished elements; none if null
  void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      int bColumn,
      float[] c,
      int co,
      int cRow,
      boolean accumulate,
      @Nullable FloatEpilogue epilogue);

  /// As [#multiply] for rows of `A` and columns of `B` of adjacent elements (`aColumn` and `bRow`
  /// are 1), with sums in another order: for products that are too narrow to be worth packing.
  default void innerProducts(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int bColumn,
      float[] c,
      int co,
      int cRow,
      boolean accumulate) {
    multiply(m, n, k, a, ao, aRow, 1, b, bo, 1, bColumn, c, co, cRow, accumulate, null);
  }
}
