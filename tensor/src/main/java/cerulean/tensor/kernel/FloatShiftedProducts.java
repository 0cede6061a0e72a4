// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Products with shifted rows, which is what convolutions are on a [Lattice]: row `p` of `B` is the
/// array from a place of its own on. The rows may overlap, and nothing is copied.
public interface FloatShiftedProducts {

  /// Those of the kernels in use.
  static FloatShiftedProducts chosen() {
    return KernelGate.choice().simd()
        ? new SimdFloatShiftedProducts()
        : new ScalarFloatShiftedProducts();
  }

  /// Elements beyond `n` that a row of `B`, `G` and `X` is read to, and a row of `C` written to.
  int slack();

  /// `C[i, r, j] = sum of A[i, p] B[p, r, j]` for `m` rows of runs of `n` elements, with `B[p, r,
  /// j]` at `b[bo + rows[p] + runs[r] + j]`. The products of an element are added in the order of
  /// `p`, in the same blocks as by [FloatMatMul].
  ///
  /// - `runs`: where each run begins in a row of `B`
  /// - `aRow`: from one row of `A` to the next; the elements of a row are adjacent
  /// - `rows`: `k` offsets, or more
  /// - `cRow, cRun`: strides of `C`
  /// - `accumulate`: to be added to what is in `C`
  void multiply(
      int m,
      int[] runs,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      float[] b,
      int bo,
      int[] rows,
      float[] c,
      int co,
      int cRow,
      int cRun,
      boolean accumulate);

  /// `out[j, i] = in[i, j]` for `rows x columns` elements, the rows of `out` adjacent.
  void transpose(int rows, int columns, float[] in, int io, int inRow, float[] out, int oo);

  /// Copies `lines` lines of `n` elements, `inLine` and `outLine` apart.
  void copyLines(
      int lines, int n, float[] in, int io, int inLine, float[] out, int oo, int outLine);

  /// As [#copyLines], with `shift` added.
  void addToLines(
      int lines,
      int n,
      float[] in,
      int io,
      int inLine,
      float shift,
      float[] out,
      int oo,
      int outLine);

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
