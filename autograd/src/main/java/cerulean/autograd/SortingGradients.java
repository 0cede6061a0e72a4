package cerulean.autograd;

import static cerulean.autograd.Batching.inner;

import cerulean.tensor.Sorting;
import java.util.function.IntFunction;

/// Sorting and choosing along an axis: the indices are constant in pieces, and the values are
/// picked by them, so that each gradient goes to the element that was chosen, and of equal ones to
/// that alone.
final class SortingGradients {

  private SortingGradients() {}

  static Selection sort(Variable x, int axis, boolean descending) {
    return chosen(x, axis, argsort(axis, descending).apply(x));
  }

  static Selection topK(Variable x, int k, int axis, boolean largest) {
    IntFunction<Primitive> indices =
        along -> Primitive.constant("topK", in -> Sorting.topK(in[0], k, along, largest).indices());
    return chosen(x, axis, batched(indices, axis).apply(x));
  }

  static Selection kthValue(Variable x, int k, int axis, boolean keepDims) {
    IntFunction<Primitive> indices =
        along ->
            Primitive.constant("kthValue", in -> Sorting.kthValue(in[0], k, along, true).indices());
    return squeezed(chosen(x, axis, batched(indices, axis).apply(x)), axis, keepDims);
  }

  static Selection lowerMedian(Variable x, int axis, boolean keepDims) {
    IntFunction<Primitive> indices =
        along ->
            Primitive.constant(
                "lowerMedian", in -> Sorting.lowerMedian(in[0], along, true).indices());
    return squeezed(chosen(x, axis, batched(indices, axis).apply(x)), axis, keepDims);
  }

  static Primitive argsort(int axis, boolean descending) {
    return batched(
        along -> Primitive.constant("argsort", in -> Sorting.argsort(in[0], along, descending)),
        axis);
  }

  /// Linear in the weights: each goes to the sum of its element.
  static Primitive bincount(int minLength) {
    return Primitive.partials(
            "bincount",
            in -> Sorting.bincount(in[0], in[1], minLength),
            null,
            (g, in, y) -> g.take(0, in[0]).to(in[1].dtype()))
        .withTangent((t, in, y) -> t[1] == null ? null : in[0].bincount(t[1], y.shape().dim(0)));
  }

  private static Primitive batched(IntFunction<Primitive> indices, int axis) {
    return indices.apply(axis).batched(x -> batched(indices, inner(axis)).apply(x));
  }

  private static Selection chosen(Variable x, int axis, Variable indices) {
    return new Selection(x.gather(axis, indices), indices);
  }

  private static Selection squeezed(Selection selection, int axis, boolean keepDims) {
    return keepDims
        ? selection
        : new Selection(selection.values().squeeze(axis), selection.indices().squeeze(axis));
  }
}
