package cerulean.conformance;

import cerulean.tensor.Indexing;
import cerulean.tensor.Slice;
import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/// Section A5, indexing, gathering, scattering and masks.
final class TorchIndexing {

  private static final String DIM = "dim";

  private static final String INDEX = "index";

  private static final String TENSOR = "tensor";

  private TorchIndexing() {}

  static void addTo(Adapters to) {
    to.single(INDEX, TorchIndexing::index);
    to.single("gather", in -> in.x().gather(in.integer(DIM), in.in(INDEX)));
    to.single("take_along_dim", in -> in.x().gather(in.integer(DIM), in.in(INDEX)));
    to.single("take", in -> Indexing.takeFlat(in.x(), in.in(INDEX)));
    to.single("index_select", in -> in.x().indexSelect(in.integer(DIM), in.in(INDEX)));
    to.single("index_copy", in -> in.x().indexCopy(in.integer(DIM), in.in(INDEX), in.in("src")));
    to.single(
        "scatter",
        in ->
            in.x()
                .scatter(
                    in.integer(DIM),
                    in.in(INDEX),
                    in.optional("src")
                        .orElseGet(() -> Tensor.full(in.x().dtype(), in.number("value")))));
    to.single("scatter_add", in -> in.x().scatterAdd(in.integer(DIM), in.in(INDEX), in.in("src")));
    to.single("masked_fill", in -> in.x().maskedFill(in.in("mask"), in.number("value")));
    to.single("masked_select", in -> in.x().maskedSelect(in.in("mask")));
    to.unary("nonzero", Tensor::nonZero);
  }

  /// The ranges first, then the index tensors: no case has a new axis or a number beside these.
  private static Tensor index(Arguments in) {
    JsonNode items = in.attribute(INDEX);
    Slice[] slices = new Slice[items.size()];
    Tensor[] tensors = new Tensor[items.size()];
    for (int i = 0; i < slices.length; i++) {
      JsonNode item = items.get(i);
      slices[i] = slice(item);
      tensors[i] = item.has(TENSOR) ? in.in(item.get(TENSOR).asText()) : null;
    }
    Tensor sliced = in.x().slice(slices);
    return Arrays.stream(tensors).allMatch(tensor -> tensor == null)
        ? sliced
        : Indexing.index(sliced, tensors);
  }

  static Slice slice(JsonNode item) {
    if (item.has("int")) {
      return Slice.at(item.get("int").asInt());
    }
    if (item.has("newaxis")) {
      return Slice.newAxis();
    }
    if (item.has("ellipsis")) {
      return Slice.rest();
    }
    if (item.has(TENSOR)) {
      return Slice.all();
    }
    JsonNode range = item.get("slice");
    int step = range.get(2).isNull() ? 1 : range.get(2).asInt();
    return new Slice.Range(
        range.get(0).isNull() ? 0 : range.get(0).asInt(),
        range.get(1).isNull() ? Integer.MAX_VALUE : range.get(1).asInt(),
        step);
  }
}
