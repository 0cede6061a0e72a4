package cerulean.autograd;

import cerulean.tensor.Pooling;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;

/// The derivatives of poolings: linear maps and, once it is known which elements are the largest,
/// their transposes.
final class PoolingGradients {

  private PoolingGradients() {}

  static Variable maxPool(Variable x, Window window) {
    Rule rule = new Rule("maxPool", (g, in, out) -> in.get(0).detach().maxPoolGradient(g, window));
    return Variable.result(rule, Pooling.maxPool(x.value(), window), x);
  }

  /// The gradient goes to the first largest element of each window.
  static Variable maxPoolGradient(Variable x, Variable g, Window window) {
    Rule rule =
        new Rule("maxPoolGradient", null, (v, in, out) -> pick(v, in.get(0).value(), window));
    return Variable.result(rule, Pooling.maxPoolGradient(x.value(), g.value(), window), x, g);
  }

  /// The elements of `v` where `x` has the largest of each window.
  private static Variable pick(Variable v, Tensor x, Window window) {
    Tensor indices = Pooling.maxPoolWithIndices(x, window).indices();
    Tensor inside = indices.ge(0).to(x.dtype());
    // The places of the last axes are numbered as one axis.
    int axes = window.axes();
    int[] images = Arrays.copyOf(x.shape().dims(), x.rank() - axes + 1);
    int[] places = images.clone();
    images[x.rank() - axes] = area(x.shape(), axes);
    places[x.rank() - axes] = area(indices.shape(), axes);
    Tensor at = indices.clamp(0, Math.max(0, images[x.rank() - axes] - 1)).reshape(places);
    Tensor picked = v.value().reshape(images).gather(-1, at);
    Tensor values = picked.reshape(indices.shape().dims()).mul(inside);
    Rule rule =
        new Rule(
            "maxPoolGradient", (g, in, out) -> maxPoolGradient(Variable.constant(x), g, window));
    return Variable.result(rule, values, v);
  }

  private static int area(Shape shape, int axes) {
    int area = 1;
    for (int i = 1; i <= axes; i++) {
      area *= shape.dim(-i);
    }
    return area;
  }

  static Variable averagePool(Variable x, Window window, boolean countPadding) {
    int[] sizes = spatial(x.shape(), window.axes());
    Rule rule =
        new Rule(
            "averagePool", (g, in, out) -> averagePoolGradient(g, window, countPadding, sizes));
    return Variable.result(rule, Pooling.averagePool(x.value(), window, countPadding), x);
  }

  static Variable averagePoolGradient(
      Variable g, Window window, boolean countPadding, int... inputSize) {
    int[] sizes = inputSize.clone();
    Rule rule =
        new Rule("averagePoolGradient", (v, in, out) -> averagePool(v, window, countPadding));
    Tensor spread = Pooling.averagePoolGradient(g.value(), window, countPadding, sizes);
    return Variable.result(rule, spread, g);
  }

  static Variable adaptiveAveragePool(Variable x, int... outputSize) {
    int[] places = outputSize.clone();
    Tensor means = Pooling.adaptiveAveragePool(x.value(), places);
    int[] sizes = spatial(x.shape(), places.length);
    Rule rule =
        new Rule("adaptiveAveragePool", (g, in, out) -> adaptiveAveragePoolGradient(g, sizes));
    return Variable.result(rule, means, x);
  }

  static Variable adaptiveAveragePoolGradient(Variable g, int... inputSize) {
    int[] sizes = inputSize.clone();
    Tensor spread = Pooling.adaptiveAveragePoolGradient(g.value(), sizes);
    int[] places = spatial(g.shape(), sizes.length);
    Rule rule =
        new Rule("adaptiveAveragePoolGradient", (v, in, out) -> adaptiveAveragePool(v, places));
    return Variable.result(rule, spread, g);
  }

  private static int[] spatial(Shape shape, int axes) {
    int[] dims = shape.dims();
    return Arrays.copyOfRange(dims, Math.max(0, dims.length - axes), dims.length);
  }
}
