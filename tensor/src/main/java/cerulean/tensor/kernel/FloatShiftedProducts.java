// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Products with shifted rows, which is what convolutions are on a [Lattice]: row `p` of `B` is the
/// array from a place of its own on. The rows may overlap, and nothing is copied.
public interface FloatShiftedProducts {

  /// Elements beyond `n` that a row of `B`, `G` and `X` is read to, and a row of `C` written to.
  int slack();

  /// `C[i, j] = sum of A[i, p] B[p, j]` for `m x n` elements, with `B[p, j]` at `b[bo + rows[p] +
  /// j]`. The products of an element are added in the order of `p`, in the same blocks as by
  /// [FloatMatMul].
  ///
  /// - `aRow, aColumn`: element strides of `A`; one must be 1
  /// - `rows`: `k` offsets
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
      int[] rows,
      float[] c,
      int co,
      int cRow);

  /// `C[i, j] += sum of G[i, q] X[columns[j] + q]` over the places `q < n` of all images, for `m`
  /// rows of `G` and every column. Places from `n` to the next multiple of [#slack] must be zero in
  /// `G` and finite in `X`.
  void correlate(
      int m,
      int images,
      int n,
      float[] g,
      int go,
      int gRow,
      int gImage,
      float[] x,
      int xo,
      int xImage,
      int[] columns,
      float[] c,
      int co,
      int cRow);
}
