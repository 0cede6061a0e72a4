package cerulean.autograd;

import static cerulean.autograd.Batching.inner;
import static cerulean.autograd.Batching.prepend;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.Shape;
import cerulean.tensor.Slice;
import cerulean.tensor.Tensor;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Operations that move elements and compute nothing: linear maps, each with its transpose.
final class ViewGradients {

  private ViewGradients() {}

  static Primitive reshape(int... shape) {
    int[] dims = shape.clone();
    return linear("reshape", x -> x.reshape(dims), (g, x, y) -> g.reshape(x.shape().dims()))
        .batched(x -> x.reshape(prepend(x.shape().dim(0), dims)));
  }

  static final Primitive TRANSPOSE =
      linear("transpose", Tensor::transpose, (g, x, y) -> g.transpose())
          .batched(x -> x.swapAxes(-1, -2));

  static Primitive swapAxes(int axis1, int axis2) {
    return linear("swapAxes", x -> x.swapAxes(axis1, axis2), (g, x, y) -> g.swapAxes(axis1, axis2))
        .batched(x -> x.swapAxes(inner(axis1), inner(axis2)));
  }

  static Primitive permute(int... order) {
    int[] axes = order.clone();
    return linear("permute", x -> x.permute(axes), (g, x, y) -> g.permute(inverse(axes)))
        .batched(x -> x.permute(prepend(0, inner(axes))));
  }

  private static int[] inverse(int... axes) {
    int[] inverse = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      inverse[axes[i] < 0 ? axes[i] + axes.length : axes[i]] = i;
    }
    return inverse;
  }

  static Primitive expand(Shape shape) {
    return linear("expand", x -> x.expand(shape), (g, x, y) -> g.sumTo(x.shape()))
        .batched(x ->
            Batching.withRank(x, 1 + shape.rank()).expand(prepend(x.shape().dim(0), shape.dims())));
  }

  static Primitive narrow(int axis, int start, int length) {
    return linear(
            "narrow",
            x -> x.narrow(axis, start, length),
            (g, x, y) -> g.pad(axis, start, x.shape().dim(axis) - start - length))
        .batched(x -> x.narrow(inner(axis), start, length));
  }

  static Primitive pad(int axis, int before, int after) {
    return linear(
            "pad",
            x -> x.pad(axis, before, after),
            (g, x, y) -> g.narrow(axis, before, x.shape().dim(axis)))
        .batched(x -> x.pad(inner(axis), before, after));
  }

  static Primitive select(int axis, int index) {
    return linear(
            "select",
            x -> x.select(axis, index),
            (g, x, y) -> {
              int size = x.shape().dim(axis);
              int entry = index < 0 ? index + size : index;
              return g.unsqueeze(axis).pad(axis, entry, size - 1 - entry);
            })
        .batched(x -> x.select(inner(axis), index));
  }

  static Primitive flip(int... axes) {
    int[] own = axes.clone();
    return linear("flip", x -> x.flip(own), (g, x, y) -> g.flip(own))
        .batched(x -> {
          int[] inner =
              own.length == 0 ? IntStream.range(1, x.shape().rank()).toArray() : inner(own);
          return inner.length == 0 ? x : x.flip(inner);
        });
  }

  static Primitive rot90(int times, int from, int to) {
    return linear(
            "rot90", x -> x.rot90(times, from, to), (g, x, y) -> g.rot90(-(times % 4), from, to))
        .batched(x -> x.rot90(times, inner(from), inner(to)));
  }

  static Primitive moveAxis(int[] from, int[] to) {
    int[] origins = from.clone();
    int[] places = to.clone();
    return linear(
            "moveAxis", x -> x.moveAxis(origins, places), (g, x, y) -> g.moveAxis(places, origins))
        .batched(x -> x.moveAxis(inner(origins), inner(places)));
  }

  static Primitive slice(int axis, int start, int stop, int step) {
    return alongAxis(axis, start, stop, step).view();
  }

  private static Places alongAxis(int axis, int start, int stop, int step) {
    return new Places(
        "slice",
        x -> x.slice(axis, start, stop, step),
        () -> alongAxis(inner(axis), start, stop, step));
  }

  static Primitive slice(Slice... slices) {
    return sliced(slices.clone()).view();
  }

  private static Places sliced(Slice... slices) {
    return new Places(
        "slice",
        x -> x.slice(slices),
        () -> {
          Slice[] all = new Slice[slices.length + 1];
          all[0] = Slice.all();
          System.arraycopy(slices, 0, all, 1, slices.length);
          return sliced(all);
        });
  }

  static Primitive diagonal(int offset, int axis1, int axis2) {
    return diagonals(offset, axis1, axis2).view();
  }

  private static Places diagonals(int offset, int axis1, int axis2) {
    return new Places(
        "diagonal",
        x -> x.diagonal(offset, axis1, axis2),
        () -> diagonals(offset, inner(axis1), inner(axis2)));
  }

  /// A view that shows no element twice; the transpose puts what it shows into zeros.
  ///
  /// - `ofExamples`: the same view of all examples
  private record Places(String name, Primitive.Value1 place, Supplier<Places> ofExamples) {

    Primitive view() {
      return linear(name, place, (g, x, y) -> inZeros(x.shape()).apply(g))
          .batched(x -> ofExamples.get().view().apply(x));
    }

    private Primitive inZeros(Shape shape) {
      return linear(
              name + "InZeros",
              shown -> {
                Tensor all = Tensor.zeros(shown.dtype(), shape.dims());
                place.of(all).copyFromInPlace(shown);
                return all;
              },
              (g, x, y) -> view().apply(g))
          .batched(x -> {
            int[] dims = prepend(x.shape().dim(0), shape.dims());
            return ofExamples.get().inZeros(Shape.of(dims)).apply(x);
          });
    }
  }

  static Primitive unfold(int axis, int size, int step) {
    return linear(
            "unfold",
            x -> x.unfold(axis, size, step),
            (g, x, y) -> fold(axis, size, step, x.shape()).apply(g))
        .batched(x -> x.unfold(inner(axis), size, step));
  }

  /// The windows of [#unfold] added up where they lie. Entry `k` of all windows is a slice of the
  /// axis that has no element twice.
  private static Primitive fold(int axis, int size, int step, Shape shape) {
    return linear(
            "fold",
            windows -> {
              Tensor sum = Tensor.zeros(windows.dtype(), shape.dims());
              int last = step * ((sum.dim(axis) - size) / step);
              for (int k = 0; k < size; k++) {
                sum.slice(axis, k, k + last + 1, step).addInPlace(windows.select(-1, k));
              }
              return sum;
            },
            (g, x, y) -> g.unfold(axis, size, step))
        .batched(x -> {
          int[] dims = prepend(x.shape().dim(0), shape.dims());
          return fold(inner(axis), size, step, Shape.of(dims)).apply(x);
        });
  }
}
