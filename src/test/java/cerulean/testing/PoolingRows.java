package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// Poolings against lists of the elements under each place of the window.
final class PoolingRows extends Rows {

  /// The elements that places of the window cover along one axis, and how many there are with
  /// padding.
  private record Cover(int[][] elements, int[] padded) {

    static Cover of(int size, int window, int stride, int[] pad, int dilation, boolean ceiling) {
      int reach = dilation * (window - 1) + 1;
      List<int[]> elements = new ArrayList<>();
      List<Integer> padded = new ArrayList<>();
      for (int start = -pad[0]; ; start += stride) {
        boolean fits = start + reach <= size + pad[1];
        boolean previousEnds = start - stride + reach >= size + pad[1];
        if (!fits && !(ceiling && !previousEnds && start < size)) {
          return new Cover(
              elements.toArray(int[][]::new),
              padded.stream().mapToInt(Integer::intValue).toArray());
        }
        int[] inside = new int[window];
        int n = 0;
        int counted = 0;
        for (int k = 0; k < window; k++) {
          int element = start + k * dilation;
          counted += element < size + pad[1] ? 1 : 0;
          if (element >= 0 && element < size) {
            inside[n++] = element;
          }
        }
        elements.add(Arrays.copyOf(inside, n));
        padded.add(counted);
      }
    }

    static Cover adaptive(int size, int places) {
      int[][] elements = new int[places][];
      for (int i = 0; i < places; i++) {
        int from = (int) Math.floor((double) i * size / places);
        int to = (int) Math.ceil((i + 1.0) * size / places);
        elements[i] = new int[to - from];
        for (int k = from; k < to; k++) {
          elements[i][k - from] = k;
        }
      }
      return new Cover(elements, new int[places]);
    }
  }

  /// A number from the elements of a window and their number with padding.
  private interface Summary {
    double of(double[] elements, int padded);
  }

  PoolingRows() {
    windows(s(2, 3, 9), s(3), s(2), s(0, 0), s(1));
    windows(s(2, 3, 9), s(3), s(1), s(1, 1), s(2));
    windows(s(2, 3, 9), s(4), s(3), s(1, 0), s(1));
    windows(s(9), s(2), s(2), s(0, 0), s(1));
    windows(s(2, 2, 6, 7), s(2, 2), s(2, 2), s(0, 0, 0, 0), s(1, 1));
    windows(s(2, 2, 6, 7), s(3, 3), s(2, 2), s(1, 1, 1, 1), s(1, 1));
    windows(s(2, 6, 7), s(3, 2), s(2, 2), s(1, 0, 0, 1), s(1, 1));
    windows(s(1, 2, 6, 7), s(2, 2), s(1, 2), s(0, 1, 0, 1), s(2, 2));
    windows(s(0, 2, 6, 7), s(2, 2), s(1, 2), s(0, 1, 0, 1), s(2, 2));
    windows(s(1, 2, 4, 5, 4), s(2, 2, 2), s(2, 1, 2), s(0, 1, 0, 0, 1, 0), s(1, 1, 1));
    windows(s(1, 1, 7, 7, 7), s(3, 3, 3), s(1, 2, 3), s(0, 0, 1, 1, 1, 0), s(2, 1, 2));
    adaptive(s(2, 3, 9), s(4));
    adaptive(s(2, 6, 7), s(4, 3));
    adaptive(s(2, 2, 6, 7), s(1, 1));
    adaptive(s(1, 2, 3, 4), s(5, 8));
    adaptive(s(1, 2, 5, 4, 6), s(2, 3, 4));
    row(
        "maxUnpool",
        "",
        shapes(s(2, 3, 2, 2)),
        a -> Pooling.maxUnpool(a.get(0), unpoolIndices(), 4, 5),
        a ->
            Nd.fill(
                s(2, 3, 4, 5),
                p -> {
                  int at = Arrays.binarySearch(s(0, 7, 13, 19), p[2] * 5 + p[3]);
                  return at < 0 ? 0 : a.get(0).at(p[0], p[1], at / 2, at % 2);
                }),
        a -> a.get(0).maxUnpool(Variable.constant(unpoolIndices()), 4, 5));
  }

  private static Tensor unpoolIndices() {
    return Tensor.of(new int[] {0, 7, 13, 19}, 2, 2).to(DType.I64).expand(2, 3, 2, 2);
  }

  /// `pads`: all sizes before the axes, then all behind.
  private void windows(int[] shape, int[] sizes, int[] strides, int[] pads, int[] dilations) {
    int axes = sizes.length;
    for (boolean ceiling : new boolean[] {false, true}) {
      int[] before = Arrays.copyOf(pads, axes);
      int[] after = Arrays.copyOfRange(pads, axes, 2 * axes);
      Window floor = Window.of(sizes).stride(strides).pad(before, after).dilation(dilations);
      Window window = ceiling ? floor.ceiling() : floor;
      Cover[] covers = new Cover[axes];
      for (int i = 0; i < axes; i++) {
        int[] pad = {before[i], after[i]};
        int size = shape[shape.length - axes + i];
        covers[i] = Cover.of(size, sizes[i], strides[i], pad, dilations[i], ceiling);
      }
      String label = Arrays.toString(shape) + window;
      gradients(label, shape, window, covers);
      pooling(
          "maxPool",
          label,
          shape,
          covers,
          (x, n) -> max(x),
          a -> Pooling.maxPool(a, window),
          a -> a.maxPool(window));
      pooling(
          "maxPoolWithIndices",
          label,
          shape,
          covers,
          (x, n) -> max(x),
          a -> Pooling.maxPoolWithIndices(a, window).values(),
          a -> a.maxPoolWithIndices(window).values());
      pooling(
          "averagePool",
          label,
          shape,
          covers,
          (x, n) -> Arrays.stream(x).sum() / n,
          a -> Pooling.averagePool(a, window),
          a -> a.averagePool(window, true));
      pooling(
          "averagePool",
          label + " without padding",
          shape,
          covers,
          (x, n) -> Arrays.stream(x).average().orElse(0),
          a -> Pooling.averagePool(a, window, false),
          a -> a.averagePool(window, false));
      pooling(
          "sumPool",
          label,
          shape,
          covers,
          (x, n) -> Arrays.stream(x).sum(),
          a -> Pooling.sumPool(a, window),
          a -> a.sumPool(window));
      pooling(
          "lpPool",
          label,
          shape,
          covers,
          (x, n) -> Math.cbrt(Arrays.stream(x).map(v -> Math.abs(v * v * v)).sum()),
          a -> Pooling.lpPool(a, 3, window),
          a -> a.lpPool(3, window));
    }
  }

  private void adaptive(int[] shape, int[] places) {
    Cover[] covers = new Cover[places.length];
    for (int i = 0; i < covers.length; i++) {
      covers[i] = Cover.adaptive(shape[shape.length - covers.length + i], places[i]);
    }
    String label = Arrays.toString(shape) + Arrays.toString(places);
    pooling(
        "adaptiveAveragePool",
        label,
        shape,
        covers,
        (x, n) -> Arrays.stream(x).average().orElseThrow(),
        a -> Pooling.adaptiveAveragePool(a, places),
        a -> a.adaptiveAveragePool(places));
    pooling(
        "adaptiveMaxPool",
        label,
        shape,
        covers,
        (x, n) -> max(x),
        a -> Pooling.adaptiveMaxPool(a, places),
        a -> a.adaptiveMaxPool(places));
    pooling(
        "adaptiveMaxPoolWithIndices",
        label,
        shape,
        covers,
        (x, n) -> max(x),
        a -> Pooling.adaptiveMaxPoolWithIndices(a, places).values(),
        a -> a.adaptiveMaxPoolWithIndices(places).values());
    int[] sizes = Arrays.copyOfRange(shape, shape.length - places.length, shape.length);
    row(
        "adaptiveAveragePoolGradient",
        label,
        shapes(result(shape, covers)),
        a -> Pooling.adaptiveAveragePoolGradient(a.get(0), sizes),
        a -> spread(Nd.fill(shape, p -> 0), a.get(0), covers, (x, n) -> equal(x, x.length)),
        a -> a.get(0).adaptiveAveragePoolGradient(sizes));
  }

  private void gradients(String label, int[] shape, Window window, Cover... covers) {
    int[] y = result(shape, covers);
    int[] sizes = Arrays.copyOfRange(shape, shape.length - covers.length, shape.length);
    row(
        "maxPoolGradient",
        label,
        shapes(shape, y),
        a -> Pooling.maxPoolGradient(a.get(0), a.get(1), window),
        a -> spread(a.get(0), a.get(1), covers, (x, n) -> firstLargest(x)),
        a -> a.get(0).maxPoolGradient(a.get(1), window));
    for (boolean padded : new boolean[] {true, false}) {
      row(
          "averagePoolGradient",
          label + (padded ? "" : " without padding"),
          shapes(y),
          a -> Pooling.averagePoolGradient(a.get(0), window, padded, sizes),
          a ->
              spread(
                  Nd.fill(shape, p -> 0),
                  a.get(0),
                  covers,
                  (x, n) -> equal(x, padded ? n : x.length)),
          a -> a.get(0).averagePoolGradient(window, padded, sizes));
    }
  }

  private static double[] equal(double[] elements, int count) {
    double[] shares = new double[elements.length];
    Arrays.fill(shares, 1.0 / count);
    return shares;
  }

  private static double[] firstLargest(double... elements) {
    double[] shares = new double[elements.length];
    for (int i = 0; i < shares.length; i++) {
      if (elements[i] == max(elements)) {
        shares[i] = 1;
        return shares;
      }
    }
    return shares;
  }

  /// What each element of a window gets of its gradient.
  private interface Shares {
    double[] of(double[] elements, int padded);
  }

  /// The numbers of `g`, each shared out among the elements of its window in `x`.
  private static Nd spread(Nd x, Nd g, Cover[] covers, Shares shares) {
    int lead = x.shape().length - covers.length;
    Nd out = Nd.fill(x.shape(), p -> 0);
    for (int flat = 0; flat < g.values().length; flat++) {
      int[] p = Nd.position(flat, g.shape());
      double[] elements = elements(x, covers, lead, p);
      double[] parts = shares.of(elements, padded(covers, lead, p));
      for (int k = 0; k < parts.length; k++) {
        int to = 0;
        int[] q = element(covers, lead, p, k);
        for (int i = 0; i < q.length; i++) {
          to = to * x.shape()[i] + q[i];
        }
        out.values()[to] += parts[k] * g.values()[flat];
      }
    }
    return out;
  }

  private static double max(double... x) {
    return Arrays.stream(x).max().orElse(Double.NEGATIVE_INFINITY);
  }

  private void pooling(
      String op,
      String label,
      int[] shape,
      Cover[] covers,
      Summary summary,
      UnaryOperator<Tensor> tensor,
      UnaryOperator<Variable> variable) {
    int lead = shape.length - covers.length;
    int[] result = result(shape, covers);
    row(
        op,
        label,
        shapes(shape),
        a -> tensor.apply(a.get(0)),
        a -> Nd.fill(result, summarised(a.get(0), covers, lead, summary)),
        variable == null ? null : a -> variable.apply(a.get(0)));
  }

  private static int[] result(int[] shape, Cover... covers) {
    int lead = shape.length - covers.length;
    int[] result = shape.clone();
    for (int i = 0; i < covers.length; i++) {
      result[lead + i] = covers[i].elements.length;
    }
    return result;
  }

  private static ToDoubleFunction<int[]> summarised(
      Nd x, Cover[] covers, int lead, Summary summary) {
    return p -> summary.of(elements(x, covers, lead, p), padded(covers, lead, p));
  }

  /// The number of elements of the window at place `p`, with padding.
  private static int padded(Cover[] covers, int lead, int... p) {
    int padded = 1;
    for (int i = 0; i < covers.length; i++) {
      padded *= covers[i].padded[p[lead + i]];
    }
    return padded;
  }

  private static double[] elements(Nd x, Cover[] covers, int lead, int... p) {
    int count = 1;
    for (int i = 0; i < covers.length; i++) {
      count *= covers[i].elements[p[lead + i]].length;
    }
    double[] elements = new double[count];
    for (int k = 0; k < count; k++) {
      elements[k] = x.at(element(covers, lead, p, k));
    }
    return elements;
  }

  /// Where the `k`-th element of the window at place `p` lies.
  private static int[] element(Cover[] covers, int lead, int[] p, int k) {
    int[] counts = new int[covers.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = covers[i].elements[p[lead + i]].length;
    }
    int[] tap = Nd.position(k, counts);
    int[] q = p.clone();
    for (int i = 0; i < counts.length; i++) {
      q[lead + i] = covers[i].elements[p[lead + i]][tap[i]];
    }
    return q;
  }
}
