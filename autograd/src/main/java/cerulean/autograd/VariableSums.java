package cerulean.autograd;

import static cerulean.autograd.Variable.apply;
import static cerulean.autograd.Variable.constant;

import cerulean.tensor.DType;
import cerulean.tensor.Interpolation.Outside;
import cerulean.tensor.MatrixNorm;
import cerulean.tensor.Resampling;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;

/// Operations on variables that sum up or mix elements: reductions, sorting, products, transforms,
/// linear algebra.
///
/// A part of [Variable], which is where users find it; the primitives of each family are in its
/// `...Gradients`.
abstract sealed class VariableSums extends VariableLayers permits VariableElements {

  // ---- Reductions, softmax

  /// Sum over `axes`, all if none is given.
  public Variable sum(boolean keepDims, int... axes) {
    return apply(ReductionGradients.sum(keepDims, axes), self());
  }

  /// Sum of all elements.
  public Variable sum() {
    return sum(false);
  }

  /// Mean over `axes`, all if none is given.
  public Variable mean(boolean keepDims, int... axes) {
    Variable sum = sum(keepDims, axes);
    return sum.form().size() == 0
        ? sum
        : sum.div((double) self().form().size() / sum.form().size());
  }

  /// Mean of all elements.
  public Variable mean() {
    return mean(false);
  }

  /// Largest element over `axes`; equal largest elements share the gradient.
  public Variable amax(boolean keepDims, int... axes) {
    return apply(ReductionGradients.amax(keepDims, axes), self());
  }

  /// Smallest element over `axes`; equal smallest elements share the gradient.
  public Variable amin(boolean keepDims, int... axes) {
    return apply(ReductionGradients.amin(keepDims, axes), self());
  }

  /// Sums away what broadcasting had added.
  public Variable sumTo(Shape target) {
    return apply(ReductionGradients.sumTo(target), self());
  }

  /// Softmax along an axis.
  public Variable softmax(int axis) {
    return apply(ReductionGradients.softmax(axis), self());
  }

  /// Logarithm of the softmax along an axis.
  public Variable logSoftmax(int axis) {
    return apply(ReductionGradients.logSoftmax(axis), self());
  }

  /// Mean cross-entropy of logits `[rows, classes]` against class indices `[rows]` (I64).
  public Variable crossEntropy(Tensor targets) {
    return crossEntropy(constant(targets));
  }

  /// As [#crossEntropy(Tensor)], with targets that may differ from example to example of a [Vmap].
  public Variable crossEntropy(Variable targets) {
    return apply(ReductionGradients.CROSS_ENTROPY, self(), targets);
  }

  /// Truth values as numbers: axis of `classes` at the end, 1 at the class and 0 elsewhere, in a
  /// floating-point type.
  public Variable oneHot(int classes, DType type) {
    return apply(ReductionGradients.oneHot(classes, type), self());
  }

  /// Product over `axes`, all if none is given. The gradient of an element is the product of the
  /// others, zeros or not.
  public Variable prod(boolean keepDims, int... axes) {
    return apply(MomentGradients.prod(keepDims, axes), self());
  }

  /// Product of all elements.
  public Variable prod() {
    return prod(false);
  }

  /// Variance over `axes`, all if none is given, see [Tensor#var].
  public Variable var(int correction, boolean keepDims, int... axes) {
    return apply(MomentGradients.var(correction, keepDims, axes), self());
  }

  /// Standard deviation, the square root of [#var]; the gradient at 0 is 0.
  public Variable std(int correction, boolean keepDims, int... axes) {
    return apply(MomentGradients.std(correction, keepDims, axes), self());
  }

  /// The `order`-norm over `axes`, all if none is given, see [Tensor#norm]. The gradient is 0 where
  /// the norm is, and at elements that are; for infinite orders the elements of that size share it,
  /// and order 0 has none.
  public Variable norm(double order, boolean keepDims, int... axes) {
    return apply(MomentGradients.norm(order, keepDims, axes), self());
  }

  /// `ln sum e^x` over `axes`, all if none is given; the gradient is NaN where all elements are
  /// minus infinity.
  public Variable logSumExp(boolean keepDims, int... axes) {
    return apply(MomentGradients.logSumExp(keepDims, axes), self());
  }

  /// The middle element over `axes`, all if none is given; the mean of the two middle ones if their
  /// number is even, which get half the gradient each. Of equal elements the one that a stable sort
  /// puts there gets it.
  public Variable median(boolean keepDims, int... axes) {
    return apply(MomentGradients.median(keepDims, axes), self());
  }

  /// The middle element over `axes`, the lower of two. Over given axes the gradient goes to one of
  /// equal elements, as from [#lowerMedian(int, boolean)]; over all, with none given, they share
  /// it.
  public Variable lowerMedian(boolean keepDims, int... axes) {
    return apply(
        axes.length == 0
            ? ReductionGradients.lowerMedianOfAll(keepDims)
            : MomentGradients.lowerMedian(keepDims, axes),
        self());
  }

  // ---- Running reductions

  /// Running sum along an axis.
  public Variable cumsum(int axis) {
    return apply(ScanGradients.cumsum(axis), self());
  }

  /// Running product along an axis; zeros have a gradient as other elements have.
  public Variable cumprod(int axis) {
    return apply(ScanGradients.cumprod(axis), self());
  }

  /// Largest element so far along an axis; of equal ones the last so far gets the gradient.
  public Variable cummax(int axis) {
    return apply(ScanGradients.cummax(axis), self());
  }

  /// Smallest element so far along an axis; of equal ones the last so far gets the gradient.
  public Variable cummin(int axis) {
    return apply(ScanGradients.cummin(axis), self());
  }

  /// Running `ln sum e^x` along an axis.
  public Variable logCumSumExp(int axis) {
    return apply(ScanGradients.logCumSumExp(axis), self());
  }

  /// Differences of neighbours along an axis, taken `n` times.
  public Variable diff(int n, int axis) {
    return apply(ScanGradients.diff(n, axis), self());
  }

  // ---- Sorting

  /// The elements in ascending order along an axis, see [cerulean.tensor.Sorting#sort]: equal ones,
  /// and their gradients, stay in the order in which they come.
  public Selection sort(int axis) {
    return SortingGradients.sort(self(), axis, false);
  }

  /// The elements in ascending or descending order along an axis.
  public Selection sort(int axis, boolean descending) {
    return SortingGradients.sort(self(), axis, descending);
  }

  /// The indices that sort along an axis; they have no gradient.
  public Variable argsort(int axis, boolean descending) {
    return apply(SortingGradients.argsort(axis, descending), self());
  }

  /// The `k` largest elements along an axis, largest first, or the `k` smallest, smallest first,
  /// see [cerulean.tensor.Sorting#topK].
  public Selection topK(int k, int axis, boolean largest) {
    return SortingGradients.topK(self(), k, axis, largest);
  }

  /// The `k`-th smallest element along an axis, counted from 1; of equal ones that which a stable
  /// sort puts there.
  public Selection kthValue(int k, int axis, boolean keepDims) {
    return SortingGradients.kthValue(self(), k, axis, keepDims);
  }

  /// The middle element along an axis, the lower of two, and its index; the first NaN if there is
  /// one.
  public Selection lowerMedian(int axis, boolean keepDims) {
    return SortingGradients.lowerMedian(self(), axis, keepDims);
  }

  /// The sum of the weights of the elements equal to each of the integers `0, 1, ...`, see
  /// [cerulean.tensor.Sorting#bincount(Tensor, Tensor, int)]; this is the elements, which have no
  /// gradient.
  public Variable bincount(Variable weights, int minLength) {
    return apply(SortingGradients.bincount(minLength), self(), weights);
  }

  // ---- Products

  /// Sum over the last axis of this and the last but one (the only one of a vector) of `other`. A
  /// scalar multiplies.
  public Variable dot(Variable other) {
    return EinsumGradients.dot(self(), other);
  }

  /// Sum over the last axes of both. A scalar multiplies.
  public Variable inner(Variable other) {
    return EinsumGradients.inner(self(), other);
  }

  /// Scalar product of all elements of both, in row-major order.
  public Variable vdot(Variable other) {
    return EinsumGradients.vdot(self(), other);
  }

  /// Every element times every one of `other`: `[size, other.size]`.
  public Variable outer(Variable other) {
    return EinsumGradients.outer(self(), other);
  }

  /// Sum over the last `axes` axes of this and the first `axes` of `other`, see
  /// [Tensor#tensordot(Tensor, int)].
  public Variable tensordot(Variable other, int axes) {
    return EinsumGradients.tensordot(self(), other, axes);
  }

  /// As [#tensordot(Variable, int)] over `axes[i]` of this and `otherAxes[i]` of `other`.
  public Variable tensordot(Variable other, int[] axes, int[] otherAxes) {
    return EinsumGradients.tensordot(self(), other, axes, otherAxes);
  }

  // ---- Fourier transforms, interpolation

  /// Transforms pairs of real and imaginary parts, see [cerulean.tensor.Fourier#fft(Tensor, int,
  /// int)].
  public Variable fft(int n, int axis) {
    return apply(FourierGradients.fft(n, axis), self());
  }

  /// As [#fft(int, int)] with the length of the axis.
  public Variable fft(int axis) {
    return apply(FourierGradients.fft(axis), self());
  }

  /// The inverse of [#fft(int, int)].
  public Variable ifft(int n, int axis) {
    return apply(FourierGradients.ifft(n, axis), self());
  }

  /// As [#ifft(int, int)] with the length of the axis.
  public Variable ifft(int axis) {
    return apply(FourierGradients.ifft(axis), self());
  }

  /// Transforms real numbers to the first half of their spectrum, see
  /// [cerulean.tensor.Fourier#rfft(Tensor, int, int)].
  public Variable rfft(int n, int axis) {
    return apply(FourierGradients.rfft(n, axis), self());
  }

  /// As [#rfft(int, int)] with the length of the axis.
  public Variable rfft(int axis) {
    return apply(FourierGradients.rfft(axis), self());
  }

  /// The `n` real numbers that have this first half of a spectrum, see
  /// [cerulean.tensor.Fourier#irfft]. No gradient goes to the imaginary parts that are taken as 0.
  public Variable irfft(int n, int axis) {
    return apply(FourierGradients.irfft(n, axis), self());
  }

  /// Axes resized to given sizes, see [cerulean.tensor.Interpolation#resize].
  public Variable resize(int[] axes, int[] sizes, Resampling how, boolean alignCorners) {
    return apply(InterpolationGradients.resize(axes, sizes, how, alignCorners), self());
  }

  /// Axes resized by given factors, see [cerulean.tensor.Interpolation#resizeBy].
  public Variable resizeBy(int[] axes, double[] factors, Resampling how, boolean alignCorners) {
    return apply(InterpolationGradients.resizeBy(axes, factors, how, alignCorners), self());
  }

  /// Axes resized by means, see [cerulean.tensor.Interpolation#resizeArea].
  public Variable resizeArea(int[] axes, int... sizes) {
    return apply(InterpolationGradients.resizeArea(axes, sizes), self());
  }

  /// One axis read at fractional positions, see [cerulean.tensor.Interpolation#resample].
  public Variable resample(int axis, double[] positions, Resampling how) {
    return apply(InterpolationGradients.resample(axis, positions, how), self());
  }

  /// Images or volumes read at the points of a grid, see
  /// [cerulean.tensor.Interpolation#gridSample]. Linear weights have a kink at every element: there
  /// the derivative along the grid is that on the right. Points beyond an edge that is continued
  /// move nothing, and the nearest element does not depend on the grid.
  public Variable gridSample(Variable grid, Resampling how, Outside outside, boolean alignCorners) {
    return apply(GridSampleGradients.gridSample(how, outside, alignCorners), self(), grid);
  }

  /// The grid of an affine map, see [cerulean.tensor.Interpolation#affineGrid].
  public Variable affineGrid(boolean alignCorners, int... sizes) {
    return apply(InterpolationGradients.affineGrid(alignCorners, sizes), self());
  }

  // ---- Linear algebra

  /// See [cerulean.tensor.LinearAlgebra#inverse].
  public Variable inverse() {
    return apply(LinearAlgebraGradients.INVERSE, self());
  }

  /// The solution `X` of `A X = B`, see [cerulean.tensor.LinearAlgebra#solve]; this is `A`.
  public Variable solve(Variable b) {
    return LinearAlgebraGradients.solve(self(), b);
  }

  /// See [cerulean.tensor.LinearAlgebra#solveTriangular]; this is `A`. What is not read gets
  /// gradient 0.
  public Variable solveTriangular(Variable b, boolean upper, boolean unit) {
    return LinearAlgebraGradients.solveTriangular(self(), b, upper, unit);
  }

  /// See [cerulean.tensor.LinearAlgebra#choleskySolve]; this is the factor `L`, whose gradient is
  /// lower triangular.
  public Variable choleskySolve(Variable b) {
    return LinearAlgebraGradients.choleskySolve(self(), b);
  }

  /// The solution of [cerulean.tensor.LinearAlgebra#lstsq(Tensor, Tensor)]; this is `A`. Its
  /// derivative is that at constant rank, as of [#pinv()].
  public Variable lstsq(Variable b) {
    return DecompositionGradients.lstsq(self(), b);
  }

  /// The solution of [cerulean.tensor.LinearAlgebra#lstsq(Tensor, Tensor, double)].
  public Variable lstsq(Variable b, double relativeTolerance) {
    return DecompositionGradients.lstsq(self(), b, relativeTolerance);
  }

  /// See [cerulean.tensor.LinearAlgebra#pinv(Tensor)]. The derivative is that at constant rank:
  /// where the rank changes, the pseudo-inverse is not continuous.
  public Variable pinv() {
    return apply(DecompositionGradients.PINV, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#pinv(Tensor, double)].
  public Variable pinv(double relativeTolerance) {
    return apply(DecompositionGradients.pinv(relativeTolerance), self());
  }

  /// See [cerulean.tensor.LinearAlgebra#cholesky]. The gradient is symmetric: that for symmetric
  /// changes, though only the lower triangle is read.
  public Variable cholesky() {
    return apply(DecompositionGradients.CHOLESKY, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#lu]. Defined where none of the first `k` pivots is 0; the
  /// permutation has no gradient.
  public Decompositions.Lu lu() {
    return DecompositionGradients.lu(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#qr]. Defined where the first `k` columns are linearly
  /// independent; elsewhere the gradient is refused as that of a singular system.
  public Decompositions.Qr qr() {
    return DecompositionGradients.qr(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#qrComplete]. Functions that do not depend on how the
  /// columns behind those of [#qr] are turned among themselves have the right derivative; for
  /// others there is none.
  public Decompositions.Qr qrComplete() {
    return DecompositionGradients.qrComplete(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#eigh]. The gradient is symmetric: that for symmetric
  /// changes, though only the lower triangle is read.
  ///
  /// Vectors of equal eigenvalues have no derivative: gradients that flow through them are infinite
  /// or NaN, as in PyTorch, unless the function does not depend on which of them are taken so that
  /// nothing has to flow. First derivatives of the values are always right.
  public Decompositions.Eigh eigh() {
    return DecompositionGradients.eigh(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#eigvalsh]. Equal eigenvalues have the derivative that their
  /// vectors give, as in PyTorch; sums over equal ones are differentiable.
  public Variable eigvalsh() {
    return apply(DecompositionGradients.EIGVALSH, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#svd]. As for [#eigh], gradients that flow through vectors
  /// of equal singular values, or of singular value 0 where the matrix is not square, are infinite
  /// or NaN.
  public Decompositions.Svd svd() {
    return DecompositionGradients.svd(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#svdFull]. As for [#qrComplete], of the vectors that [#svd]
  /// does not give only the space has a derivative. (PyTorch leaves their gradients out.)
  public Decompositions.Svd svdFull() {
    return DecompositionGradients.svdFull(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#svdvals]. At equal values, and at 0, the derivative is that
  /// of the vectors which the decomposition happens to give, as in PyTorch.
  public Variable svdvals() {
    return apply(DecompositionGradients.SVDVALS, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#det]. Singular matrices have a first derivative; the second
  /// needs the inverse, and is refused.
  public Variable det() {
    return apply(LinearAlgebraGradients.DET, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#slogDet]. The gradient of singular matrices is refused.
  public Decompositions.SlogDet slogDet() {
    return LinearAlgebraGradients.slogDet(self());
  }

  /// See [cerulean.tensor.LinearAlgebra#logDet]. The gradient of singular matrices is refused; that
  /// of a negative determinant is the one of the logarithm of its absolute value, as in PyTorch.
  public Variable logDet() {
    return apply(LinearAlgebraGradients.LOG_DET, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#cond].
  public Variable cond() {
    return apply(LinearAlgebraGradients.COND, self());
  }

  /// See [cerulean.tensor.LinearAlgebra#matrixNorm]. Equal largest sums or singular values share
  /// the gradient; that of the Frobenius norm of zeros is 0.
  public Variable matrixNorm(MatrixNorm norm) {
    return apply(LinearAlgebraGradients.norm(norm), self());
  }

  /// See [cerulean.tensor.LinearAlgebra#matrixPower].
  public Variable matrixPower(int exponent) {
    return apply(LinearAlgebraGradients.power(exponent), self());
  }
}
