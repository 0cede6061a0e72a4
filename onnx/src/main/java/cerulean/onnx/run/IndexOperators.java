package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Indexing;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.Tensor;
import java.util.Locale;
import java.util.Map;

/// Elements that are found, or written, by indices and truth values. Negative indices count from
/// the end.
final class IndexOperators {

  private IndexOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Gather", Operator.single(c -> c.input(0).take(c.intOr("axis", 0), c.input(1))));
    table.put(
        "GatherElements", Operator.single(c -> c.input(0).gather(c.intOr("axis", 0), c.input(1))));
    table.put(
        "GatherND",
        Operator.single(c -> Indexing.gatherNd(c.input(0), c.input(1), c.intOr("batch_dims", 0))));
    table.put("Scatter", Operator.single(IndexOperators::scatter));
    table.put("ScatterElements", Operator.single(IndexOperators::scatter));
    table.put(
        "ScatterND",
        Operator.single(c -> Indexing.scatterNd(c.input(0), c.input(1), c.input(2), reduction(c))));
    table.put("OneHot", Operator.single(IndexOperators::oneHot));
    table.put("NonZero", Operator.single(c -> c.input(0).nonZero().transpose().contiguous()));
    table.put("Compress", Operator.single(IndexOperators::compress));
    table.put("TensorScatter", Operator.single(IndexOperators::tensorScatter));
  }

  private static Tensor scatter(Call call) {
    int axis = call.intOr("axis", 0);
    return call.input(0).scatter(axis, call.input(1), call.input(2), reduction(call));
  }

  private static ScatterReduction reduction(Call call) {
    String name = call.node().textOr("reduction", "none");
    return switch (name) {
      case "none", "add", "mul", "min", "max" ->
          ScatterReduction.valueOf(name.toUpperCase(Locale.ROOT));
      default -> throw call.unsupported("reduction " + name + " is unknown");
    };
  }

  /// Rows of `values[0]` with `values[1]` at the index. An index beyond the row leaves it as it is,
  /// so rows are found by comparison.
  private static Tensor oneHot(Call call) {
    Tensor index = call.input(0).to(DType.I64);
    int depth = call.size(1);
    call.checkSize(index.size(), depth);
    Tensor values = call.input(2);
    Tensor from0 = Tensor.where(index.lt(0), index.add(depth), index);
    Tensor hit = from0.unsqueeze(-1).eq(Tensor.arange(depth));
    return Indexing.takeFlat(values, hit.to(DType.I64))
        .moveAxis(-1, call.intOr("axis", -1))
        .contiguous();
  }

  /// Without axis of the elements in row-major order.
  private static Tensor compress(Call call) {
    Tensor x = call.input(0);
    return call.node().attribute("axis").isPresent()
        ? Indexing.compress(x, call.intOr("axis", 0), call.input(1))
        : Indexing.compress(x.reshape(x.size()), 0, call.input(1));
  }

  /// A cache with each sample's new entries written from its own index on, in a ring if `mode` is
  /// `circular`.
  private static Tensor tensorScatter(Call call) {
    int axis = call.intOr("axis", -2);
    Tensor cache = call.input(0).moveAxis(axis, 1);
    Tensor update = call.input(1).moveAxis(axis, 1);
    int batch = update.dim(0);
    int length = update.dim(1);
    Tensor starts = call.optional(2).orElseGet(() -> Tensor.zeros(DType.I64, batch)).to(DType.I64);
    Tensor places = starts.unsqueeze(1).add(Tensor.arange(length));
    if (call.node().textOr("mode", "linear").equals("circular")) {
      places = places.remainder(Tensor.scalar((long) cache.dim(1)));
    }
    Tensor samples = Tensor.arange(batch).unsqueeze(1).expand(batch, length);
    Tensor index = Tensor.stack(2, samples, places);
    return Indexing.scatterNd(cache, index, update, ScatterReduction.NONE)
        .moveAxis(1, axis)
        .contiguous();
  }
}
