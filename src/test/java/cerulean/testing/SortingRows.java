package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Sorting;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Sorting, selecting and counting. The inputs are cut to -1, 0 and 1, so that many are equal.
final class SortingRows extends Rows {

  SortingRows() {
    for (int axis = 0; axis < 3; axis++) {
      order(axis, false);
      order(axis, true);
    }
    row(
        "unique",
        "values",
        shapes(s(3, 5)),
        a -> Sorting.unique(whole(a.get(0))).values(),
        a -> flat(distinct(a.get(0), true)),
        null);
    row(
        "uniqueInOrder",
        "values",
        shapes(s(3, 5)),
        a -> Sorting.uniqueInOrder(whole(a.get(0))).values(),
        a -> flat(distinct(a.get(0), false)),
        null);
    for (boolean right : new boolean[] {false, true}) {
      row(
          "searchSorted",
          right ? "right" : "left",
          shapes(s(7), s(3, 4)),
          a -> Sorting.searchSorted(whole(a.get(0)).cummax(0), whole(a.get(1)), right),
          a -> places(a.get(0), a.get(1), right),
          null);
    }
    long[] elements = {3, 0, 2, 2, 5, 0, 2, 1, 3};
    row(
        "bincount",
        "weights",
        shapes(s(9)),
        a -> Sorting.bincount(Tensor.of(elements, 9), a.get(0), 7),
        a ->
            Nd.fill(
                s(7),
                p ->
                    IntStream.range(0, 9)
                        .filter(i -> elements[i] == p[0])
                        .mapToDouble(i -> a.get(0).at(i))
                        .sum()),
        a -> Variable.constant(Tensor.of(elements, 9)).bincount(a.get(0), 7));
  }

  private void order(int axis, boolean descending) {
    String label = (descending ? "descending" : "ascending") + ", axis " + axis;
    int[][] shape = shapes(s(4, 5, 3));
    row(
        "sort",
        label,
        shape,
        a -> Sorting.sort(whole(a.get(0)), axis, descending).values(),
        a -> a.get(0).along(axis, v -> picked(v, ranks(v, descending))),
        a -> a.get(0).sort(axis, descending).values());
    row(
        "topK",
        label,
        shape,
        a -> Sorting.topK(whole(a.get(0)), 2, axis, descending).values(),
        a -> a.get(0).along(axis, v -> Arrays.copyOf(picked(v, ranks(v, descending)), 2)),
        a -> a.get(0).topK(2, axis, descending).values());
    row(
        "kthValue",
        label,
        shape,
        a -> Sorting.kthValue(whole(a.get(0)), 3, axis, false).values(),
        a -> a.get(0).reduce(v -> picked(v, ranks(v, false))[2], false, axis),
        a -> a.get(0).kthValue(3, axis, false).values());
    row(
        "lowerMedian",
        label,
        shape,
        a -> Sorting.lowerMedian(whole(a.get(0)), axis, true).values(),
        a -> a.get(0).reduce(v -> picked(v, ranks(v, false))[(v.length - 1) / 2], true, axis),
        a -> a.get(0).lowerMedian(axis, true).values());
    row(
        "topKIndices",
        label,
        shape,
        a -> Sorting.topK(whole(a.get(0)), 2, axis, descending).indices(),
        a -> a.get(0).along(axis, v -> Arrays.copyOf(ranks(v, descending), 2)),
        null);
    row(
        "lowerMedianIndices",
        label,
        shape,
        a -> Sorting.lowerMedian(whole(a.get(0)), axis, true).indices(),
        a -> a.get(0).reduce(v -> ranks(v, false)[(v.length - 1) / 2], true, axis),
        null);
    row(
        "argsort",
        label,
        shape,
        a -> Sorting.argsort(whole(a.get(0)), axis, descending),
        a -> a.get(0).along(axis, v -> ranks(v, descending)),
        null);
  }

  private static Tensor whole(Tensor a) {
    return a.to(DType.I64).to(a.dtype());
  }

  private static double whole(double x) {
    return (long) x;
  }

  /// The stable order, by the JDK's sort of boxed indices.
  private static double[] ranks(double[] v, boolean descending) {
    ToDoubleFunction<Integer> key = i -> descending ? -whole(v[i]) : whole(v[i]);
    return IntStream.range(0, v.length)
        .boxed()
        .sorted(Comparator.comparingDouble(key))
        .mapToDouble(i -> i)
        .toArray();
  }

  private static double[] picked(double[] v, double... ranks) {
    return Arrays.stream(ranks).map(i -> whole(v[(int) i])).toArray();
  }

  private static double[] distinct(Nd a, boolean sorted) {
    var distinct = Arrays.stream(a.values()).map(SortingRows::whole).distinct();
    return (sorted ? distinct.sorted() : distinct).toArray();
  }

  private static Nd flat(double... values) {
    return new Nd(s(values.length), values);
  }

  private static Nd places(Nd sorted, Nd values, boolean right) {
    double[] ascending = sorted.map(SortingRows::whole).values();
    for (int i = 1; i < ascending.length; i++) {
      ascending[i] = Math.max(ascending[i - 1], ascending[i]);
    }
    return values.map(x ->
        Arrays.stream(ascending).filter(y -> y < whole(x) || (right && y == whole(x))).count());
  }
}
