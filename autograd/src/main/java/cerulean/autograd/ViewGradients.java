package cerulean.autograd;

import static cerulean.autograd.Batching.inner;
import static cerulean.autograd.Batching.prepend;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;

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
}
