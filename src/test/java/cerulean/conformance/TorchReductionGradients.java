package cerulean.conformance;

import static cerulean.conformance.VariableMethods.call;

import cerulean.autograd.Variable;
import cerulean.tensor.Sorting;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Section A3 on variables.
final class TorchReductionGradients {

  private static final String DIM = "dim";

  private static final String KEEP = "keepdim";

  private TorchReductionGradients() {}

  static void addTo(TorchNetworks to) {
    for (String name : List.of("sum", "mean", "prod", "amax", "amin")) {
      reduction(to, name, name);
    }
    reduction(to, "logsumexp", "logSumExp");
    for (String name : List.of("var", "std")) {
      to.single(
          name,
          (in, v) ->
              call(name, v.get("x"), in.integer("correction"), in.flag(KEEP), in.integers(DIM)));
    }
    to.single(
        "norm",
        (in, v) -> call("norm", v.get("x"), in.number("p"), in.flag(KEEP), in.integers(DIM)));
    to.single("cumsum", (in, v) -> call("cumsum", v.get("x"), in.integer(DIM)));
    to.single("cumprod", (in, v) -> call("cumprod", v.get("x"), in.integer(DIM)));
    to.single("logcumsumexp", (in, v) -> call("logCumSumExp", v.get("x"), in.integer(DIM)));
    to.single("diff", (in, v) -> call("diff", v.get("x"), in.integer("n"), in.integer(DIM)));
    addSelections(to);
  }

  private static void reduction(TorchNetworks to, String op, String method) {
    to.single(op, (in, v) -> call(method, v.get("x"), in.flag(KEEP), in.integers(DIM)));
  }

  /// Values with their places, which have no gradient.
  private static void addSelections(TorchNetworks to) {
    to.add("max", (in, v) -> extreme(in, v.get("x"), "amax"));
    to.add("min", (in, v) -> extreme(in, v.get("x"), "amin"));
    to.add(
        "sort",
        (in, v) ->
            with(
                call("sort", v.get("x"), in.integer(DIM), in.flag("descending")),
                Sorting.sort(in.x(), in.integer(DIM), in.flag("descending")).indices()));
    to.add(
        "topk",
        (in, v) ->
            with(
                call("topK", v.get("x"), in.integer("k"), in.integer(DIM), in.flag("largest")),
                Sorting.topK(in.x(), in.integer("k"), in.integer(DIM), in.flag("largest"))
                    .indices()));
    to.add(
        "kthvalue",
        (in, v) ->
            with(
                call("kthValue", v.get("x"), in.integer("k"), in.integer(DIM), in.flag(KEEP)),
                Sorting.kthValue(in.x(), in.integer("k"), in.integer(DIM), in.flag(KEEP))
                    .indices()));
    to.add(
        "median",
        (in, v) ->
            in.isNull(DIM)
                ? List.of(call("lowerMedian", v.get("x"), false, new int[0]))
                : with(
                    call("lowerMedian", v.get("x"), in.flag(KEEP), in.integers(DIM)),
                    Sorting.lowerMedian(in.x(), in.integer(DIM), in.flag(KEEP)).indices()));
  }

  private static List<Variable> extreme(Arguments in, Variable x, String method) {
    List<Variable> outputs = new ArrayList<>();
    if (in.isNull(DIM)) {
      outputs.add(call(method, x, false, new int[0]));
      return outputs;
    }
    // PyTorch's max along an axis gives the gradient to one place, amax shares it.
    boolean largest = method.equals("amax");
    Tensor index =
        largest ? in.x().argmax(true, in.integer(DIM)) : in.x().argmin(true, in.integer(DIM));
    Variable chosen = call("gather", x, in.integer(DIM), Variable.constant(index));
    boolean keep = in.flag(KEEP);
    outputs.add(keep ? chosen : chosen.squeeze(in.integer(DIM)));
    outputs.add(Variable.constant(keep ? index : index.squeeze(in.integer(DIM))));
    return outputs;
  }

  private static List<Variable> with(Variable values, Tensor indices) {
    return List.of(values, Variable.constant(indices));
  }
}
