package cerulean.autograd;

import static cerulean.autograd.Variable.apply;
import static cerulean.autograd.Variable.constant;

import cerulean.tensor.DType;
import cerulean.tensor.PadMode;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.Shape;
import cerulean.tensor.Slice;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Operations on variables that move elements: views, picking, scattering, joining, padding, masks.
///
/// A part of [Variable], which is where users find it; the primitives of each family are in its
/// `...Gradients`.
abstract sealed class VariableViews permits VariableLayers {

  /// This, as the only kind of object that it can be.
  final Variable self() {
    return (Variable) this;
  }

  // ---- Views and indexing

  /// The same numbers in another type; this variable if it has the type. No gradient flows through
  /// whole numbers and truth values.
  public Variable to(DType type) {
    return type == self().form().dtype() ? self() : apply(Gradients.convert(type), self());
  }

  /// The same elements in another shape.
  public Variable reshape(int... shape) {
    return apply(ViewGradients.reshape(shape), self());
  }

  /// The matrix with rows and columns exchanged.
  public Variable transpose() {
    return apply(ViewGradients.TRANSPOSE, self());
  }

  /// The axes in another order.
  public Variable permute(int... axes) {
    return apply(ViewGradients.permute(axes), self());
  }

  /// Axes of size 1, and new axes in front, repeated.
  public Variable expand(Shape shape) {
    return apply(ViewGradients.expand(shape), self());
  }

  /// As [#expand(Shape)]; -1 keeps the size of an axis.
  public Variable expand(int... shape) {
    return expand(self().form().expand(shape).shape());
  }

  /// Entries `start .. start + length` along an axis.
  public Variable narrow(int axis, int start, int length) {
    return apply(ViewGradients.narrow(axis, start, length), self());
  }

  /// Zeros before and behind along an axis.
  public Variable pad(int axis, int before, int after) {
    return apply(ViewGradients.pad(axis, before, after), self());
  }

  /// One entry along an axis, which disappears.
  public Variable select(int axis, int index) {
    return apply(ViewGradients.select(axis, index), self());
  }

  /// Without an axis of size 1.
  public Variable squeeze(int axis) {
    return reshape(self().form().squeeze(axis).shape().dims());
  }

  /// With a new axis of size 1.
  public Variable unsqueeze(int axis) {
    return reshape(self().form().unsqueeze(axis).shape().dims());
  }

  /// Two axes exchanged.
  public Variable swapAxes(int axis1, int axis2) {
    return apply(ViewGradients.swapAxes(axis1, axis2), self());
  }

  /// Axes `start` to `end`, both included, as one.
  public Variable flatten(int start, int end) {
    return reshape(self().form().flatten(start, end).shape().dims());
  }

  /// Parts of the given sizes along an axis; their sum is the size of the axis.
  public Variable[] split(int axis, int... sizes) {
    int count = self().form().split(axis, sizes).length;
    Variable[] parts = new Variable[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      parts[i] = narrow(axis, start, sizes[i]);
      start += sizes[i];
    }
    return parts;
  }

  /// Axis `axis` replaced by all axes of `index` (I64): the rows of an embedding.
  public Variable take(int axis, Tensor index) {
    return take(axis, constant(index));
  }

  /// As [#take(int, Tensor)], with an index that may differ from example to example of a [Vmap].
  public Variable take(int axis, Variable index) {
    return apply(IndexGradients.take(axis), self(), index);
  }

  /// The entries along `axis` that `index` (I64) names.
  public Variable indexSelect(int axis, Tensor index) {
    return indexSelect(axis, constant(index));
  }

  /// As [#indexSelect(int, Tensor)], with an index that may differ from example to example.
  public Variable indexSelect(int axis, Variable index) {
    return apply(IndexGradients.indexSelect(axis), self(), index);
  }

  /// This with `source` added to the entries along `axis` that `index` (I64) names.
  public Variable indexAdd(int axis, Tensor index, Variable source) {
    return indexAdd(axis, constant(index), source);
  }

  /// As [#indexAdd(int, Tensor, Variable)], with an index that may differ from example to example.
  public Variable indexAdd(int axis, Variable index, Variable source) {
    return apply(ScatterGradients.indexAdd(axis), self(), index, source);
  }

  /// As [#gather(int, Variable)].
  public Variable gather(int axis, Tensor index) {
    return gather(axis, constant(index));
  }

  /// For each index the element of its own line along `axis`, see [Tensor#gather].
  public Variable gather(int axis, Variable index) {
    return apply(IndexGradients.gather(axis), self(), index);
  }

  /// The elements with the row-major numbers in `index`, see [cerulean.tensor.Indexing#takeFlat].
  public Variable takeFlat(Tensor index) {
    return takeFlat(constant(index));
  }

  /// As [#takeFlat(Tensor)], with an index that may differ from example to example.
  public Variable takeFlat(Variable index) {
    return apply(IndexGradients.TAKE_FLAT, self(), index);
  }

  /// The entries whose leading indices are the rows of `index`, see
  /// [cerulean.tensor.Indexing#gatherNd].
  public Variable gatherNd(Tensor index, int batchDims) {
    return gatherNd(constant(index), batchDims);
  }

  /// As [#gatherNd(Tensor, int)], with an index that may differ from example to example.
  public Variable gatherNd(Variable index, int batchDims) {
    return apply(IndexGradients.gatherNd(batchDims), self(), index);
  }

  /// NumPy's `x[i, j, ...]` for index tensors, null for a whole axis, see
  /// [cerulean.tensor.Indexing#index].
  public Variable index(@Nullable Tensor... indices) {
    return index(IndexGradients.constants(indices));
  }

  /// As [#index(Tensor...)], with indices that may differ from example to example.
  public Variable index(@Nullable Variable... indices) {
    return IndexGradients.index(self(), indices);
  }

  /// This with `source` in place of the entries along `axis` that `index` names; of several the
  /// last stays and gets the gradient.
  public Variable indexCopy(int axis, Tensor index, Variable source) {
    return indexCopy(axis, constant(index), source);
  }

  /// As [#indexCopy(int, Tensor, Variable)], with an index that may differ from example to example.
  public Variable indexCopy(int axis, Variable index, Variable source) {
    return ScatterGradients.indexCopy(self(), axis, index, source);
  }

  /// As [#scatter(int, Variable, Variable, ScatterReduction)], replacing what is there.
  public Variable scatter(int axis, Tensor index, Variable source) {
    return scatter(axis, constant(index), source);
  }

  /// As [#scatter(int, Variable, Variable, ScatterReduction)], replacing what is there.
  public Variable scatter(int axis, Variable index, Variable source) {
    return scatter(axis, index, source, ScatterReduction.NONE);
  }

  /// As [#scatter(int, Variable, Variable, ScatterReduction)].
  public Variable scatter(int axis, Tensor index, Variable source, ScatterReduction reduction) {
    return scatter(axis, constant(index), source, reduction);
  }

  /// This with each element of `source` at the place in its line along `axis` that `index` names,
  /// combined with what is there, see [Tensor#scatter(int, Tensor, Tensor, ScatterReduction)].
  ///
  /// - replaced elements have no gradient, nor have those of the source that others replaced
  /// - a product passes on the product of the other factors, zeros among them; its second
  ///   derivative leaves out the pairs of factors of which one is 0
  /// - of a minimum or maximum all equal elements share the gradient, that which was there with
  ///   them
  public Variable scatter(int axis, Variable index, Variable source, ScatterReduction reduction) {
    return ScatterGradients.scatter(self(), axis, index, source, reduction);
  }

  /// This with `source` added at the places in its lines along `axis` that `index` names.
  public Variable scatterAdd(int axis, Tensor index, Variable source) {
    return scatterAdd(axis, constant(index), source);
  }

  /// As [#scatterAdd(int, Tensor, Variable)], with an index that may differ from example to
  /// example.
  public Variable scatterAdd(int axis, Variable index, Variable source) {
    return apply(ScatterGradients.scatterAdd("scatterAdd", axis), self(), index, source);
  }

  /// This with the entries of `source` put where the rows of `index` say, see
  /// [cerulean.tensor.Indexing#scatterNd]; gradients as of [#scatter(int, Variable, Variable,
  /// ScatterReduction)].
  public Variable scatterNd(Tensor index, Variable source, ScatterReduction reduction) {
    return scatterNd(constant(index), source, reduction);
  }

  /// As [#scatterNd(Tensor, Variable, ScatterReduction)], with an index that may differ from
  /// example to example.
  public Variable scatterNd(Variable index, Variable source, ScatterReduction reduction) {
    return ScatterGradients.scatterNd(self(), index, source, reduction);
  }

  /// NumPy's `x[i, j, ...] = source`, see [cerulean.tensor.Indexing#indexPut]; gradients as of
  /// [#scatter(int, Variable, Variable, ScatterReduction)].
  public Variable indexPut(
      Variable source, ScatterReduction reduction, @Nullable Tensor... indices) {
    return indexPut(source, reduction, IndexGradients.constants(indices));
  }

  /// As [#indexPut(Variable, ScatterReduction, Tensor...)], with indices that may differ from
  /// example to example.
  public Variable indexPut(
      Variable source, ScatterReduction reduction, @Nullable Variable... indices) {
    return ScatterGradients.indexPut(self(), source, reduction, indices);
  }

  // ---- More views, joining, repeating, padding

  /// Without all axes of size 1.
  public Variable squeeze() {
    return reshape(self().form().squeeze().shape().dims());
  }

  /// As [#expand(int...)], under NumPy's name.
  public Variable broadcastTo(int... shape) {
    return expand(self().form().broadcastTo(shape).shape());
  }

  /// Entries `start`, `start + step`, ... before `stop` along an axis, see [Tensor#slice(int, int,
  /// int, int)].
  public Variable slice(int axis, int start, int stop, int step) {
    return apply(ViewGradients.slice(axis, start, stop, step), self());
  }

  /// What each of `slices` takes of its axis.
  public Variable slice(Slice... slices) {
    return apply(ViewGradients.slice(slices), self());
  }

  /// The entries along `axes`, all if none is given, from last to first.
  public Variable flip(int... axes) {
    return apply(ViewGradients.flip(axes), self());
  }

  /// Turned by `times` quarter turns from axis `from` towards axis `to`.
  public Variable rot90(int times, int from, int to) {
    return apply(ViewGradients.rot90(times, from, to), self());
  }

  /// The diagonal of the first two axes as a new last axis.
  public Variable diagonal() {
    return diagonal(0, 0, 1);
  }

  /// Elements `(i, i + offset)` of two axes as a new last axis.
  public Variable diagonal(int offset, int axis1, int axis2) {
    return apply(ViewGradients.diagonal(offset, axis1, axis2), self());
  }

  /// Axis `from` moved to the place `to`, the others in their order.
  public Variable moveAxis(int from, int to) {
    return moveAxis(new int[] {from}, new int[] {to});
  }

  /// Axes `from[i]` moved to the places `to[i]`, the others in their order.
  public Variable moveAxis(int[] from, int[] to) {
    return apply(ViewGradients.moveAxis(from, to), self());
  }

  /// All axes as one; a scalar becomes `[1]`.
  public Variable flatten() {
    return flatten(0, -1);
  }

  /// One axis cut into several of `sizes`, of which one may be -1.
  public Variable unflatten(int axis, int... sizes) {
    return reshape(self().form().unflatten(axis, sizes).shape().dims());
  }

  /// All windows of `size` entries along an axis, `step` apart, the entries of each along a new
  /// last axis.
  public Variable unfold(int axis, int size, int step) {
    return apply(ViewGradients.unfold(axis, size, step), self());
  }

  /// At most `count` parts along an axis, of one size but for a shorter last one.
  public Variable[] chunk(int axis, int count) {
    Tensor[] forms = self().form().chunk(axis, count);
    int[] sizes = new int[forms.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = forms[i].dim(axis);
    }
    return split(axis, sizes);
  }

  /// All entries along an axis, without it.
  public Variable[] unbind(int axis) {
    Variable[] entries = new Variable[self().form().unbind(axis).length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = select(axis, i);
    }
    return entries;
  }

  /// This `times[i]` times along axis `i`, see [Tensor#tile].
  public Variable tile(int... times) {
    return apply(JoinGradients.tile(times), self());
  }

  /// Each entry along an axis `times` times in a row.
  public Variable repeat(int axis, int times) {
    return apply(JoinGradients.repeat(axis, times), self());
  }

  /// Each entry along an axis as many times in a row as the I64 vector `counts` says for it.
  public Variable repeat(int axis, Tensor counts) {
    return apply(JoinGradients.repeat(axis, counts), self());
  }

  /// The entries along an axis moved by `shift`; what leaves at the end comes in at the front.
  public Variable roll(int shift, int axis) {
    return roll(new int[] {shift}, new int[] {axis});
  }

  /// The entries along `axes[i]` moved by `shifts[i]`.
  public Variable roll(int[] shifts, int[] axes) {
    return apply(JoinGradients.roll(shifts, axes), self());
  }

  /// `before[i]` entries before and `after[i]` behind those along axis `i`, as `mode` says, see
  /// [Tensor#pad(int\[\], int\[\], PadMode, double)].
  public Variable pad(int[] before, int[] after, PadMode mode, double value) {
    return apply(JoinGradients.pad(before, after, mode, value), self());
  }

  // ---- Masks and triangles

  /// This with `value` where `mask` (BOOL) is true, where the gradient is 0; the two broadcast.
  public Variable maskedFill(Variable mask, double value) {
    return apply(MaskGradients.maskedFill(value), self(), mask);
  }

  /// As [#maskedFill(Variable, double)].
  public Variable maskedFill(Tensor mask, double value) {
    return maskedFill(constant(mask), value);
  }

  /// The elements where `mask` (BOOL) is true, in one axis; the two broadcast.
  public Variable maskedSelect(Tensor mask) {
    return apply(MaskGradients.maskedSelect(mask), self());
  }

  /// This with the elements of `source`, one after the other, where `mask` (BOOL) is true; this and
  /// the mask broadcast.
  public Variable maskedScatter(Tensor mask, Variable source) {
    return apply(MaskGradients.maskedScatter(mask), self(), source);
  }

  /// The entries along an axis for which the BOOL vector `mask` is true.
  public Variable compress(int axis, Tensor mask) {
    return apply(MaskGradients.compress(axis, mask), self());
  }

  /// The matrices of the last two axes with zeros above diagonal `k`.
  public Variable tril(int k) {
    return apply(MaskGradients.tril(k), self());
  }

  /// The matrices of the last two axes with zeros below diagonal `k`.
  public Variable triu(int k) {
    return apply(MaskGradients.triu(k), self());
  }

  /// The matrix of zeros with this vector on diagonal `k`.
  public Variable diag(int k) {
    return apply(MaskGradients.diag(k), self());
  }
}
