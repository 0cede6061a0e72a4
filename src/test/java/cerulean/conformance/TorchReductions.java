package cerulean.conformance;

import cerulean.tensor.Sorting;
import cerulean.tensor.Tensor;
import java.util.List;

/// Section A3, reductions, running reductions, sorting and counting.
final class TorchReductions {

  private static final String DIM = "dim";

  private static final String KEEP = "keepdim";

  private TorchReductions() {}

  /// A reduction over axes, all if none is given.
  interface OverAxes {
    Tensor apply(Tensor x, boolean keep, int... axes);
  }

  static void addTo(Adapters to) {
    addReductions(to);
    addExtremes(to);
    addScans(to);
    addSorting(to);
  }

  private static void reduction(Adapters to, String op, OverAxes function) {
    to.single(op, in -> function.apply(in.x(), in.flag(KEEP), in.integers(DIM)));
  }

  private static void addReductions(Adapters to) {
    reduction(to, "sum", Tensor::sum);
    reduction(to, "mean", Tensor::mean);
    reduction(to, "prod", Tensor::prod);
    reduction(to, "amax", Tensor::amax);
    reduction(to, "amin", Tensor::amin);
    reduction(to, "any", Tensor::any);
    reduction(to, "all", Tensor::all);
    reduction(to, "logsumexp", Tensor::logSumExp);
    to.single("var", in -> in.x().var(in.integer("correction"), in.flag(KEEP), in.integers(DIM)));
    to.single("std", in -> in.x().std(in.integer("correction"), in.flag(KEEP), in.integers(DIM)));
    to.single("norm", in -> in.x().norm(in.number("p"), in.flag(KEEP), in.integers(DIM)));
    to.single("count_nonzero", in -> in.x().countNonZero(false, in.integers(DIM)));
  }

  private static void addExtremes(Adapters to) {
    to.add("max", in -> extreme(in, Tensor::amax, Tensor::argmax));
    to.add("min", in -> extreme(in, Tensor::amin, Tensor::argmin));
    to.single(
        "argmax",
        in -> in.isNull(DIM) ? in.x().argmax() : in.x().argmax(in.flag(KEEP), in.integer(DIM)));
    to.single("argmin", in -> in.x().argmin(in.flag(KEEP), in.integer(DIM)));
    to.add("median", TorchReductions::median);
  }

  /// A reduction along one axis.
  interface AlongAxis {
    Tensor apply(Tensor x, boolean keep, int axis);
  }

  private static List<Tensor> extreme(Arguments in, OverAxes value, AlongAxis index) {
    if (in.isNull(DIM)) {
      return List.of(value.apply(in.x(), false));
    }
    return List.of(
        value.apply(in.x(), in.flag(KEEP), in.integer(DIM)),
        index.apply(in.x(), in.flag(KEEP), in.integer(DIM)));
  }

  private static List<Tensor> median(Arguments in) {
    if (in.isNull(DIM)) {
      return List.of(in.x().lowerMedian(false));
    }
    Sorting.Selected middle = Sorting.lowerMedian(in.x(), in.integer(DIM), in.flag(KEEP));
    return List.of(middle.values(), middle.indices());
  }

  private static void addScans(Adapters to) {
    to.single("cumsum", in -> in.x().cumsum(in.integer(DIM)));
    to.single("cumprod", in -> in.x().cumprod(in.integer(DIM)));
    to.single("logcumsumexp", in -> in.x().logCumSumExp(in.integer(DIM)));
    to.single("diff", in -> in.x().diff(in.integer("n"), in.integer(DIM)));
  }

  private static void addSorting(Adapters to) {
    to.add(
        "sort",
        in -> {
          Sorting.Sorted sorted = Sorting.sort(in.x(), in.integer(DIM), in.flag("descending"));
          return List.of(sorted.values(), sorted.indices());
        });
    to.single("argsort", in -> Sorting.argsort(in.x(), in.integer(DIM), in.flag("descending")));
    to.add(
        "topk",
        in -> {
          Sorting.TopK top =
              Sorting.topK(in.x(), in.integer("k"), in.integer(DIM), in.flag("largest"));
          return List.of(top.values(), top.indices());
        });
    to.add(
        "kthvalue",
        in -> {
          Sorting.Selected selected =
              Sorting.kthValue(in.x(), in.integer("k"), in.integer(DIM), in.flag(KEEP));
          return List.of(selected.values(), selected.indices());
        });
    to.add(
        "unique",
        in -> {
          Sorting.Unique unique = Sorting.unique(in.x());
          return List.of(unique.values(), unique.inverse(), unique.counts());
        });
    to.single(
        "searchsorted", in -> Sorting.searchSorted(in.in("sorted"), in.x(), in.flag("right")));
    to.single(
        "bincount",
        in ->
            in.optional("weights")
                .map(weights -> Sorting.bincount(in.x(), weights, in.integer("minlength")))
                .orElseGet(() -> Sorting.bincount(in.x(), in.integer("minlength"))));
  }
}
