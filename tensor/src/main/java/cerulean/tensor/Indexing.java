package cerulean.tensor;

import org.jspecify.annotations.Nullable;

/// Indexing by several tensors at once, by tuples of indices and by masks.
///
/// What picks along one axis ([Tensor#take], [Tensor#gather], [Tensor#scatter] and their kin) is
/// found on [Tensor]. Here too indices are I64 or I32, negative ones count from the end, and
/// results are copies.
public final class Indexing {

  private Indexing() {}

  /// NumPy's `x[i, j, ...]` for index tensors: one per axis, which broadcast, null for a whole
  /// axis, a BOOL mask for as many axes as it has. Axes at the end may be left out.
  ///
  /// The axes that the index tensors have together stand where the indexed ones did if these are
  /// neighbours, else in front: `[n]` and `[n]` for axes 0 and 2 of `[a, b, c]` give `[n, b]`.
  public static Tensor index(Tensor x, @Nullable Tensor... indices) {
    return GatherOps.index(x, indices);
  }

  /// NumPy's `x[i, j, ...] = source`: a copy of `x` with `source`, which broadcasts, in place of
  /// what [#index] gives for `indices`, or combined with it.
  public static Tensor indexPut(
      Tensor x, Tensor source, ScatterReduction reduction, @Nullable Tensor... indices) {
    return ScatterOps.indexPut(x, source, reduction, indices);
  }

  /// The elements with the row-major numbers in `index`, in its shape.
  public static Tensor takeFlat(Tensor x, Tensor index) {
    return GatherOps.takeFlat(x, index);
  }

  /// The entries whose leading indices are the rows of `index`, `[batch..., ..., depth]`; the first
  /// `batchDims` axes are common to both and not indexed.
  public static Tensor gatherNd(Tensor x, Tensor index, int batchDims) {
    return GatherOps.gatherNd(x, index, batchDims);
  }

  /// A copy of `x` with the entries of `source`, `[..., rest of the axes]`, in place of those, or
  /// combined with those, whose leading indices are the rows of `index`, `[..., depth]`.
  public static Tensor scatterNd(
      Tensor x, Tensor index, Tensor source, ScatterReduction reduction) {
    return ScatterOps.scatterNd(x, index, source, reduction);
  }

  /// A copy of `x` with the elements of `source`, one after the other, where `mask` (BOOL) is true;
  /// `x` and the mask broadcast.
  public static Tensor maskedScatter(Tensor x, Tensor mask, Tensor source) {
    return MaskOps.maskedScatter(x, mask, source);
  }

  /// The entries along `axis` for which the BOOL vector `mask` is true; a mask too short takes none
  /// of those left.
  public static Tensor compress(Tensor x, int axis, Tensor mask) {
    return MaskOps.compress(x, axis, mask);
  }
}
