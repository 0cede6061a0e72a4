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
    return picked(v, Pooling.maxPoolWithIndices(x, window).indices(), window.axes());
  }

  static Maxima maxPoolWithIndices(Variable x, Window window) {
    Primitive indices =
        Primitive.constant(
            "maxPoolIndices", in -> Pooling.maxPoolWithIndices(in[0], window).indices());
    return new Maxima(x.maxPool(window), Variable.apply(indices, x));
  }

  static Primitive adaptiveMaxPool(int... outputSize) {
    int[] places = outputSize.clone();
    return Primitive.unary(
            "adaptiveMaxPool",
            x -> Pooling.adaptiveMaxPool(x, places),
            (g, x, y) -> {
              int[] sizes = spatial(x.shape(), places.length);
              return Variable.apply(placed(sizes), g, adaptiveIndices(x, places));
            },
            (t, x, y) -> Variable.apply(picked(places.length), t, adaptiveIndices(x, places)))
        .batched(Batching.ELEMENTWISE);
  }

  static Maxima adaptiveMaxPoolWithIndices(Variable x, int... outputSize) {
    return new Maxima(x.adaptiveMaxPool(outputSize), adaptiveIndices(x, outputSize));
  }

  private static Variable adaptiveIndices(Variable x, int... outputSize) {
    int[] places = outputSize.clone();
    Primitive indices =
        Primitive.constant(
            "adaptiveMaxPoolIndices",
            in -> Pooling.adaptiveMaxPoolWithIndices(in[0], places).indices());
    return Variable.apply(indices, x);
  }

  static Variable maxUnpool(Variable values, Variable indices, int... outputSize) {
    int[] sizes = outputSize.clone();
    Primitive unpool =
        Primitive.partials(
                "maxUnpool",
                in -> Pooling.maxUnpool(in[0], in[1], sizes),
                (g, in, y) -> Variable.apply(picked(sizes.length), g, in[1]),
                null)
            .withTangent((t, in, y) -> t[0] == null ? null : t[0].maxUnpool(in[1], sizes))
            .batched((op, in, mapped, size) -> op.apply(Batching.allMapped(in, mapped, size)));
    return Variable.apply(unpool, values, indices);
  }

  // ---- Elements at indices

  /// The elements of images at flat indices, 0 for -1: of inputs images, indices.
  private static Primitive picked(int axes) {
    return Primitive.partials(
            "picked",
            in -> picked(in[0], in[1], axes),
            (g, in, y) -> Variable.apply(placed(spatial(in[0].shape(), axes)), g, in[1]),
            null)
        .withTangent((t, in, y) -> t[0] == null ? null : Variable.apply(picked(axes), t[0], in[1]))
        .batched((op, in, mapped, size) -> op.apply(Batching.allMapped(in, mapped, size)));
  }

  /// The transpose: images of zeros to which values are added at flat indices, those at -1 to
  /// nothing: of inputs values, indices.
  private static Primitive placed(int... sizes) {
    return Primitive.partials(
            "placed",
            in -> placed(in[0], in[1], sizes),
            (g, in, y) -> Variable.apply(picked(sizes.length), g, in[1]),
            null)
        .withTangent((t, in, y) -> t[0] == null ? null : Variable.apply(placed(sizes), t[0], in[1]))
        .batched((op, in, mapped, size) -> op.apply(Batching.allMapped(in, mapped, size)));
  }

  private static Tensor picked(Tensor v, Tensor indices, int axes) {
    Tensor images = flat(v, axes);
    Tensor picked = images.gather(-1, flat(inside(indices, images.dim(-1)), axes));
    return picked.reshape(indices.shape().dims()).mul(indices.ge(0).to(v.dtype()));
  }

  private static Tensor placed(Tensor v, Tensor indices, int... sizes) {
    int axes = sizes.length;
    Tensor values = flat(v.mul(indices.ge(0).to(v.dtype())), axes);
    int area = Shape.of(sizes).size();
    int[] dims = values.shape().dims();
    dims[dims.length - 1] = area;
    Tensor images =
        Tensor.zeros(v.dtype(), dims).scatterAdd(-1, flat(inside(indices, area), axes), values);
    int[] apart = v.shape().dims();
    System.arraycopy(sizes, 0, apart, apart.length - axes, axes);
    return images.reshape(apart);
  }

  /// Indices of which none is -1.
  private static Tensor inside(Tensor indices, int area) {
    return indices.clamp(0, Math.max(0, area - 1));
  }

  /// The last axes as one.
  private static Tensor flat(Tensor x, int axes) {
    return x.flatten(x.rank() - axes, x.rank() - 1);
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

  // ---- Sums and norms

  static Primitive sumPool(Window window) {
    return Primitive.linear(
            "sumPool", x -> Pooling.sumPool(x, window), (g, x, y) -> spread(g, x, window))
        .batched(Batching.ELEMENTWISE);
  }

  /// The transpose of the sum under a window: that of the mean, times the number of elements.
  private static Variable spread(Variable g, Variable x, Window window) {
    int[] sizes = spatial(x.shape(), window.axes());
    Tensor counts = Pooling.sumPool(Tensor.ones(x.dtype(), sizes), window);
    return g.mul(Variable.constant(counts)).averagePoolGradient(window, false, sizes);
  }

  /// `dy = sum(sign(x) |x|^(p-1) dx) y^(1-p)`, 0 where the norm is 0.
  static Primitive lpPool(double p, Window window) {
    return Primitive.unary(
            "lpPool",
            x -> Pooling.lpPool(x, p, window),
            (g, x, y) -> slope(x, p - 1).mul(spread(g.mul(inverse(y, p - 1)), x, window)),
            (t, x, y) -> slope(x, p - 1).mul(t).sumPool(window).mul(inverse(y, p - 1)))
        .batched(Batching.ELEMENTWISE);
  }

  /// `sign(x) |x|^q`.
  private static Variable slope(Variable x, double q) {
    if (q == 1) {
      return x;
    }
    return q == 0 ? x.sign() : x.sign().mul(x.abs().pow(q));
  }

  /// `y^-q`, 1 where `y` is 0.
  private static Variable inverse(Variable y, double q) {
    return y.add(LinearAlgebraGradients.isZero(y)).pow(-q);
  }

  private static int[] spatial(Shape shape, int axes) {
    int[] dims = shape.dims();
    return Arrays.copyOfRange(dims, Math.max(0, dims.length - axes), dims.length);
  }
}
