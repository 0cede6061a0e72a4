package cerulean.autograd;

import cerulean.tensor.Pooling;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;

/// Poolings and their derivatives: linear maps and, once it is known which elements are the
/// largest, their transposes.
final class PoolingGradients {

  private PoolingGradients() {}

  // ---- Largest

  static Primitive maxPool(Window window) {
    return Primitive.unary(
            "maxPool",
            x -> Pooling.maxPool(x, window),
            (g, x, y) -> x.detach().maxPoolGradient(g, window),
            (t, x, y) -> Variable.apply(picked(window), x.detach(), t))
        .batched(x -> ConvolutionGradients.merged(x, window.axes(), one -> one.maxPool(window)));
  }

  /// The gradient goes to the first largest element of each window: of inputs `x`, which has no
  /// gradient here, and `g`, linear in `g`.
  static Primitive maxPoolGradient(Window window) {
    return Primitive.partials(
            "maxPoolGradient",
            in -> Pooling.maxPoolGradient(in[0], in[1], window),
            null,
            (v, in, y) -> Variable.apply(picked(window), in[0].detach(), v))
        .withTangent(
            (t, in, y) -> t[1] == null ? null : in[0].detach().maxPoolGradient(t[1], window))
        .batched((op, in, mapped, size) ->
            pairs(op, window.axes(), Batching.allMapped(in, mapped, size)));
  }

  /// The elements of `v` where `x` has the largest of each window: of inputs `x`, `v`.
  private static Primitive picked(Window window) {
    return Primitive.partials(
            "maxPoolPicked",
            in -> picked(in[0], in[1], window),
            null,
            (g, in, y) -> in[0].detach().maxPoolGradient(g, window))
        .withTangent(
            (t, in, y) -> t[1] == null ? null : Variable.apply(picked(window), in[0], t[1]))
        .batched((op, in, mapped, size) ->
            pairs(op, window.axes(), Batching.allMapped(in, mapped, size)));
  }

  private static Tensor picked(Tensor x, Tensor v, Window window) {
    Tensor indices = Pooling.maxPoolWithIndices(x, window).indices();
    Tensor inside = indices.ge(0).to(v.dtype());
    // The places of the last axes are numbered as one axis.
    int axes = window.axes();
    int[] images = Arrays.copyOf(x.shape().dims(), x.rank() - axes + 1);
    int[] places = images.clone();
    images[x.rank() - axes] = area(x.shape(), axes);
    places[x.rank() - axes] = area(indices.shape(), axes);
    Tensor at = indices.clamp(0, Math.max(0, images[x.rank() - axes] - 1)).reshape(places);
    Tensor picked = v.reshape(images).gather(-1, at);
    return picked.reshape(indices.shape().dims()).mul(inside);
  }

  private static int area(Shape shape, int axes) {
    int area = 1;
    for (int i = 1; i <= axes; i++) {
      area *= shape.dim(-i);
    }
    return area;
  }

  /// An operation on two images, all leading axes of both as one.
  private static Variable pairs(Primitive op, int axes, Variable... in) {
    Variable second = in[1];
    int[] dims = second.shape().dims();
    if (dims.length < axes + 2) {
      return op.apply(in);
    }
    int[] one = Arrays.copyOfRange(dims, dims.length - axes - 2, dims.length);
    one[0] = Arrays.stream(dims, 0, dims.length - axes - 1).reduce(1, (a, b) -> a * b);
    return ConvolutionGradients.merged(in[0], axes, x -> op.apply(x, second.reshape(one)));
  }

  // ---- Mean

  static Primitive averagePool(Window window, boolean countPadding) {
    return Primitive.linear(
            "averagePool",
            x -> Pooling.averagePool(x, window, countPadding),
            (g, x, y) ->
                g.averagePoolGradient(window, countPadding, spatial(x.shape(), window.axes())))
        .batched(x ->
            ConvolutionGradients.merged(
                x, window.axes(), one -> one.averagePool(window, countPadding)));
  }

  static Primitive averagePoolGradient(Window window, boolean countPadding, int... inputSize) {
    int[] sizes = inputSize.clone();
    return Primitive.linear(
            "averagePoolGradient",
            g -> Pooling.averagePoolGradient(g, window, countPadding, sizes),
            (v, g, x) -> v.averagePool(window, countPadding))
        .batched(g ->
            ConvolutionGradients.merged(
                g, window.axes(), one -> one.averagePoolGradient(window, countPadding, sizes)));
  }

  static Primitive adaptiveAveragePool(int... outputSize) {
    int[] places = outputSize.clone();
    return Primitive.linear(
            "adaptiveAveragePool",
            x -> Pooling.adaptiveAveragePool(x, places),
            (g, x, y) -> g.adaptiveAveragePoolGradient(spatial(x.shape(), places.length)))
        .batched(x ->
            ConvolutionGradients.merged(x, places.length, one -> one.adaptiveAveragePool(places)));
  }

  static Primitive adaptiveAveragePoolGradient(int... inputSize) {
    int[] sizes = inputSize.clone();
    return Primitive.linear(
            "adaptiveAveragePoolGradient",
            g -> Pooling.adaptiveAveragePoolGradient(g, sizes),
            (v, g, x) -> v.adaptiveAveragePool(spatial(g.shape(), sizes.length)))
        .batched(g ->
            ConvolutionGradients.merged(
                g, sizes.length, one -> one.adaptiveAveragePoolGradient(sizes)));
  }

  private static int[] spatial(Shape shape, int axes) {
    int[] dims = shape.dims();
    return Arrays.copyOfRange(dims, Math.max(0, dims.length - axes), dims.length);
  }
}
