package cerulean.conformance;

import static cerulean.conformance.VariableMethods.all;
import static cerulean.conformance.VariableMethods.call;
import static cerulean.conformance.VariableMethods.callStatic;

import cerulean.autograd.Variable;
import cerulean.tensor.PadMode;
import cerulean.tensor.Slice;
import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Section A5 on variables.
final class TorchShapeGradients {

  private static final String DIM = "dim";

  private static final String INDEX = "index";

  private TorchShapeGradients() {}

  static void addTo(TorchNetworks to) {
    addViews(to);
    addRearrangements(to);
    addIndexing(to);
  }

  private static void addViews(TorchNetworks to) {
    to.single("reshape", (in, v) -> v.get("x").reshape(in.integers("shape")));
    to.single(
        "flatten", (in, v) -> v.get("x").flatten(in.integer("start_dim"), in.integer("end_dim")));
    to.single(
        "unflatten",
        (in, v) -> call("unflatten", v.get("x"), in.integer(DIM), in.integers("sizes")));
    to.single("permute", (in, v) -> v.get("x").permute(in.integers("dims")));
    to.single("transpose", (in, v) -> v.get("x").swapAxes(in.integer("dim0"), in.integer("dim1")));
    to.single(
        "movedim",
        (in, v) -> call("moveAxis", v.get("x"), in.integers("source"), in.integers("destination")));
    to.single("expand", (in, v) -> v.get("x").expand(in.x().expand(in.integers("shape")).shape()));
    to.single("squeeze", TorchShapeGradients::squeeze);
    to.single("unsqueeze", (in, v) -> v.get("x").unsqueeze(in.integer(DIM)));
    to.single(
        "narrow",
        (in, v) -> v.get("x").narrow(in.integer(DIM), in.integer("start"), in.integer("length")));
    to.single(
        "diagonal",
        (in, v) ->
            call(
                "diagonal",
                v.get("x"),
                in.integer("offset"),
                in.integer("dim1"),
                in.integer("dim2")));
    to.single(
        "as_strided_window",
        (in, v) -> call("unfold", v.get("x"), -1, in.integer("size"), in.integer("step")));
    to.add(
        "split", (in, v) -> List.of(v.get("x").split(in.integer(DIM), TorchShapes.partSizes(in))));
    to.add("unbind", (in, v) -> all("unbind", v.get("x"), in.integer(DIM)));
  }

  /// PyTorch leaves an axis alone that is not 1.
  private static Variable squeeze(Arguments in, Map<String, Variable> v) {
    if (in.isNull(DIM)) {
      return call("squeeze", v.get("x"));
    }
    return in.x().dim(in.integer(DIM)) == 1 ? v.get("x").squeeze(in.integer(DIM)) : v.get("x");
  }

  private static void addRearrangements(TorchNetworks to) {
    to.single("cat", (in, v) -> Variable.concat(in.integer(DIM), inOrder(v)));
    to.single("stack", (in, v) -> Variable.stack(in.integer(DIM), inOrder(v)));
    to.single("tile", (in, v) -> call("tile", v.get("x"), in.integers("reps")));
    to.single("repeat", (in, v) -> call("tile", v.get("x"), in.integers("reps")));
    to.single("repeat_interleave", TorchShapeGradients::repeat);
    to.add(
        "meshgrid",
        (in, v) -> {
          Variable[] axes = {v.get("x"), v.get("y")};
          int[] sizes = {axes[0].shape().dim(0), axes[1].shape().dim(0)};
          return List.of(axes[0].unsqueeze(1).expand(sizes), axes[1].unsqueeze(0).expand(sizes));
        });
    to.single("roll", TorchShapeGradients::roll);
    to.single(
        "rot90",
        (in, v) ->
            call(
                "rot90",
                v.get("x"),
                in.integer("k"),
                in.integers("dims")[0],
                in.integers("dims")[1]));
    to.single("pad", TorchShapeGradients::pad);
    to.single("tril", (in, v) -> call("tril", v.get("x"), in.integer("diagonal")));
    to.single("triu", (in, v) -> call("triu", v.get("x"), in.integer("diagonal")));
    to.single(
        "diag",
        (in, v) ->
            in.x().rank() == 1
                ? call("diag", v.get("x"), in.integer("diagonal"))
                : call("diagonal", v.get("x"), in.integer("diagonal"), 0, 1));
  }

  private static Variable[] inOrder(Map<String, Variable> v) {
    return v.values().toArray(Variable[]::new);
  }

  private static Variable repeat(Arguments in, Map<String, Variable> v) {
    int[] times = in.integers("repeats");
    return in.attribute("repeats").isArray()
        ? call("repeat", v.get("x"), in.integer(DIM), Tensor.of(times, times.length))
        : call("repeat", v.get("x"), in.integer(DIM), times[0]);
  }

  private static Variable roll(Arguments in, Map<String, Variable> v) {
    Variable x = v.get("x");
    if (in.isNull("dims")) {
      return call("roll", x.flatten(0, -1), in.integer("shifts"), 0).reshape(x.shape().dims());
    }
    return call("roll", x, in.integers("shifts"), in.integers("dims"));
  }

  /// PyTorch's list begins with the last axis; a negative number takes away.
  private static Variable pad(Arguments in, Map<String, Variable> v) {
    int[] pad = in.integers("pad");
    int rank = in.x().rank();
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int i = 0; i < pad.length / 2; i++) {
      before[rank - 1 - i] = pad[2 * i];
      after[rank - 1 - i] = pad[2 * i + 1];
    }
    PadMode mode = PadMode.valueOf(in.text("mode").toUpperCase(Locale.ROOT));
    double value = in.isNull("value") ? 0 : in.number("value");
    return call("pad", v.get("x"), before, after, mode, value);
  }

  private static void addIndexing(TorchNetworks to) {
    to.single(INDEX, TorchShapeGradients::index);
    for (String name : List.of("gather", "take_along_dim")) {
      to.single(name, (in, v) -> call("gather", v.get("x"), in.integer(DIM), v.get(INDEX)));
    }
    to.single("take", (in, v) -> call("takeFlat", v.get("x"), v.get(INDEX)));
    to.single("index_select", (in, v) -> v.get("x").indexSelect(in.integer(DIM), v.get(INDEX)));
    to.single(
        "index_copy",
        (in, v) -> call("indexCopy", v.get("x"), in.integer(DIM), v.get(INDEX), v.get("src")));
    to.single(
        "scatter",
        (in, v) ->
            call(
                "scatter",
                v.get("x"),
                in.integer(DIM),
                v.get(INDEX),
                v.containsKey("src")
                    ? v.get("src")
                    : Variable.constant(Tensor.full(in.x().dtype(), in.number("value")))));
    to.single(
        "scatter_add",
        (in, v) -> call("scatterAdd", v.get("x"), in.integer(DIM), v.get(INDEX), v.get("src")));
    to.single(
        "masked_fill",
        (in, v) -> call("maskedFill", v.get("x"), v.get("mask"), in.number("value")));
    to.single("masked_select", (in, v) -> call("maskedSelect", v.get("x"), v.get("mask")));
  }

  /// The ranges first, then the index tensors.
  private static Variable index(Arguments in, Map<String, Variable> v) {
    JsonNode items = in.attribute(INDEX);
    Slice[] slices = new Slice[items.size()];
    Variable[] tensors = new Variable[items.size()];
    for (int i = 0; i < slices.length; i++) {
      JsonNode item = items.get(i);
      slices[i] = TorchIndexing.slice(item);
      tensors[i] = item.has("tensor") ? v.get(item.get("tensor").asText()) : null;
    }
    Variable sliced = call("slice", v.get("x"), (Object) slices);
    return Arrays.stream(tensors).allMatch(tensor -> tensor == null)
        ? sliced
        : call(INDEX, sliced, (Object) tensors);
  }

  static Variable where(Variable condition, Variable a, Variable b) {
    return callStatic("where", condition, a, b);
  }
}
