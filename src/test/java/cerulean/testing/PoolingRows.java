package cerulean.testing;

import cerulean.tensor.DType;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
    gradientToCome();
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
        null);
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
      pooling("maxPool", label, shape, covers, (x, n) -> max(x), a -> Pooling.maxPool(a, window));
      pooling(
          "averagePool",
          label,
          shape,
          covers,
          (x, n) -> Arrays.stream(x).sum() / n,
          a -> Pooling.averagePool(a, window));
      pooling(
          "averagePool",
          label + " without padding",
          shape,
          covers,
          (x, n) -> Arrays.stream(x).average().orElse(0),
          a -> Pooling.averagePool(a, window, false));
      pooling(
          "sumPool",
          label,
          shape,
          covers,
          (x, n) -> Arrays.stream(x).sum(),
          a -> Pooling.sumPool(a, window));
      pooling(
          "lpPool",
          label,
          shape,
          covers,
          (x, n) -> Math.cbrt(Arrays.stream(x).map(v -> Math.abs(v * v * v)).sum()),
          a -> Pooling.lpPool(a, 3, window));
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
        a -> Pooling.adaptiveAveragePool(a, places));
    pooling(
        "adaptiveMaxPool",
        label,
        shape,
        covers,
        (x, n) -> max(x),
        a -> Pooling.adaptiveMaxPool(a, places));
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
      java.util.function.UnaryOperator<Tensor> tensor) {
    int lead = shape.length - covers.length;
    int[] result = shape.clone();
    for (int i = 0; i < covers.length; i++) {
      result[lead + i] = covers[i].elements.length;
    }
    row(
        op,
        label,
        shapes(shape),
        a -> tensor.apply(a.get(0)),
        a -> Nd.fill(result, summarised(a.get(0), covers, lead, summary)),
        null);
  }

  private static ToDoubleFunction<int[]> summarised(
      Nd x, Cover[] covers, int lead, Summary summary) {
    return p -> {
      int[] counts = new int[covers.length];
      int padded = 1;
      for (int i = 0; i < counts.length; i++) {
        counts[i] = covers[i].elements[p[lead + i]].length;
        padded *= covers[i].padded[p[lead + i]];
      }
      double[] elements = new double[Nd.size(counts)];
      for (int k = 0; k < elements.length; k++) {
        int[] tap = Nd.position(k, counts);
        int[] q = p.clone();
        for (int i = 0; i < counts.length; i++) {
          q[lead + i] = covers[i].elements[p[lead + i]][tap[i]];
        }
        elements[k] = x.at(q);
      }
      return summary.of(elements, padded);
    };
  }
}
