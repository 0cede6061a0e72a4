package cerulean.tensor;

import cerulean.tensor.kernel.DoublePooling;
import cerulean.tensor.kernel.FloatPooling;
import cerulean.tensor.kernel.Spans;

/// Poolings: each place of a [Window] in the last one, two or three axes of a tensor becomes one
/// number. The axes before them, usually `[batch, channels]`, stay. F32 and F64.
public final class Pooling {

  /// The largest elements and where each lies in its image, flat in row-major order, as I64.
  public record Maxima(Tensor values, Tensor indices) {}

  private Pooling() {}

  /// Largest element under the window; NaN if one is NaN. Padding never wins; a window with nothing
  /// but padding gives minus infinity.
  public static Tensor maxPool(Tensor x, Window window) {
    return max("maxPool", x, spans("maxPool", x, window));
  }

  /// As [#maxPool], with indices; -1 for a window with nothing but padding. Of equal elements the
  /// first counts.
  public static Maxima maxPoolWithIndices(Tensor x, Window window) {
    Spans[] spans = spans("maxPoolWithIndices", x, window);
    return maxima("maxPoolWithIndices", x, spans);
  }

  /// Zeros with `values` at `indices`: what [#maxPoolWithIndices] leaves of an input whose last
  /// axes have sizes `outputSize`. An index of -1 writes nothing; of equal ones the last wins.
  public static Tensor maxUnpool(Tensor values, Tensor indices, int... outputSize) {
    return PoolingOps.unpool(values, indices, outputSize);
  }

  /// Mean under the window, padding counted as zeros; what hangs over the padding, with
  /// [Window#ceiling], does not count.
  public static Tensor averagePool(Tensor x, Window window) {
    return averagePool(x, window, true);
  }

  /// Mean under the window, over the padding too if `countPadding`.
  public static Tensor averagePool(Tensor x, Window window, boolean countPadding) {
    return mean("averagePool", x, spans("averagePool", x, window), countPadding);
  }

  /// Sum under the window. Divided by a number, it is the mean with that divisor.
  public static Tensor sumPool(Tensor x, Window window) {
    return PoolingOps.pool(
        "sumPool",
        x,
        spans("sumPool", x, window),
        (a, ao, h, w, s, out, oo) -> FloatPooling.sum(a, ao, h, w, s[0], s[1], s[2], out, oo),
        (a, ao, h, w, s, out, oo) -> DoublePooling.sum(a, ao, h, w, s[0], s[1], s[2], out, oo));
  }

  /// `(sum |x|^p)^(1/p)` under the window, for `p > 0`.
  public static Tensor lpPool(Tensor x, double p, Window window) {
    if (!(p > 0)) {
      throw new IllegalArgumentException("lpPool: p must be above 0; got " + p);
    }
    return PoolingOps.pool(
        "lpPool",
        x,
        spans("lpPool", x, window),
        (a, ao, h, w, s, out, oo) -> FloatPooling.norm(a, ao, h, w, s[0], s[1], s[2], p, out, oo),
        (a, ao, h, w, s, out, oo) -> DoublePooling.norm(a, ao, h, w, s[0], s[1], s[2], p, out, oo));
  }

  /// Mean over as many windows as `outputSize` says, one size for each of the last axes: window `i`
  /// of `m` covers elements `floor(i n / m)` to `ceil((i + 1) n / m)` of `n`.
  public static Tensor adaptiveAveragePool(Tensor x, int... outputSize) {
    String op = "adaptiveAveragePool";
    return mean(op, x, PoolingOps.adaptive(op, x.requireFloating(op).shape(), outputSize), false);
  }

  /// Largest element of windows as in [#adaptiveAveragePool].
  public static Tensor adaptiveMaxPool(Tensor x, int... outputSize) {
    return max(
        "adaptiveMaxPool",
        x,
        PoolingOps.adaptive(
            "adaptiveMaxPool", x.requireFloating("adaptiveMaxPool").shape(), outputSize));
  }

  /// As [#adaptiveMaxPool], with indices.
  public static Maxima adaptiveMaxPoolWithIndices(Tensor x, int... outputSize) {
    String op = "adaptiveMaxPoolWithIndices";
    return maxima(op, x, PoolingOps.adaptive(op, x.requireFloating(op).shape(), outputSize));
  }

  /// The gradient of [#maxPool] with respect to its input `x`, given the one with respect to its
  /// result: that of each window goes to its first largest element.
  public static Tensor maxPoolGradient(Tensor x, Tensor gradient, Window window) {
    String op = "maxPoolGradient";
    return PoolingOps.maxGradient(op, x, gradient, spans(op, x, window));
  }

  /// The gradient of [#averagePool(Tensor, Window, boolean)] with respect to an input whose last
  /// axes have sizes `inputSize`: that of each window goes to its elements in equal parts.
  public static Tensor averagePoolGradient(
      Tensor gradient, Window window, boolean countPadding, int... inputSize) {
    String op = "averagePoolGradient";
    Spans[] spans = spans(op, PoolingOps.resized(op, gradient.shape(), inputSize), window);
    return PoolingOps.meanGradient(op, gradient, inputSize, spans, countPadding);
  }

  /// The gradient of [#adaptiveAveragePool] with respect to an input whose last axes have sizes
  /// `inputSize`.
  public static Tensor adaptiveAveragePoolGradient(Tensor gradient, int... inputSize) {
    String op = "adaptiveAveragePoolGradient";
    Shape x = PoolingOps.resized(op, gradient.shape(), inputSize);
    int[] dims = gradient.shape().dims();
    int[] places = java.util.Arrays.copyOfRange(dims, dims.length - inputSize.length, dims.length);
    return PoolingOps.meanGradient(
        op, gradient, inputSize, PoolingOps.adaptive(op, x, places), false);
  }

  private static Spans[] spans(String op, Tensor x, Window window) {
    return spans(op, x.requireFloating(op).shape(), window);
  }

  private static Spans[] spans(String op, Shape x, Window window) {
    PoolingOps.requireAxes(op, x, window.axes());
    int[] places = window.places(op, x);
    Spans[] spans = new Spans[window.axes()];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = window.spans(i, x.dim(i - spans.length), places[i]);
    }
    return spans;
  }

  private static Tensor max(String op, Tensor x, Spans... spans) {
    return PoolingOps.pool(
        op,
        x,
        spans,
        (a, ao, h, w, s, out, oo) -> FloatPooling.max(a, ao, h, w, s[0], s[1], s[2], out, oo),
        (a, ao, h, w, s, out, oo) -> DoublePooling.max(a, ao, h, w, s[0], s[1], s[2], out, oo));
  }

  private static Maxima maxima(String op, Tensor x, Spans... spans) {
    Tensor values = max(op, x, spans);
    return new Maxima(values, PoolingOps.argmax(op, x, spans));
  }

  private static Tensor mean(String op, Tensor x, Spans[] spans, boolean padded) {
    return PoolingOps.pool(
        op,
        x,
        spans,
        (a, ao, h, w, s, out, oo) ->
            FloatPooling.mean(a, ao, h, w, s[0], s[1], s[2], padded, out, oo),
        (a, ao, h, w, s, out, oo) ->
            DoublePooling.mean(a, ao, h, w, s[0], s[1], s[2], padded, out, oo));
  }
}
